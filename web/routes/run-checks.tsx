import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { runStatusSchema } from '../../contract/base.ts'
import { contract } from '../../contract/contract.ts'
import { IncidentStrip } from '../features/incidents/incident-strip.tsx'
import { useMarkSuccess } from '../features/overrides/use-mark-success.tsx'
import { QUEUE_SORTS, type QueueSearch, queueInput } from '../features/run-checks/queue-search.ts'
import { RunChecksPage } from '../features/run-checks/run-checks-page.tsx'
import { useQueue } from '../features/run-checks/use-queue.ts'
import { QueueRunDialog } from '../features/runs/queue-run-dialog.tsx'
import { useReview } from '../features/runs/use-review.ts'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useNeighbours } from '../lib/use-neighbours.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  q: textParam,
  status: wordParam(runStatusSchema.options),
  software: textParam,
  customer_id: idParam,
  sort: wordParam(QUEUE_SORTS),
  after: textParam,
  job: idParam,
  run: idParam,
})

export const runChecksRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/run-checks',
  validateSearch: (search): QueueSearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => queueInput(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(api.runChecks.list.queryOptions({ input: deps }))
  },
  component: guarded(contract.runChecks.list, () => {
    const search = runChecksRoute.useSearch()
    const markSuccess = useMarkSuccess()
    const setSearch = useSetSearch<QueueSearch>()
    const paging = useKeysetPaging(search.after)
    const review = useReview()
    const jobs = useQueue(search).data?.rows.map(({ jobId }) => jobId) ?? []
    const neighbours = useNeighbours(jobs, search.job)
    const openJob = (job: number | undefined) =>
      setSearch({ job, run: undefined }, { replace: search.job !== undefined && job !== undefined })
    return (
      <>
        <RunChecksPage
          search={search}
          setSearch={setSearch}
          paging={paging}
          review={review}
          onOpenJob={openJob}
          notices={<IncidentStrip />}
        />
        <QueueRunDialog
          markSuccess={markSuccess}
          jobId={search.job}
          runId={search.run}
          review={review}
          onOpenRun={(run) => setSearch({ run }, { replace: true })}
          onOpenJob={openJob}
          previousJob={neighbours.previous}
          nextJob={neighbours.next}
        />
        {markSuccess.dialog}
      </>
    )
  }),
})
