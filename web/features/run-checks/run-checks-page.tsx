import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useRef } from 'react'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useRowCursor } from '../../lib/use-row-cursor.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { StatusCounters } from '../../ui/status-counters.tsx'
import { KeysHelp } from './keys-help.tsx'
import { queueColumns } from './queue-columns.tsx'
import { QueueEmpty } from './queue-empty.tsx'
import { QueueHeaderActions, QueueLead } from './queue-header.tsx'
import { isFiltered, QUEUE_PAGE, type QueueRow, type QueueSearch } from './queue-search.ts'
import { QueueSelection } from './queue-selection.tsx'
import { QueueToolbar } from './queue-toolbar.tsx'
import { STATUS_ORDER } from './status-order.ts'
import { useQueue } from './use-queue.ts'
import { useQueueKeys } from './use-queue-keys.ts'
import { WaitingStrip } from './waiting-strip.tsx'

interface RunChecksPageProps {
  search: QueueSearch
  setSearch: SetSearch<QueueSearch>
  paging: Paging
  review: {
    runs: (runIds: readonly number[], what: string) => void
    successes: (input: { upToRunId: number; q?: string; software?: string; customerId?: number }) => void
    busy: boolean
  }
  onOpenJob: (jobId: number) => void
  /** What stands above the queue: ways in that are broken. */
  notices: ReactNode
}

/** The day's work: every job with runs nobody has looked at. The day is done when it is empty. */
export function RunChecksPage({ search, setSearch, paging, review, onOpenJob, notices }: RunChecksPageProps) {
  const queue = useQueue(search)
  const rows = queue.data?.rows
  const ids = rows?.map(({ jobId }) => jobId) ?? []
  const selection = useSelection(ids)
  const cursor = useRowCursor(ids)
  const searchField = useRef<HTMLInputElement>(null)
  const [helping, help] = useDisclosure(false)

  const reviewRows = (chosen: readonly QueueRow[]) => {
    const [first] = chosen
    if (!first) return
    const what =
      chosen.length === 1 ? `${first.customer.name}: ${first.jobName}` : `Of ${chosen.length} jobs.`
    review.runs(
      chosen.flatMap(({ runIds }) => runIds),
      what,
    )
    selection.clear()
  }
  useQueueKeys(
    {
      rows: rows ?? [],
      cursor,
      selection,
      reviewRows,
      onOpenJob,
      onSearch: () => searchField.current?.focus(),
      onHelp: help.open,
    },
    search.job === undefined && !helping,
  )
  const selected = rows?.filter(({ jobId }) => selection.has(jobId)) ?? []

  return (
    <>
      <PageHeader
        title="Run Checks"
        lead={<QueueLead queue={queue.data} updatedAt={queue.dataUpdatedAt} stale={queue.isRefetchError} />}
        actions={
          <QueueHeaderActions
            search={search}
            rows={rows ?? []}
            successes={queue.data?.openRuns.success ?? 0}
            busy={review.busy}
            onReviewSuccesses={review.successes}
            onHelp={help.open}
          />
        }
      />
      {notices}
      <WaitingStrip waiting={queue.data?.waitingInInbox} />
      <StatusCounters
        label="Open runs by status"
        order={STATUS_ORDER}
        counts={queue.data?.openRuns}
        chosen={search.status}
        onChoose={(status) => setSearch({ status, after: undefined }, { replace: true })}
      />
      {selected.length > 0 ? (
        <QueueSelection rows={selected} busy={review.busy} onReview={reviewRows} onClear={selection.clear} />
      ) : (
        <QueueToolbar search={search} setSearch={setSearch} rows={rows ?? []} searchField={searchField} />
      )}
      <DataTable
        label="Jobs with runs to review"
        columns={queueColumns}
        rows={queue.isLoadingError ? [] : rows}
        rowId={({ jobId }) => jobId}
        rowLabel={({ jobName, customer }) => `${customer.name}: ${jobName}`}
        onOpen={({ jobId }) => {
          cursor.moveTo(jobId)
          onOpenJob(jobId)
        }}
        selection={selection}
        cursor={cursor.id}
        skeletonRows={12}
        empty={
          queue.isLoadingError ? (
            <ProblemPanel error={queue.error} onRetry={() => void queue.refetch()} />
          ) : (
            <QueueEmpty filtered={isFiltered(search)} updatedAt={queue.dataUpdatedAt} />
          )
        }
      />
      <Pager page={queue.data} limit={QUEUE_PAGE} paging={paging} />
      <KeysHelp opened={helping} onClose={help.close} />
    </>
  )
}
