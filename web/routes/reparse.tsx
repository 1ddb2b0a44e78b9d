import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { changeKindSchema } from '../../contract/reparse.ts'
import { ReparsePage } from '../features/reparse/reparse-page.tsx'
import type { ReparseSearch } from '../features/reparse/reparse-search.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  parser: textParam,
  preview: idParam,
  kind: wordParam([...changeKindSchema.options, 'conflicts']),
  message: idParam,
  after: textParam,
})

export const reparseRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reparse',
  validateSearch: (search): ReparseSearch => searchSchema.parse(search),
  component: guarded(contract.reparse.list, () => {
    const search = reparseRoute.useSearch()
    const setSearch = useSetSearch<ReparseSearch>()
    const paging = useKeysetPaging(search.after)
    return <ReparsePage search={search} setSearch={setSearch} paging={paging} />
  }),
})
