import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { ImportsPage } from '../features/sources/imports/imports-page.tsx'
import { type ImportsSearch, importsInput } from '../features/sources/imports/imports-search.ts'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { guarded } from './guarded.tsx'
import { settingsRoute } from './settings.tsx'

const searchSchema = z.object({ source: idParam, after: textParam, import: idParam })

export const importsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/imports',
  validateSearch: (search): ImportsSearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => importsInput(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(api.sources.imports.queryOptions({ input: deps }))
  },
  component: guarded(contract.sources.imports, () => {
    const search = importsRoute.useSearch()
    const setSearch = useSetSearch<ImportsSearch>()
    const paging = useKeysetPaging(search.after)
    return <ImportsPage search={search} setSearch={setSearch} paging={paging} />
  }),
})
