import { Button, Select, Switch } from '@mantine/core'
import { PARSER_KINDS, PARSER_ORIGINS } from '../../../contract/parsers.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { ProductFilter } from '../../ui/product-filter.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { ORIGIN_WORDS, type ParserRow, type ParsersSearch } from './parsers-search.ts'

interface ParsersToolbarProps {
  search: ParsersSearch
  setSearch: SetSearch<ParsersSearch>
  rows: readonly ParserRow[]
}

const KIND_WORDS = { 'built-in': 'Built in', rule: 'Rules of your own' }

/** The filters of the list of parsers; each lives in the URL. */
export function ParsersToolbar({ search, setSearch, rows }: ParsersToolbarProps) {
  const filter = (patch: ParsersSearch) => setSearch(patch, { replace: true })
  const products = [...new Set(rows.map(({ software }) => software))].sort((one, other) =>
    one.localeCompare(other),
  )
  const filtered = search.q || search.software || search.kind || search.origin || search.alarms
  return (
    <Toolbar>
      <SearchField label="Search parsers" value={search.q} onSearch={(q) => filter({ q })} />
      <ProductFilter
        products={products}
        value={search.software}
        onChange={(software) => filter({ software })}
        width={180}
      />
      <Select
        w={170}
        aria-label="Kind"
        placeholder="Any kind"
        clearable
        data={PARSER_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
        value={search.kind ?? null}
        onChange={(kind) => filter({ kind: PARSER_KINDS.find((each) => each === kind) })}
      />
      <Select
        w={180}
        aria-label="Built from"
        placeholder="Built from anything"
        clearable
        data={PARSER_ORIGINS.map((value) => ({ value, label: ORIGIN_WORDS[value] }))}
        value={search.origin ?? null}
        onChange={(origin) => filter({ origin: PARSER_ORIGINS.find((each) => each === origin) })}
      />
      <Switch
        label="Only alarms"
        autoComplete="off"
        checked={Boolean(search.alarms)}
        onChange={(event) => filter({ alarms: event.currentTarget.checked ? 'yes' : undefined })}
      />
      {filtered && (
        <Button
          variant="subtle"
          size="compact-md"
          fz="sm"
          onClick={() =>
            filter({
              q: undefined,
              software: undefined,
              kind: undefined,
              origin: undefined,
              alarms: undefined,
            })
          }
        >
          Clear filters
        </Button>
      )}
    </Toolbar>
  )
}
