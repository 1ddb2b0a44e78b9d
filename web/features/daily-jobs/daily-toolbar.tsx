import { Button, SegmentedControl } from '@mantine/core'
import type { RefObject } from 'react'
import type { SetSearch } from '../../lib/search-params.ts'
import { useSeenWords } from '../../lib/use-seen-words.ts'
import { CustomerFilter } from '../../pickers/customer-filter.tsx'
import { ProductFilter } from '../../ui/product-filter.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { type DailyJob, type DailySearch, isFiltered } from './daily-search.ts'
import classes from './daily-toolbar.module.css'

const SORTS = [
  { value: 'customer', label: 'By customer' },
  { value: 'time', label: 'By time' },
] as const

interface DailyToolbarProps {
  search: DailySearch
  setSearch: SetSearch<DailySearch>
  rows: readonly DailyJob[]
  searchField: RefObject<HTMLInputElement | null>
}

/** The filters and the order of the day; each lives in the URL. */
export function DailyToolbar({ search, setSearch, rows, searchField }: DailyToolbarProps) {
  const products = useSeenWords([search.software, ...rows.map(({ software }) => software)])
  const filter = (patch: DailySearch) => setSearch({ ...patch, after: undefined }, { replace: true })
  return (
    <Toolbar>
      <SearchField
        label="Search jobs"
        value={search.q}
        onSearch={(q) => filter({ q })}
        inputRef={searchField}
      />
      <CustomerFilter value={search.customer_id} onChange={(customer_id) => filter({ customer_id })} />
      <ProductFilter
        products={products}
        value={search.software}
        onChange={(software) => filter({ software })}
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          size="compact-md"
          fz="sm"
          onClick={() =>
            filter({ q: undefined, software: undefined, customer_id: undefined, status: undefined })
          }
        >
          Clear filters
        </Button>
      )}
      <SegmentedControl
        className={classes.sort}
        size="sm"
        aria-label="Order"
        value={search.sort ?? 'customer'}
        onChange={(sort) => filter({ sort: sort === 'time' ? 'time' : undefined })}
        data={[...SORTS]}
      />
    </Toolbar>
  )
}
