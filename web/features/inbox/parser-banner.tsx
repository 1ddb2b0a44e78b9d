import type { SetSearch } from '../../lib/search-params.ts'
import { FilterBanner } from '../../ui/filter-banner.tsx'
import type { InboxSearch } from './inbox-search.ts'

interface ParserBannerProps {
  search: InboxSearch
  setSearch: SetSearch<InboxSearch>
}

/** Says for which parser these messages are looked at; nothing when for none. */
export function ParserBanner({ search: { parser, unread_of }, setSearch }: ParserBannerProps) {
  if (!parser && !unread_of) return null
  return (
    <FilterBanner onClear={() => setSearch({ parser: undefined, unread_of: undefined, after: undefined })}>
      {parser && (
        <span>
          Read by the parser <b>{parser}</b>
        </span>
      )}
      {unread_of && (
        <span>
          Not read, from senders whose messages <b>{unread_of}</b> reads
        </span>
      )}
    </FilterBanner>
  )
}
