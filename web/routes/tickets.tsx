import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { TicketsPage } from '../features/tickets/tickets-page.tsx'
import { type TicketsSearch, ticketsInput } from '../features/tickets/tickets-search.ts'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  tab: wordParam(['remarks']),
  state: wordParam(['resolved', 'any']),
  origin: wordParam(['internal', 'psa']),
  customer_id: idParam,
  q: textParam,
  after: textParam,
  open: idParam,
})

export const ticketsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tickets',
  validateSearch: (search): TicketsSearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => ({ tab: search.tab, input: ticketsInput(search) }),
  loader: ({ context, deps: { tab, input } }) => {
    const { list } = tab === 'remarks' ? api.remarks : api.tickets
    void context.queryClient.prefetchQuery(list.queryOptions({ input }))
  },
  component: guarded(contract.tickets.list, () => {
    const search = ticketsRoute.useSearch()
    const setSearch = useSetSearch<TicketsSearch>()
    const paging = useKeysetPaging(search.after)
    return <TicketsPage search={search} setSearch={setSearch} paging={paging} />
  }),
})
