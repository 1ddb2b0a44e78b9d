import { IconCheck, IconUserCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { countOf, number } from '../../lib/amounts.ts'
import cells from '../../ui/cells.module.css'
import type { Column } from '../../ui/data-table.tsx'
import { Instant } from '../../ui/instant.tsx'
import { LastGood } from '../../ui/job-health.tsx'
import { OpenMarks } from '../../ui/open-marks.tsx'
import { type ShownStatus, StatusBadge, StatusIcon, statusWord } from '../../ui/status-badge.tsx'
import { WaitingMark } from '../../ui/waiting-mark.tsx'
import classes from './queue-columns.module.css'
import type { QueueGroup, QueueRow } from './queue-search.ts'
import { STATUS_ORDER } from './status-order.ts'

/** What the header of a group says already is not repeated in its rows. */
const SAID_BY_GROUP: Record<QueueGroup, string | null> = { job: null, customer: 'customer', error: 'message' }

/** The columns of the queue; `busyWith` tells which colleague has a job open. */
export function queueColumns(
  busyWith: ReadonlyMap<number, string>,
  group: QueueGroup,
): readonly Column<QueueRow>[] {
  return allColumns(busyWith).filter(({ key }) => key !== SAID_BY_GROUP[group])
}

function allColumns(busyWith: ReadonlyMap<number, string>): readonly Column<QueueRow>[] {
  return [
    {
      key: 'worst',
      header: 'Worst',
      width: 164,
      cell: (row) => <StatusBadge status={worstOf(row)} />,
    },
    {
      key: 'customer',
      header: 'Customer',
      width: 160,
      hideBelow: 720,
      cell: ({ customer }) => <span title={customer.name}>{customer.name}</span>,
    },
    { key: 'job', header: 'Job', cell: (row) => <JobCell row={row} busy={busyWith.get(row.jobId)} /> },
    {
      key: 'message',
      header: 'Message',
      hideBelow: 900,
      cell: ({ message }) => (
        <span className={cells.quiet} title={message}>
          {message}
        </span>
      ),
    },
    { key: 'runs', header: 'Open runs', width: 112, hideBelow: 720, cell: (row) => <Counts row={row} /> },
    {
      key: 'latest',
      header: 'Latest run',
      width: 126,
      // What a job says is worth more than when; the time stands in its run.
      hideBelow: 1100,
      cell: ({ latestRunAt }) => <Instant at={latestRunAt} />,
    },
    {
      key: 'good',
      header: 'Last good backup',
      width: 168,
      hideBelow: 900,
      cell: ({ health }) => <LastGood health={health} />,
    },
  ]
}

/** A job that is a success only because an override made one of a run says so. */
function worstOf({ worstStatus, overridden }: QueueRow): ShownStatus {
  return worstStatus === 'success' && overridden ? 'override' : worstStatus
}

function JobCell({ row, busy }: { row: QueueRow; busy: string | undefined }) {
  const { jobId, jobName, customer, software, type, host, waitingMessageId, hasTicket, hasRemark } = row
  return (
    <>
      <div className={classes.title}>
        <Link
          from="/run-checks"
          to="."
          search={(before) => ({ ...before, job: jobId, run: undefined })}
          resetScroll={false}
          className={cells.name}
          title={jobName}
        >
          {jobName}
        </Link>
        <OpenMarks hasTicket={hasTicket} hasRemark={hasRemark} />
        {busy !== undefined && (
          <span className={classes.busy} title={`${busy} is busy with this job`}>
            <IconUserCheck size={13} aria-hidden />
            {busy}
          </span>
        )}
      </div>
      <div className={cells.below}>
        <span className={cells.narrow}>{customer.name} · </span>
        {[software, type, host].filter(Boolean).join(' · ')}
        <WaitingMark messageId={waitingMessageId} />
      </div>
    </>
  )
}

function Counts({ row: { counts, reviewedRuns } }: { row: QueueRow }) {
  return (
    <span className={classes.counts}>
      {STATUS_ORDER.filter((status) => counts[status] > 0).map((status) => (
        <span
          key={status}
          className={classes.count}
          title={`${countOf(counts[status], 'run')}: ${statusWord(status)}`}
        >
          <StatusIcon status={status} size={14} />
          {number(counts[status])}
        </span>
      ))}
      {reviewedRuns > 0 && (
        <span className={classes.count} title={`${countOf(reviewedRuns, 'run')} of them reviewed`}>
          <IconCheck size={14} aria-hidden />
          {number(reviewedRuns)}
        </span>
      )}
    </span>
  )
}
