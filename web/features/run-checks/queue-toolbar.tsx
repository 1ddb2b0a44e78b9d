import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode, RefObject } from 'react'
import { api } from '../../lib/api.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { CustomerPicker } from '../../pickers/customer-picker.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { GROUPS, SORTS } from './queue-orders.ts'
import { isFiltered, type QueueSearch, unfiltered } from './queue-search.ts'
import classes from './queue-toolbar.module.css'
import { useQueueWords } from './use-queue-words.ts'

interface QueueToolbarProps {
  search: QueueSearch
  setSearch: SetSearch<QueueSearch>
  searchField: RefObject<HTMLInputElement | null>
  views: ReactNode
}

/** The filters, the groups and the order of the queue; each lives in the URL. */
export function QueueToolbar({ search, setSearch, searchField, views }: QueueToolbarProps) {
  const words = useQueueWords()
  const customer = useQuery({
    ...api.customers.get.queryOptions({ input: { id: search.customer_id ?? 0 } }),
    enabled: search.customer_id !== undefined,
  })
  const chosenCustomer = search.customer_id === undefined ? null : (customer.data ?? { id: 0, name: '…' })
  const filter = (patch: QueueSearch) => setSearch(patch, { replace: true })
  const products = unique([search.software, ...words.map(({ software }) => software)])
  const types = unique([
    search.type,
    ...words
      .filter(({ software }) => !search.software || software === search.software)
      .map(({ type }) => type),
  ])
  return (
    <Toolbar>
      <SearchField
        label="Search jobs"
        value={search.q}
        onSearch={(q) => filter({ q })}
        inputRef={searchField}
        width={180}
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
        w={130}
        aria-label="Backup product"
        placeholder="Any product"
        clearable
        searchable
        data={products}
        value={search.software ?? null}
        onChange={(software) => filter({ software: software ?? undefined, type: undefined })}
      />
      <Select
        w={125}
        aria-label="Report type"
        placeholder="Any type"
        clearable
        searchable
        data={types}
        value={search.type ?? null}
        onChange={(type) => filter({ type: type ?? undefined })}
      />
      {isFiltered(search) && (
        <Tooltip label="Clear filters">
          <ActionIcon
            variant="subtle"
            size={34}
            aria-label="Clear filters"
            onClick={() => filter(unfiltered())}
          >
            <IconFilterOff size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      <div className={classes.order}>
        <SegmentedControl
          size="sm"
          aria-label="Group by"
          value={search.group ?? 'job'}
          onChange={(group) => filter({ group: group === 'job' ? undefined : group })}
          data={[...GROUPS]}
        />
        <Select
          w={140}
          aria-label="Order"
          allowDeselect={false}
          data={SORTS}
          value={search.sort ?? 'severity'}
          onChange={(sort) => filter({ sort: sort === null || sort === 'severity' ? undefined : sort })}
        />
        {views}
      </div>
    </Toolbar>
  )
}

function unique(words: readonly (string | undefined)[]): string[] {
  return [...new Set(words.filter((word) => word !== undefined))].sort((a, b) => a.localeCompare(b))
}
