import { IconArrowRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../lib/amounts.ts'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './change-columns.module.css'
import type { ChangeFilter, ChangeRow } from './reparse-search.ts'

/** What kinds of change are called. */
export const KIND_WORDS: Record<ChangeFilter, string> = {
  changed: 'Read otherwise',
  'newly read': 'Read for the first time',
  'no longer read': 'No longer read',
  'failed to read': 'Failed to read',
  conflicts: 'Taken by others too',
}

export const changeColumns: readonly Column<ChangeRow>[] = [
  { key: 'subject', header: 'Message', cell: (row) => <Message row={row} /> },
  {
    key: 'received',
    header: 'Received',
    width: 120,
    hideBelow: 900,
    cell: ({ receivedAt }) => <Instant at={receivedAt} />,
  },
  {
    key: 'kind',
    header: 'Change',
    width: 170,
    hideBelow: 720,
    cell: ({ kind }) => (kind ? KIND_WORDS[kind] : 'None'),
  },
  { key: 'status', header: 'Status', width: 250, hideBelow: 720, cell: (row) => <Statuses row={row} /> },
  {
    key: 'runs',
    header: 'Runs',
    width: 130,
    hideBelow: 900,
    cell: ({ runs, reviewedRuns }) =>
      runs === 0 ? '' : `${countOf(runs, 'run')}${reviewedRuns > 0 ? `, ${reviewedRuns} reviewed` : ''}`,
  },
]

function Message({ row }: { row: ChangeRow }) {
  const { messageId, subject, fromAddress, jobNameBefore, jobNameAfter, conflict } = row
  const renamed =
    jobNameBefore !== null && jobNameAfter !== null && jobNameBefore !== jobNameAfter
      ? `Job name: ${jobNameBefore} → ${jobNameAfter}`
      : null
  const competition = conflict
    ? `${conflict.parserId} takes it too; ${conflict.draftWins ? 'the draft wins' : 'it wins over the draft'}`
    : null
  return (
    <>
      <InlineLink>
        <Link
          from="/reparse"
          to="."
          search={(before) => ({ ...before, message: messageId })}
          resetScroll={false}
          title={subject}
        >
          {subject || '(no subject)'}
        </Link>
      </InlineLink>
      <div className={classes.note}>{competition ?? renamed ?? fromAddress}</div>
      <div className={classes.narrow}>
        <Statuses row={row} />
      </div>
    </>
  )
}

function Statuses({ row: { statusBefore, statusAfter } }: { row: ChangeRow }) {
  return (
    <span className={classes.pair}>
      {statusBefore ? (
        <StatusBadge status={statusBefore} />
      ) : (
        <span className={classes.nothing}>not read</span>
      )}
      <IconArrowRight size={14} className={classes.arrow} aria-label="becomes" />
      {statusAfter ? <StatusBadge status={statusAfter} /> : <span className={classes.nothing}>not read</span>}
    </span>
  )
}
