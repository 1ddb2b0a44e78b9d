import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { PARSER_KINDS, PARSER_ORIGINS } from '../../contract/parsers.ts'
import { ParsersPage } from '../features/parsers/parsers-page.tsx'
import type { ParsersSearch } from '../features/parsers/parsers-search.ts'
import { api } from '../lib/api.ts'
import { textParam, wordParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  q: textParam,
  software: textParam,
  kind: wordParam(PARSER_KINDS),
  origin: wordParam(PARSER_ORIGINS),
  alarms: wordParam(['yes']),
  parser: textParam,
})

export const parsersRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/parsers',
  validateSearch: (search): ParsersSearch => searchSchema.parse(search),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(api.parsers.list.queryOptions())
  },
  component: guarded(contract.parsers.list, () => (
    <ParsersPage search={parsersRoute.useSearch()} setSearch={useSetSearch<ParsersSearch>()} />
  )),
})
