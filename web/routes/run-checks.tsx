import { createRoute, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { runStatusSchema } from '../../contract/base.ts'
import { contract } from '../../contract/contract.ts'
import { QUEUE_GROUPS, QUEUE_SORTS } from '../../contract/run-checks.ts'
import { IncidentStrip } from '../features/incidents/incident-strip.tsx'
import { isSameView, type QueueSearch, searchOfView } from '../features/run-checks/queue-search.ts'
import { RunChecksPage } from '../features/run-checks/run-checks-page.tsx'
import { queueQuery, useQueue } from '../features/run-checks/use-queue.ts'
import { QueueRunDialog } from '../features/runs/queue-run-dialog.tsx'
import { useReview } from '../features/runs/use-review.ts'
import { UnjudgedStrip } from '../features/schedules/unjudged-strip.tsx'
import { api } from '../lib/api.ts'
import { mayCall } from '../lib/permission.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useNeighbours } from '../lib/use-neighbours.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  q: textParam,
  status: wordParam(runStatusSchema.options),
  software: textParam,
  type: textParam,
  customer_id: idParam,
  sort: wordParam(QUEUE_SORTS),
  group: wordParam(QUEUE_GROUPS),
  reviewed: wordParam(['yes']),
  job: idParam,
  run: idParam,
})

export const runChecksRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/run-checks',
  validateSearch: (search): QueueSearch => searchSchema.parse(search),
  /** Who comes without a wish begins where they chose to. */
  beforeLoad: async ({ context, search, cause }) => {
    const isBare = Object.values(search).every((value) => value === undefined)
    if (cause !== 'enter' || !isBare) return
    if (!mayCall(context.session.activeRole, contract.queueViews.list)) return
    const own = await context.queryClient
      .ensureQueryData(api.queueViews.list.queryOptions())
      .catch(() => undefined)
    const start =
      own && (own.views.find(({ id }) => id === own.preferences.viewId)?.search ?? own.preferences.search)
    if (start && !isSameView(start, {})) {
      throw redirect({ to: '/run-checks', search: searchOfView(start), replace: true })
    }
  },
  loaderDeps: ({ search: { job: _job, run: _run, ...queue } }) => queue,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(queueQuery(deps))
  },
  component: guarded(contract.runChecks.list, () => {
    const search = runChecksRoute.useSearch()
    const setSearch = useSetSearch<QueueSearch>()
    const review = useReview()
    const queue = useQueue(search)
    const neighbours = useNeighbours(queue.rows?.map(({ jobId }) => jobId) ?? [], search.job)
    const openJob = (job: number | undefined) =>
      setSearch({ job, run: undefined }, { replace: search.job !== undefined && job !== undefined })
    return (
      <>
        <RunChecksPage
          search={search}
          setSearch={setSearch}
          queue={queue}
          review={review}
          onOpenJob={openJob}
          notices={
            <>
              <IncidentStrip />
              <UnjudgedStrip />
            </>
          }
        />
        <QueueRunDialog
          jobId={search.job}
          runId={search.run}
          review={review}
          onOpenRun={(run) => setSearch({ run }, { replace: true })}
          onOpenJob={openJob}
          previousJob={neighbours.previous}
          nextJob={neighbours.next}
          nextJobsRun={queue.rows?.find(({ jobId }) => jobId === neighbours.next)?.runIds[0]}
          withReviewed={search.reviewed === 'yes'}
        />
      </>
    )
  }),
})
