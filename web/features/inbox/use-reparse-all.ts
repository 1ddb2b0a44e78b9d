import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'

export interface ReparseCounts {
  processed: number
  total: number
  parsedOk: number
  autoApproved: number
  noMatch: number
  errors: number
}

export interface ReparseAll {
  state: 'closed' | 'running' | 'done' | 'failed'
  counts: ReparseCounts
  /** Why it stopped before its end. */
  problem: string | null
  start: () => void
  /** Goes on where it stopped. */
  retry: () => void
  close: () => void
}

const PAUSE_MS = 100
const NOTHING: ReparseCounts = { processed: 0, total: 0, parsedOk: 0, autoApproved: 0, noMatch: 0, errors: 0 }

/** Reads the whole Inbox again, one step after the other, with a short pause in which others get their turn. */
export function useReparseAll(): ReparseAll {
  const [state, setState] = useState<ReparseAll['state']>('closed')
  const [counts, setCounts] = useState(NOTHING)
  const [problem, setProblem] = useState<string | null>(null)
  const place = useRef<{ lastId: number | null; sums: ReparseCounts }>({ lastId: null, sums: NOTHING })
  const queryClient = useQueryClient()

  const goOn = async () => {
    setState('running')
    setProblem(null)
    try {
      for (let done = false; !done; ) {
        const { lastId, sums } = place.current
        const step = await api.inbox.reparseBatch.call({
          last_id: lastId,
          total: lastId === null ? null : sums.total,
        })
        place.current = { lastId: step.last_id, sums: add(sums, step) }
        setCounts(place.current.sums)
        done = step.done
        if (!done) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
      setState('done')
    } catch (error) {
      setProblem(problemOf(error).detail)
      setState('failed')
    }
    await queryClient.invalidateQueries()
  }

  return {
    state,
    counts,
    problem,
    start: () => {
      place.current = { lastId: null, sums: NOTHING }
      setCounts(NOTHING)
      void goOn()
    },
    retry: () => void goOn(),
    close: () => setState('closed'),
  }
}

type Step = Awaited<ReturnType<typeof api.inbox.reparseBatch.call>>

function add(sums: ReparseCounts, step: Step): ReparseCounts {
  return {
    processed: sums.processed + step.processed,
    total: step.total,
    parsedOk: sums.parsedOk + step.parsed_ok,
    autoApproved: sums.autoApproved + step.auto_approved,
    noMatch: sums.noMatch + step.no_match,
    errors: sums.errors + step.errors,
  }
}
