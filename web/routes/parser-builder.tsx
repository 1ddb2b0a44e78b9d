import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { BuilderPage } from '../features/parser-builder/builder-page.tsx'
import type { BuilderSearch } from '../features/parser-builder/builder-search.ts'
import { idParam, textParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({ message: idParam, rule: textParam, import: idParam })

export const parserBuilderRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/parsers/builder',
  validateSearch: (search): BuilderSearch => searchSchema.parse(search),
  component: guarded(contract.parserRules.save, () => {
    const search = parserBuilderRoute.useSearch()
    const setSearch = useSetSearch<BuilderSearch>()
    return <BuilderPage search={search} setSearch={setSearch} />
  }),
})
