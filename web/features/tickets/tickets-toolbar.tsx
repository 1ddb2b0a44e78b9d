import { Button, SegmentedControl, Select } from '@mantine/core'
import type { SetSearch } from '../../lib/search-params.ts'
import { CustomerPicker, type PickedCustomer } from '../../pickers/customer-picker.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import classes from './tickets-page.module.css'
import { isFiltered, type TicketsSearch } from './tickets-search.ts'

interface TicketsToolbarProps {
  search: TicketsSearch
  setSearch: SetSearch<TicketsSearch>
  customer: PickedCustomer | null
  counts: { open: number; resolved: number } | undefined
}

/** The filters of both tabs; each lives in the URL. */
export function TicketsToolbar({ search, setSearch, customer, counts }: TicketsToolbarProps) {
  const filter = (patch: TicketsSearch) => setSearch({ ...patch, after: undefined }, { replace: true })
  const withCount = (word: string, count: number | undefined) =>
    count === undefined ? word : `${word} ${count.toLocaleString('en-GB')}`
  return (
    <Toolbar>
      <SegmentedControl
        className={classes.state}
        size="sm"
        aria-label="State"
        value={search.state ?? 'open'}
        onChange={(state) => filter({ state: state === 'open' ? undefined : state })}
        data={[
          { value: 'open', label: withCount('Open', counts?.open) },
          { value: 'resolved', label: withCount('Resolved', counts?.resolved) },
          { value: 'any', label: 'All' },
        ]}
      />
      <SearchField
        label={search.tab === 'remarks' ? 'Search remarks' : 'Search code and description'}
        value={search.q}
        onSearch={(q) => filter({ q })}
      />
      <div className={classes.customer}>
        <CustomerPicker
          label="Customer"
          quietLabel
          placeholder="Any customer"
          value={search.customer_id === undefined ? null : (customer ?? { id: 0, name: '…' })}
          onChange={(picked) => filter({ customer_id: picked?.id })}
        />
      </div>
      {search.tab !== 'remarks' && (
        <Select
          w={150}
          aria-label="Origin"
          placeholder="Any origin"
          clearable
          data={[
            { value: 'internal', label: 'Made here' },
            { value: 'psa', label: 'From the PSA' },
          ]}
          value={search.origin ?? null}
          onChange={(origin) => filter({ origin: origin ?? undefined })}
        />
      )}
      {isFiltered(search) && (
        <Button
          variant="subtle"
          size="compact-md"
          fz="sm"
          onClick={() => filter({ q: undefined, customer_id: undefined, origin: undefined })}
        >
          Clear filters
        </Button>
      )}
    </Toolbar>
  )
}
