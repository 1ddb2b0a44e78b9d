import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { number } from '../../lib/amounts.ts'
import { timeOfDay } from '../../lib/instants.ts'
import { useSession } from '../../lib/session.tsx'
import cells from '../../ui/cells.module.css'
import type { Column } from '../../ui/data-table.tsx'
import { Instant } from '../../ui/instant.tsx'
import { type ShownStatus, StatusBadge, StatusIcon } from '../../ui/status-badge.tsx'
import { WaitingMark } from '../../ui/waiting-mark.tsx'
import classes from './daily-columns.module.css'
import type { DailyJob } from './daily-search.ts'
import { Marks } from './marks.tsx'

export const dailyColumns: readonly Column<DailyJob>[] = [
  { key: 'expected', header: 'Expected', width: 96, cell: (row) => <ExpectedTime row={row} /> },
  { key: 'status', header: 'Status', width: 164, cell: (row) => <StatusBadge status={shownOf(row)} /> },
  {
    key: 'customer',
    header: 'Customer',
    hideBelow: 720,
    cell: ({ customer }) => <span title={customer.name}>{customer.name}</span>,
  },
  { key: 'job', header: 'Job', cell: (row) => <JobCell row={row} /> },
  {
    key: 'schedule',
    header: 'Schedule',
    width: 150,
    hideBelow: 1100,
    cell: ({ schedule }) => <span title={schedule}>{schedule}</span>,
  },
  { key: 'last', header: 'Last run', width: 146, hideBelow: 720, cell: (row) => <LastRun row={row} /> },
  {
    key: 'runs',
    header: 'Runs',
    width: 62,
    numeric: true,
    hideBelow: 520,
    cell: ({ runCount }) => (runCount > 0 ? number(runCount) : <span className={cells.quiet}>–</span>),
  },
  { key: 'marks', header: 'Marks', width: 78, hideBelow: 900, cell: ({ marks }) => <Marks marks={marks} /> },
]

const reviewColumn: Column<DailyJob> = {
  key: 'reviewed',
  header: 'Reviewed',
  width: 88,
  hideBelow: 900,
  cell: ({ reviewed }) => {
    if (reviewed === null) return <span className={cells.quiet}>–</span>
    return reviewed ? (
      <IconCheck size={16} className={classes.reviewed} aria-label="Reviewed" />
    ) : (
      <span className={cells.quiet}>open</span>
    )
  },
}

/** With whether the runs of the day are reviewed, for administrators. */
export const dailyColumnsWithReview = [...dailyColumns, reviewColumn]

function ExpectedTime({ row: { expectedAt, expectedRuns, cameRuns } }: { row: DailyJob }) {
  const { timeZone } = useSession()
  if (expectedAt === null)
    return (
      <span className={cells.quiet} title="No run was expected on this day">
        –
      </span>
    )
  return (
    <span className={classes.time}>
      {timeOfDay(expectedAt, timeZone)}
      {expectedRuns > 1 && (
        <span className={cells.quiet} title={`${cameRuns} of ${expectedRuns} expected runs came`}>
          {` ${cameRuns}/${expectedRuns}`}
        </span>
      )}
    </span>
  )
}

function JobCell({ row: { id, name, customer, software, type, host, waitingMessageId } }: { row: DailyJob }) {
  return (
    <>
      <Link
        from="/daily-jobs"
        to="."
        search={(before) => ({ ...before, open_job_id: id, run: undefined })}
        resetScroll={false}
        className={cells.name}
        title={name}
      >
        {name}
      </Link>
      <div className={cells.below}>
        <span className={cells.narrow}>{customer.name} · </span>
        {[software, type, host].filter(Boolean).join(' · ')}
        <WaitingMark messageId={waitingMessageId} />
      </div>
    </>
  )
}

function LastRun({ row: { lastRun } }: { row: DailyJob }) {
  if (!lastRun) return <span className={cells.quiet}>no run</span>
  return (
    <span className={cells.line}>
      <StatusIcon status={lastRun.overridden ? 'override' : lastRun.status} />
      <Instant at={lastRun.runAt} />
    </span>
  )
}

/** A day that is a success because an override made one of a run says so. */
function shownOf({ status, marks }: DailyJob): ShownStatus {
  return status === 'success' && marks.override ? 'override' : status
}
