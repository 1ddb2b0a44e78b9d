import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { JobPage } from '../features/jobs/job-page.tsx'
import { HISTORY_ONLY, HISTORY_STATUSES, historyInput, type JobSearch } from '../features/jobs/jobs-search.ts'
import { JobOverrides } from '../features/overrides/job-overrides.tsx'
import { JobRunDialog } from '../features/runs/job-run-dialog.tsx'
import { SCHEDULE_VIEWS, type ScheduleSearch } from '../features/schedules/schedule.ts'
import { SchedulePanel } from '../features/schedules/schedule-panel.tsx'
import { JobAlerts } from '../features/tickets/job-alerts.tsx'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { NotFound } from '../ui/not-found.tsx'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  status: wordParam(HISTORY_STATUSES),
  only: wordParam(HISTORY_ONLY),
  q: textParam,
  after: textParam,
  run: idParam,
  merged: idParam,
  schedule: wordParam(SCHEDULE_VIEWS),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
})

export const jobRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/jobs/$jobId',
  validateSearch: (search): JobSearch & ScheduleSearch => searchSchema.parse(search),
  loaderDeps: ({ search: { status, only, q, after } }) => ({ status, only, q, after }),
  loader: ({ context, deps, params }) => {
    const id = Number(params.jobId)
    if (!Number.isSafeInteger(id) || id < 1) return
    void context.queryClient.prefetchQuery(api.jobs.get.queryOptions({ input: { id } }))
    void context.queryClient.prefetchQuery(api.jobIdentities.list.queryOptions({ input: { jobId: id } }))
    void context.queryClient.prefetchQuery(api.schedules.get.queryOptions({ input: { jobId: id } }))
    void context.queryClient.prefetchQuery(api.jobs.history.queryOptions({ input: historyInput(id, deps) }))
  },
  component: guarded(contract.jobs.get, () => {
    const id = Number(jobRoute.useParams().jobId)
    const search = jobRoute.useSearch()
    const setSearch = useSetSearch<JobSearch & ScheduleSearch>()
    const paging = useKeysetPaging(search.after)
    if (!Number.isSafeInteger(id) || id < 1) return <NotFound />
    return (
      <>
        <JobPage
          id={id}
          search={search}
          setSearch={setSearch}
          paging={paging}
          alerts={
            <>
              <JobAlerts jobId={id} />
              <JobOverrides jobId={id} />
            </>
          }
          schedule={<SchedulePanel jobId={id} search={search} setSearch={setSearch} />}
        />
        <JobRunDialog
          history={historyInput(id, search)}
          runId={search.run}
          onOpen={(run) => setSearch({ run }, { replace: search.run !== undefined && run !== undefined })}
        />
      </>
    )
  }),
})
