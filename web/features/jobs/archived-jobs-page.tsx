import { Button } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconSearchOff } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { countOf, number } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Instant } from '../../ui/instant.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { JobName } from './job-columns.tsx'
import { JOBS_PAGE, type JobRow } from './jobs-search.ts'

/** What the URL of the archive says. */
export interface ArchivedJobsSearch {
  q?: string | undefined
  after?: string | undefined
}

interface ArchivedJobsPageProps {
  search: ArchivedJobsSearch
  setSearch: SetSearch<ArchivedJobsSearch>
  paging: Paging
}

type ArchivedJob = JobRow & { archivedAt: string; heldMessages: number }

const columns: readonly Column<ArchivedJob>[] = [
  { key: 'customer', header: 'Customer', width: 200, hideBelow: 520, cell: ({ customer }) => customer.name },
  { key: 'software', header: 'Backup', width: 130, hideBelow: 900, cell: ({ software }) => software },
  { key: 'type', header: 'Type', width: 180, hideBelow: 900, cell: ({ type }) => type },
  { key: 'name', header: 'Job name', cell: (row) => <JobName row={row} /> },
  {
    key: 'archived',
    header: 'Archived',
    width: 150,
    hideBelow: 720,
    cell: ({ archivedAt }) => <Instant at={archivedAt} />,
  },
  {
    key: 'held',
    header: 'Reports held',
    width: 120,
    numeric: true,
    hideBelow: 720,
    cell: ({ heldMessages }) => number(heldMessages),
  },
  {
    key: 'unarchive',
    header: 'Unarchive',
    quietHeader: true,
    width: 140,
    cell: ({ id, name }) => <Unarchive id={id} name={name} />,
  },
]

/** Jobs that make no runs; bringing one back turns the reports held meanwhile into runs. */
export function ArchivedJobsPage({ search, setSearch, paging }: ArchivedJobsPageProps) {
  const list = useQuery(
    api.jobs.archived.queryOptions({
      input: { ...search, limit: JOBS_PAGE },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <>
      <PageHeader title="Archived jobs" lead={list.data && countOf(list.data.total, 'archived job')} />
      <Toolbar>
        <SearchField
          label="Search archived jobs"
          value={search.q}
          onSearch={(q) => setSearch({ q, after: undefined }, { replace: true })}
        />
      </Toolbar>
      <DataTable
        label="Archived jobs"
        columns={columns}
        rows={list.isLoadingError ? [] : list.data?.rows}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : search.q ? (
            <EmptyState icon={<IconSearchOff size={28} />} title="No archived job fits">
              Try another word.
            </EmptyState>
          ) : (
            <EmptyState icon={<IconArchive size={28} />} title="Nothing is archived">
              Archive a job on its own page when its backups have ended. Its history stays, and its reports
              are kept aside.
            </EmptyState>
          )
        }
      />
      <Pager page={list.data} limit={JOBS_PAGE} paging={paging} />
    </>
  )
}

function Unarchive({ id, name }: { id: number; name: string }) {
  const unarchive = useMutation(
    api.jobs.unarchive.mutationOptions({
      onSuccess: ({ runs }) =>
        notifyDone(`${name} is back`, runs > 0 ? `${countOf(runs, 'held report')} became runs.` : ''),
    }),
  )
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconArchiveOff size={14} />}
      loading={unarchive.isPending}
      onClick={() => unarchive.mutate({ id })}
    >
      Unarchive
    </Button>
  )
}
