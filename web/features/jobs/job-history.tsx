import { Button, Select, Title } from '@mantine/core'
import { IconHistoryOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { statusWord } from '../../ui/status-badge.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { historyColumns, historyColumnsWithReview } from './history-columns.tsx'
import { HISTORY_ONLY, HISTORY_PAGE, HISTORY_STATUSES, historyInput, type JobSearch } from './jobs-search.ts'

const ONLY = [
  { value: 'open', label: 'Not reviewed' },
  { value: 'ticket', label: 'With a ticket' },
] satisfies { value: (typeof HISTORY_ONLY)[number]; label: string }[]

interface JobHistoryProps {
  id: number
  search: JobSearch
  setSearch: SetSearch<JobSearch>
  paging: Paging
}

/** Every run of a job, newest first; a click opens the run. */
export function JobHistory({ id, search, setSearch, paging }: JobHistoryProps) {
  const history = useQuery(
    api.jobs.history.queryOptions({
      input: historyInput(id, search),
      placeholderData: keepPreviousData,
      refetchInterval: 30_000,
    }),
  )
  const isAdmin = useMay(contract.jobs.archived)
  const filter = (patch: JobSearch) => setSearch({ ...patch, after: undefined }, { replace: true })
  const isFiltered = Boolean(search.status || search.only || search.q)
  return (
    <section aria-label="History">
      <Toolbar>
        <Title order={2} size="h5" mr="auto">
          History
        </Title>
        <SearchField label="Search messages" value={search.q} onSearch={(q) => filter({ q })} />
        <Select
          w={190}
          aria-label="Status"
          placeholder="Any status"
          clearable
          data={HISTORY_STATUSES.map((value) => ({ value, label: statusWord(value) }))}
          value={search.status ?? null}
          onChange={(status) => filter({ status: HISTORY_STATUSES.find((option) => option === status) })}
        />
        <Select
          w={170}
          aria-label="Only"
          placeholder="All runs"
          clearable
          data={ONLY}
          value={search.only ?? null}
          onChange={(only) => filter({ only: HISTORY_ONLY.find((option) => option === only) })}
        />
      </Toolbar>
      <DataTable
        label="Runs"
        columns={isAdmin ? historyColumnsWithReview : historyColumns}
        rows={history.isLoadingError ? [] : history.data?.rows}
        rowId={({ id: runId }) => runId}
        rowLabel={({ runAt }) => runAt}
        onOpen={({ id: run }) => setSearch({ run })}
        empty={
          history.isLoadingError ? (
            <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />
          ) : (
            <EmptyState
              icon={<IconHistoryOff size={28} />}
              title="No runs here"
              action={
                isFiltered && (
                  <Button
                    variant="default"
                    onClick={() => filter({ status: undefined, only: undefined, q: undefined })}
                  >
                    Show all runs
                  </Button>
                )
              }
            >
              {isFiltered ? 'No run of this job is like that.' : 'The first report makes the first run.'}
            </EmptyState>
          )
        }
      />
      <Pager page={history.data} limit={HISTORY_PAGE} paging={paging} />
    </section>
  )
}
