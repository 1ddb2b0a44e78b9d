import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { dayStatusSchema } from '../../contract/daily-jobs.ts'
import { DailyJobsPage } from '../features/daily-jobs/daily-jobs-page.tsx'
import { DAILY_SORTS, type DailySearch, dailyInput } from '../features/daily-jobs/daily-search.ts'
import { NothingCame } from '../features/daily-jobs/nothing-came.tsx'
import { useDailyJobs } from '../features/daily-jobs/use-daily-jobs.ts'
import { useMarkSuccess } from '../features/overrides/use-mark-success.tsx'
import { DayRunDialog } from '../features/runs/day-run-dialog.tsx'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useNeighbours } from '../lib/use-neighbours.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  day: z.iso.date().optional().catch(undefined),
  q: textParam,
  status: wordParam(dayStatusSchema.options),
  software: textParam,
  customer_id: idParam,
  sort: wordParam(DAILY_SORTS),
  after: textParam,
  open_job_id: idParam,
  run: idParam,
})

export const dailyJobsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/daily-jobs',
  validateSearch: (search): DailySearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => dailyInput(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(api.dailyJobs.list.queryOptions({ input: deps }))
  },
  component: guarded(contract.dailyJobs.list, () => {
    const search = dailyJobsRoute.useSearch()
    const markSuccess = useMarkSuccess()
    const setSearch = useSetSearch<DailySearch>()
    const paging = useKeysetPaging(search.after)
    const list = useDailyJobs(search)
    const rows = list.data?.rows ?? []
    const neighbours = useNeighbours(
      rows.map(({ id }) => id),
      search.open_job_id,
    )
    const known = [list.data?.openJob, ...rows].find((row) => row?.id === search.open_job_id) ?? null
    const openJob = (jobId: number | undefined) =>
      setSearch(
        { open_job_id: jobId, run: undefined },
        { replace: search.open_job_id !== undefined && jobId !== undefined },
      )
    return (
      <>
        <DailyJobsPage search={search} setSearch={setSearch} paging={paging} onOpenJob={openJob} />
        <DayRunDialog
          markSuccess={markSuccess}
          jobId={search.open_job_id}
          day={search.day}
          runId={search.run}
          title={known ? `${known.customer.name} — ${known.name}` : undefined}
          nothingCame={<NothingCame job={known} />}
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
