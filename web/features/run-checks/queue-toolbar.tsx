import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import type { SetSearch } from '../../lib/search-params.ts'
import { CustomerFilter } from '../../pickers/customer-filter.tsx'
import { ProductFilter } from '../../ui/product-filter.tsx'
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
      <CustomerFilter
        value={search.customer_id}
        onChange={(customer_id) => filter({ customer_id })}
        width={150}
      />
      <ProductFilter
        products={products}
        value={search.software}
        onChange={(software) => filter({ software, type: undefined })}
        width={130}
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
