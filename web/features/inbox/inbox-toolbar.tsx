import { Button, Select } from '@mantine/core'
import { parseStateSchema } from '../../../contract/inbox.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useSeenWords } from '../../lib/use-seen-words.ts'
import { ProductFilter } from '../../ui/product-filter.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import type { InboxRow, InboxSearch } from './inbox-search.ts'
import { PARSE_STATE_CHOICES } from './parse-state.tsx'

interface InboxToolbarProps {
  search: InboxSearch
  setSearch: SetSearch<InboxSearch>
  rows: readonly InboxRow[]
}

/** The filters of the Inbox; each lives in the URL. */
export function InboxToolbar({ search, setSearch, rows }: InboxToolbarProps) {
  const products = useSeenWords([search.software, ...rows.map(({ software }) => software)])
  const filter = (patch: InboxSearch) => setSearch({ ...patch, after: undefined }, { replace: true })
  const filtered = search.q || search.software || search.state || search.from
  return (
    <Toolbar>
      <SearchField label="Search messages" value={search.q} onSearch={(q) => filter({ q })} />
      <SearchField label="Sender" value={search.from} onSearch={(from) => filter({ from })} width={190} />
      <ProductFilter
        products={products}
        value={search.software}
        onChange={(software) => filter({ software })}
      />
      <Select
        w={160}
        aria-label="Parse state"
        placeholder="Any state"
        clearable
        data={PARSE_STATE_CHOICES}
        value={search.state ?? null}
        onChange={(state) => filter({ state: parseStateSchema.options.find((option) => option === state) })}
      />
      {filtered && (
        <Button
          variant="subtle"
          size="compact-md"
          fz="sm"
          onClick={() => filter({ q: undefined, from: undefined, software: undefined, state: undefined })}
        >
          Clear filters
        </Button>
      )}
    </Toolbar>
  )
}
