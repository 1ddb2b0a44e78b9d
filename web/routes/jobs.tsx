import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { JobsPage } from '../features/jobs/jobs-page.tsx'
import { JOB_SORTS, type JobsSearch, jobsInput } from '../features/jobs/jobs-search.ts'
import { ScheduleActions } from '../features/schedules/change/schedule-actions.tsx'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useMay } from '../lib/session.tsx'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  customer_id: idParam,
  q: textParam,
  software: textParam,
  sort: wordParam(JOB_SORTS),
  after: textParam,
})

export const jobsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/jobs',
  validateSearch: (search): JobsSearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => jobsInput(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(api.jobs.list.queryOptions({ input: deps }))
  },
  component: guarded(contract.jobs.list, () => {
    const search = jobsRoute.useSearch()
    const setSearch = useSetSearch<JobsSearch>()
    const paging = useKeysetPaging(search.after)
    const mayChange = useMay(contract.schedules.pin)
    return (
      <JobsPage
        search={search}
        setSearch={setSearch}
        paging={paging}
        bulkActions={
          mayChange ? (jobIds, onDone) => <ScheduleActions jobIds={jobIds} onDone={onDone} /> : undefined
        }
      />
    )
  }),
})
