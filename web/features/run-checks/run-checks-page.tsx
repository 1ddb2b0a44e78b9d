import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useMemo, useRef } from 'react'
import type { SetSearch } from '../../lib/search-params.ts'
import { useRowCursor } from '../../lib/use-row-cursor.ts'
import { useRunActions } from '../../lib/use-run-actions.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { RunActionForm } from '../../ui/run-action-form.tsx'
import { StatusCounters } from '../../ui/status-counters.tsx'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import { KeysHelp } from './keys-help.tsx'
import { queueColumns } from './queue-columns.tsx'
import { QueueEmpty } from './queue-empty.tsx'
import { QueueGroupHeader } from './queue-group.tsx'
import { QueueHeaderActions, QueueLead } from './queue-header.tsx'
import { isFiltered, type QueueRow, type QueueSearch } from './queue-search.ts'
import { QueueSelectionBar } from './queue-selection.tsx'
import { QueueToolbar } from './queue-toolbar.tsx'
import { QueueViews } from './queue-views.tsx'
import { STATUS_ORDER } from './status-order.ts'
import { targetOf } from './target-of.ts'
import { useClaimsOfOthers } from './use-claims.ts'
import type { QueueQuery } from './use-queue.ts'
import { useQueueKeys } from './use-queue-keys.ts'
import { type SelectedJob, useQueueSelection } from './use-queue-selection.ts'
import { WaitingStrip } from './waiting-strip.tsx'

interface RunChecksPageProps {
  search: QueueSearch
  setSearch: SetSearch<QueueSearch>
  queue: QueueQuery
  review: {
    runs: (runIds: readonly number[], what: string) => void
    successes: (input: {
      seen: string
      q?: string
      software?: string
      type?: string
      customerId?: number
    }) => void
    busy: boolean
  }
  onOpenJob: (jobId: number) => void
  /** What stands above the queue: ways in that are broken. */
  notices: ReactNode
}

const NO_ROWS: readonly QueueRow[] = []
const idOf = ({ jobId }: QueueRow) => jobId
const labelOf = ({ jobName, customer }: QueueRow) => `${customer.name}: ${jobName}`
const groupOf = ({ group }: QueueRow) => group?.key

/** The day's work: every job with runs nobody has looked at. The day is done when it is empty. */
export function RunChecksPage({ search, setSearch, queue, review, onOpenJob, notices }: RunChecksPageProps) {
  const rows = queue.rows ?? NO_ROWS
  const { counters } = queue
  const selection = useQueueSelection({
    search,
    rows,
    isComplete: !queue.hasNextPage,
    total: counters?.total ?? 0,
  })
  const cursor = useRowCursor(rows.map(idOf))
  const busyWith = useClaimsOfOthers()
  const group = search.group ?? 'job'
  const columns = useMemo(() => queueColumns(busyWith, group), [busyWith, group])
  const searchField = useRef<HTMLInputElement>(null)
  const [helping, help] = useDisclosure(false)

  const current = rows.find(({ jobId }) => jobId === cursor.id)
  const chosen: readonly SelectedJob[] = selection.jobs.length > 0 ? selection.jobs : current ? [current] : []
  const actions = useRunActions(() => targetOf(chosen, rows))
  const reviewChosen = () => {
    const runIds = chosen.flatMap((job) => job.runIds)
    if (runIds.length === 0) return
    review.runs(runIds, targetOf(chosen, rows)?.title ?? '')
    selection.clear()
  }
  const originals = counters?.originalSuccesses ?? 0
  const canReviewSuccesses = originals > 0 && (search.status === undefined || search.status === 'success')
  const reviewSuccesses = () => {
    const { q, software, type, customer_id: customerId } = search
    if (canReviewSuccesses && counters)
      review.successes({ seen: counters.seen, q, software, type, customerId })
  }
  useQueueKeys(
    {
      current,
      cursor,
      selection,
      group,
      actionKeys: actions.keys,
      review: reviewChosen,
      reviewSuccesses,
      onOpenJob,
      onGroup: (next) => setSearch({ group: next === 'job' ? undefined : next }, { replace: true }),
      onSearch: () => searchField.current?.focus(),
      onHelp: help.open,
    },
    search.job === undefined && !helping && !actions.started,
  )

  return (
    <>
      <PageHeader
        title="Run Checks"
        lead={<QueueLead queue={counters} updatedAt={queue.dataUpdatedAt} stale={queue.isRefetchError} />}
        actions={
          <QueueHeaderActions
            successes={canReviewSuccesses ? originals : 0}
            busy={review.busy}
            onReviewSuccesses={reviewSuccesses}
            onHelp={help.open}
          />
        }
      />
      {notices}
      <WaitingStrip waiting={counters?.waitingInInbox} />
      <StatusCounters
        label="Open runs by status"
        order={STATUS_ORDER}
        counts={counters?.openRuns}
        chosen={search.status}
        onChoose={(status) => setSearch({ status }, { replace: true })}
      />
      {selection.jobs.length > 0 ? (
        <QueueSelectionBar
          jobs={selection.jobs}
          busy={review.busy || selection.busy}
          actions={actions.offered}
          onStart={actions.start}
          onReview={reviewChosen}
          onClear={selection.clear}
        />
      ) : (
        <QueueToolbar
          search={search}
          setSearch={setSearch}
          searchField={searchField}
          views={<QueueViews search={search} setSearch={setSearch} />}
        />
      )}
      <VirtualTable
        label="Jobs with runs to review"
        columns={columns}
        rows={queue.isLoadingError ? NO_ROWS : queue.rows}
        rowId={idOf}
        rowLabel={labelOf}
        groupKey={group === 'job' ? undefined : groupOf}
        groupHeader={(row) =>
          row.group && <QueueGroupHeader group={row.group} onSelect={selection.addGroup} />
        }
        onOpen={({ jobId }) => {
          cursor.moveTo(jobId)
          onOpenJob(jobId)
        }}
        selection={{ ...selection, ids: selection.jobs.map(({ jobId }) => jobId) }}
        cursor={cursor.id}
        total={counters?.total ?? 0}
        onNearEnd={() => queue.hasNextPage && !queue.isFetchingNextPage && void queue.fetchNextPage()}
        empty={
          queue.isLoadingError ? (
            <ProblemPanel error={queue.error} onRetry={() => void queue.refetch()} />
          ) : (
            <QueueEmpty filtered={isFiltered(search)} updatedAt={queue.dataUpdatedAt} />
          )
        }
      />
      <KeysHelp opened={helping} onClose={help.close} />
      <RunActionForm started={actions.started} onClose={actions.finish} />
    </>
  )
}
