import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { runChecksContract } from '../../../contract/run-checks.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { notifyDone, notifyProblem, notifyUndoable } from '../../ui/notify.tsx'
import type { Run } from './run.ts'

type QueuePage = z.infer<NonNullable<(typeof runChecksContract.list)['~orpc']['outputSchema']>>
type SuccessesInput = z.input<NonNullable<(typeof runChecksContract.reviewSuccesses)['~orpc']['inputSchema']>>

type RunList = z.infer<NonNullable<(typeof runChecksContract.jobRuns)['~orpc']['outputSchema']>>

export interface Review {
  /** Marks exactly these runs; what arrived meanwhile stays open. */
  runs: (runIds: readonly number[], what: string, onDone?: () => void) => void
  successes: (input: SuccessesInput) => void
  busy: boolean
}

const meta = { changes: 'run-checks' } as const

/** Marks runs as reviewed and offers to take it back for ten seconds. */
export function useReview(): Review {
  const queryClient = useQueryClient()
  const undo = useMutation(
    api.runChecks.undo.mutationOptions({
      meta,
      onSuccess: ({ reopened }) => notifyDone(`${countOf(reopened, 'run')} back in the queue`),
    }),
  )
  const offerUndo = (reviewed: number, batchId: string, what: string) =>
    notifyUndoable(`${countOf(reviewed, 'run')} reviewed`, what, () => undo.mutate({ batchId }))

  const review = useMutation(
    api.runChecks.review.mutationOptions({
      meta,
      onMutate: async ({ runIds }) => {
        const gone = new Set(runIds)
        // An answer that is on its way would bring back what has just been reviewed.
        await queryClient.cancelQueries({ queryKey: api.runChecks.key() })
        await queryClient.cancelQueries({ queryKey: api.runs.get.key() })
        queryClient.setQueriesData<InfiniteData<QueuePage>>({ queryKey: api.runChecks.list.key() }, (queue) =>
          without(queue, gone),
        )
        queryClient.setQueriesData<RunList>({ queryKey: api.runChecks.jobRuns.key() }, (runs) =>
          runs?.map((run) => reviewed(run, gone)),
        )
        queryClient.setQueriesData<Run>({ queryKey: api.runs.get.key() }, (run) => run && reviewed(run, gone))
      },
      onError: () => {
        void queryClient.invalidateQueries({ queryKey: api.runChecks.key() })
        void queryClient.invalidateQueries({ queryKey: api.runs.key() })
      },
    }),
  )
  const successes = useMutation(
    api.runChecks.reviewSuccesses.mutationOptions({
      meta,
      onSuccess: ({ reviewed, batchId }) =>
        reviewed > 0
          ? offerUndo(reviewed, batchId, 'All open successes.')
          : notifyDone('No open success was left'),
    }),
  )
  return {
    runs: (runIds, what, onDone) =>
      review.mutate(
        { runIds: [...runIds] },
        {
          onSuccess: ({ reviewed, batchId, refused }) => {
            const [first] = refused
            if (first)
              notifyProblem({ detail: `${countOf(refused.length, 'run')} left open: ${first.reason}` })
            if (reviewed > 0) offerUndo(reviewed, batchId, what)
            onDone?.()
          },
        },
      ),
    successes: (input) => successes.mutate(input),
    busy: review.isPending || successes.isPending,
  }
}

function reviewed<R extends { id: number; reviewedAt: string | null }>(run: R, gone: ReadonlySet<number>): R {
  return gone.has(run.id) && run.reviewedAt === null ? { ...run, reviewedAt: new Date().toISOString() } : run
}

/** A reviewed row leaves at once, so that the next key press meets the next row. */
function without(
  queue: InfiniteData<QueuePage> | undefined,
  gone: ReadonlySet<number>,
): InfiniteData<QueuePage> | undefined {
  if (!queue) return queue
  const isLeft = ({ runIds }: QueuePage['rows'][number]) =>
    runIds.length === 0 || !runIds.every((id) => gone.has(id))
  const pages = queue.pages.map((page) => ({ ...page, rows: page.rows.filter(isLeft) }))
  const left = (all: readonly QueuePage[]) => all.reduce((sum, { rows }) => sum + rows.length, 0)
  const fewer = left(queue.pages) - left(pages)
  return { ...queue, pages: pages.map((page) => ({ ...page, total: page.total - fewer })) }
}
