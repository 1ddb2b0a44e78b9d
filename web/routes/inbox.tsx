import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { parseStateSchema } from '../../contract/inbox.ts'
import { InboxPage } from '../features/inbox/inbox-page.tsx'
import { type InboxSearch, listInput } from '../features/inbox/inbox-search.ts'
import { api } from '../lib/api.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { idParam, textParam, wordParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({
  q: textParam,
  software: textParam,
  state: wordParam(parseStateSchema.options),
  from: textParam,
  parser: textParam,
  unread_of: textParam,
  after: textParam,
  message: idParam,
})

export const inboxRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/inbox',
  validateSearch: (search): InboxSearch => searchSchema.parse(search),
  loaderDeps: ({ search }) => listInput(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(api.inbox.list.queryOptions({ input: deps }))
  },
  component: guarded(contract.inbox.list, () => {
    const search = inboxRoute.useSearch()
    const setSearch = useSetSearch<InboxSearch>()
    const paging = useKeysetPaging(search.after)
    return <InboxPage search={search} setSearch={setSearch} paging={paging} />
  }),
})
