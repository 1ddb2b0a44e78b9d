import { useEffect, useRef, useState } from 'react'
import { number } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { filterInput, type QueueRow, type QueueSearch } from './queue-search.ts'

export interface SelectedJob {
  jobId: number
  /** Its open runs as they were when it was ticked: what came since is not meant. */
  runIds: readonly number[]
}

interface QueueInSight {
  search: QueueSearch
  rows: readonly QueueRow[]
  /** Every job that the filter leaves is among the rows. */
  isComplete: boolean
  total: number
}

export type QueueSelection = ReturnType<typeof useQueueSelection>

/** Which jobs are ticked, each with the runs it was ticked for; also beyond what is scrolled into sight. */
export function useQueueSelection({ search, rows, isComplete, total }: QueueInSight) {
  const [ticked, setTicked] = useState<ReadonlyMap<number, readonly number[]>>(new Map())
  const [isAsking, setAsking] = useState(false)
  const anchor = useRef<number | null>(null)
  const present = new Set(rows.map(({ jobId }) => jobId))
  const jobs: SelectedJob[] = [...ticked]
    .filter(([jobId]) => !isComplete || present.has(jobId))
    .map(([jobId, runIds]) => ({ jobId, runIds }))
  const add = (more: readonly SelectedJob[]) =>
    setTicked((before) => new Map([...before, ...more.map(({ jobId, runIds }) => [jobId, runIds] as const)]))
  // Asked as a question, not as a change: nothing on screen is made old by it.
  const addMatching = async (groupKey?: string) => {
    setAsking(true)
    try {
      const asked = { ...filterInput(search), group: search.group ?? ('job' as const), groupKey }
      const { jobs: found, left } = await api.runChecks.matching.call(asked)
      add(found)
      if (left > 0)
        notifyProblem({
          detail: `${number(left)} more jobs did not fit into one selection; review these first.`,
        })
    } catch (error) {
      notifyProblem(problemOf(error))
    } finally {
      setAsking(false)
    }
  }
  const clear = () => {
    anchor.current = null
    setTicked(new Map())
  }
  const filter = JSON.stringify(filterInput(search))
  // What another filter no longer shows must not be reviewed unseen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgets when the filter changes, not before
  useEffect(() => {
    clear()
  }, [filter])
  return {
    jobs,
    has: (jobId: number) => ticked.has(jobId),
    busy: isAsking,
    toggle: (jobId: number, isRange = false) => {
      const from = rows.findIndex((row) => row.jobId === anchor.current)
      const to = rows.findIndex((row) => row.jobId === jobId)
      const row = rows[to]
      if (!row) return
      anchor.current = jobId
      if (isRange && from >= 0)
        add(rows.slice(Math.min(from, to), Math.max(from, to) + 1).filter(hasOpenRuns))
      else if (ticked.has(jobId)) setTicked(new Map([...ticked].filter(([id]) => id !== jobId)))
      else add([row].filter(hasOpenRuns))
    },
    /** Everything that the filter leaves, also what is not scrolled into sight; or nothing when all of it is ticked. */
    toggleAll: () => {
      const tickable = rows.filter(hasOpenRuns)
      const isAllTicked =
        tickable.every(({ jobId }) => ticked.has(jobId)) && (isComplete || jobs.length >= total)
      if (jobs.length > 0 && isAllTicked) clear()
      else if (isComplete) add(tickable)
      else void addMatching()
    },
    addGroup: (key: string) => {
      const shown = rows.filter(({ group }) => group?.key === key)
      if (shown.length === shown[0]?.group?.jobs) add(shown.filter(hasOpenRuns))
      else void addMatching(key)
    },
    clear,
  }
}

function hasOpenRuns({ runIds }: QueueRow): boolean {
  return runIds.length > 0
}
