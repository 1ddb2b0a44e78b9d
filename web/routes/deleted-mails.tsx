import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { contract } from '../../contract/contract.ts'
import { DeletedMailsPage } from '../features/deleted-mails/deleted-mails-page.tsx'
import type { DeletedMailsSearch } from '../features/deleted-mails/deleted-mails-search.ts'
import { useKeysetPaging } from '../lib/keyset-paging.ts'
import { textParam } from '../lib/search-params.ts'
import { useSetSearch } from '../lib/use-set-search.ts'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

const searchSchema = z.object({ q: textParam, after: textParam })

export const deletedMailsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/deleted-mails',
  validateSearch: (search): DeletedMailsSearch => searchSchema.parse(search),
  component: guarded(contract.deletedMails.list, () => {
    const search = deletedMailsRoute.useSearch()
    const setSearch = useSetSearch<DeletedMailsSearch>()
    const paging = useKeysetPaging(search.after)
    return <DeletedMailsPage search={search} setSearch={setSearch} paging={paging} />
  }),
})
