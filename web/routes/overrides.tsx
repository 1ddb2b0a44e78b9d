import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { OverridesPage } from '../features/overrides/overrides-page.tsx'
import {
  OVERRIDE_SCOPES,
  OVERRIDE_STATES,
  type OverridesSearch,
  overridesInput,
} from '../features/overrides/overrides-search.ts'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  q: textParam,
  scope: wordParam(OVERRIDE_SCOPES),
  state: wordParam(OVERRIDE_STATES),
  customer_id: idParam,
  job_id: idParam,
  after: textParam,
  open: idParam,
})

export const overridesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/overrides',
  validateSearch: (search): OverridesSearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => overridesInput(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(api.overrides.list.queryOptions({ input: deps }))
  },
  component: guarded(contract.overrides.list, () => {
    const search = overridesRoute.useSearch()
    const setSearch = useSetSearch<OverridesSearch>()
    const paging = useKeysetPaging(search.after)
    return <OverridesPage search={search} setSearch={setSearch} paging={paging} />
  }),
})
