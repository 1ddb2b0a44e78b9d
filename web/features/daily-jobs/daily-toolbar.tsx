import { Button, SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { api } from '../../lib/api.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useSeenWords } from '../../lib/use-seen-words.ts'
import { CustomerPicker } from '../../pickers/customer-picker.tsx'
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
  const customer = useQuery({
    ...api.customers.get.queryOptions({ input: { id: search.customer_id ?? 0 } }),
    enabled: search.customer_id !== undefined,
  })
  const chosenCustomer = search.customer_id === undefined ? null : (customer.data ?? { id: 0, name: '…' })
  const filter = (patch: DailySearch) => setSearch({ ...patch, after: undefined }, { replace: true })
  return (
    <Toolbar>
      <SearchField
        label="Search jobs"
        value={search.q}
        onSearch={(q) => filter({ q })}
        inputRef={searchField}
      />
      <div className={classes.customer}>
        <CustomerPicker
          label="Customer"
          quietLabel
          placeholder="Any customer"
          value={chosenCustomer}
          onChange={(picked) => filter({ customer_id: picked?.id })}
        />
      </div>
      <Select
        w={150}
        aria-label="Backup product"
        placeholder="Any product"
        clearable
        searchable
        data={products}
        value={search.software ?? null}
        onChange={(software) => filter({ software: software ?? undefined })}
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
