import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { CustomersPage } from '../features/customers/customers-page.tsx'
import { type CustomersSearch, customersInput } from '../features/customers/customers-search.ts'
import { CustomerSchedule } from '../features/schedules/customer-schedule.tsx'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  q: textParam,
  active: wordParam(['active', 'inactive']),
  after: textParam,
  edit: idParam,
})

export const customersRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/customers',
  validateSearch: (search): CustomersSearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => customersInput(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(api.customers.list.queryOptions({ input: deps }))
  },
  component: guarded(contract.customers.list, () => {
    const search = customersRoute.useSearch()
    const setSearch = useSetSearch<CustomersSearch>()
    const paging = useKeysetPaging(search.after)
    return (
      <CustomersPage
        search={search}
        setSearch={setSearch}
        paging={paging}
        moreOf={(id) => <CustomerSchedule key={id} customerId={id} />}
      />
    )
  }),
})
