import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { ArchivedJobsPage, type ArchivedJobsSearch } from '../features/jobs/archived-jobs-page.tsx'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { textParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({ q: textParam, after: textParam })

export const archivedJobsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/archived-jobs',
  validateSearch: (search): ArchivedJobsSearch => searchSchema.parse(search),
  component: guarded(contract.jobs.archived, () => {
    const search = archivedJobsRoute.useSearch()
    const setSearch = useSetSearch<ArchivedJobsSearch>()
    const paging = useKeysetPaging(search.after)
    return <ArchivedJobsPage search={search} setSearch={setSearch} paging={paging} />
  }),
})
