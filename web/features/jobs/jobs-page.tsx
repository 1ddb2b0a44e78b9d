import { Button, Select } from '@mantine/core'
import { IconSearchOff, IconServerCog } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useSeenWords } from '../../lib/use-seen-words.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { ProductFilter } from '../../ui/product-filter.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { CustomerBanner } from './customer-banner.tsx'
import { jobColumns } from './job-columns.tsx'
import { JOBS_PAGE, type JobsSearch, jobsInput } from './jobs-search.ts'

const SORT_CHOICES = [
  { value: 'customer', label: 'By customer' },
  { value: 'last good', label: 'Longest without a good backup' },
  { value: 'failures', label: 'Most failures in a row' },
  { value: 'last run', label: 'Latest run first' },
] as const

interface JobsPageProps {
  search: JobsSearch
  setSearch: SetSearch<JobsSearch>
  paging: Paging
  /** What can be done with the ticked jobs; nothing for who may not. */
  bulkActions: ((jobIds: readonly number[], onDone: () => void) => ReactNode) | undefined
}

/** The jobs with their health: of active customers, or all those of one customer. */
export function JobsPage({ search, setSearch, paging, bulkActions }: JobsPageProps) {
  const navigate = useNavigate()
  const list = useQuery(
    api.jobs.list.queryOptions({
      input: jobsInput(search),
      placeholderData: keepPreviousData,
      refetchInterval: 30_000,
    }),
  )
  const rows = list.data?.rows
  const selection = useSelection(rows?.map(({ id }) => id) ?? [])
  const products = useSeenWords([search.software, ...(rows ?? []).map(({ software }) => software)])
  const filter = (patch: JobsSearch) => setSearch({ ...patch, after: undefined }, { replace: true })
  return (
    <>
      <PageHeader title="Jobs" lead={list.data && countOf(list.data.total, 'job')} />
      {search.customer_id !== undefined && (
        <CustomerBanner
          customer={list.data?.customer ?? null}
          onClear={() => setSearch({ customer_id: undefined, after: undefined })}
        />
      )}
      {bulkActions && selection.ids.length > 0 ? (
        <Toolbar>
          <SelectionBar count={selection.ids.length} noun="job" onClear={selection.clear}>
            {bulkActions(selection.ids, selection.clear)}
          </SelectionBar>
        </Toolbar>
      ) : (
        <Toolbar>
          <SearchField label="Search jobs" value={search.q} onSearch={(q) => filter({ q })} />
          <ProductFilter
            products={products}
            value={search.software}
            onChange={(software) => filter({ software })}
            width={170}
          />
          <Select
            w={250}
            aria-label="Order"
            allowDeselect={false}
            data={[...SORT_CHOICES]}
            value={search.sort ?? 'customer'}
            onChange={(sort) => filter({ sort: sort === 'customer' ? undefined : (sort ?? undefined) })}
          />
        </Toolbar>
      )}
      <DataTable
        label="Jobs"
        columns={jobColumns}
        rows={list.isLoadingError ? [] : rows}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        selection={bulkActions && selection}
        onOpen={({ id }) => void navigate({ to: '/jobs/$jobId', params: { jobId: String(id) } })}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <NoJobs filtered={Boolean(search.q || search.software)} />
          )
        }
      />
      <Pager page={list.data} limit={JOBS_PAGE} paging={paging} />
    </>
  )
}

function NoJobs({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title="No job fits">
        Take a filter away. Jobs of inactive customers show only when their customer is chosen.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconServerCog size={28} />}
      title="No jobs yet"
      action={
        <Button component={Link} to="/inbox">
          Go to the Inbox
        </Button>
      }
    >
      A job begins with its first report: approve it in the Inbox, and everything like it follows by itself.
    </EmptyState>
  )
}
