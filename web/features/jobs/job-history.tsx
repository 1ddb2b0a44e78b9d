import { Select, Title } from '@mantine/core'
import { IconHistoryOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { runStatusSchema } from '../../../contract/base.ts'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { statusWord } from '../../ui/status-badge.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { historyColumns, historyColumnsWithReview } from './history-columns.tsx'
import { HISTORY_PAGE, historyInput, type JobSearch } from './jobs-search.ts'

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
  const filter = (status: string | null) =>
    setSearch(
      { status: runStatusSchema.options.find((option) => option === status), after: undefined },
      { replace: true },
    )
  return (
    <section aria-label="History">
      <Toolbar>
        <Title order={2} size="h5" mr="auto">
          History
        </Title>
        <Select
          w={150}
          aria-label="Status"
          placeholder="Any status"
          clearable
          data={runStatusSchema.options.map((value) => ({ value, label: statusWord(value) }))}
          value={search.status ?? null}
          onChange={filter}
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
            <EmptyState icon={<IconHistoryOff size={28} />} title="No runs here">
              {search.status
                ? 'Take the status filter away to see the others.'
                : 'The first report makes the first run.'}
            </EmptyState>
          )
        }
      />
      <Pager page={history.data} limit={HISTORY_PAGE} paging={paging} />
    </section>
  )
}
