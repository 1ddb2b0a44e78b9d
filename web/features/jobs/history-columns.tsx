import { Badge } from '@mantine/core'
import { IconCheck, IconMessage2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { countOf, number } from '../../lib/amounts.ts'
import { raisedInWords } from '../../lib/raised.ts'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { LateMark } from '../../ui/late-mark.tsx'
import { StatusBadge, shownStatus, statusWord } from '../../ui/status-badge.tsx'
import { TicketCode } from '../../ui/ticket-code.tsx'
import classes from './history-columns.module.css'
import type { HistoryRow } from './jobs-search.ts'

export const historyColumns: readonly Column<HistoryRow>[] = [
  { key: 'status', header: 'Status', width: 208, cell: (row) => <Status row={row} /> },
  { key: 'when', header: 'When', width: 150, cell: (row) => <When row={row} /> },
  { key: 'text', header: 'Message', hideBelow: 520, cell: (row) => <Message row={row} /> },
  {
    key: 'alerts',
    header: 'Tickets, remarks',
    width: 196,
    hideBelow: 900,
    cell: (row) => <Alerts row={row} />,
  },
  {
    key: 'objects',
    header: 'Objects',
    width: 130,
    numeric: true,
    hideBelow: 900,
    cell: (row) => <Objects row={row} />,
  },
]

const reviewColumn: Column<HistoryRow> = {
  key: 'reviewed',
  header: 'Reviewed',
  width: 200,
  hideBelow: 720,
  cell: ({ reviewedAt, reviewedBy, history }) =>
    reviewedAt ? (
      <span className={classes.reviewed}>
        <IconCheck size={15} aria-label="Reviewed" />
        {history && !reviewedBy ? 'history' : (reviewedBy ?? 'system')}
        <span className={classes.quiet}>
          <Instant at={reviewedAt} />
        </span>
      </span>
    ) : (
      <span className={classes.quiet}>open</span>
    ),
}

/** With who reviewed a run and when, for administrators. */
export const historyColumnsWithReview = [...historyColumns, reviewColumn]

function Status({ row }: { row: HistoryRow }) {
  return (
    <>
      <StatusBadge status={shownStatus(row)} />
      {row.lateRunId !== null && <LateMark />}
    </>
  )
}

function When({ row: { id, runAt } }: { row: HistoryRow }) {
  return (
    <InlineLink>
      <Link from="/jobs/$jobId" to="." search={(before) => ({ ...before, run: id })} resetScroll={false}>
        <Instant at={runAt} />
      </Link>
    </InlineLink>
  )
}

function Message({ row }: { row: HistoryRow }) {
  const { statusText, remark, raisedBecause, history, isAfterSuccessOfDay } = row
  const said = raisedBecause ? raisedInWords(raisedBecause) : statusText || remark || ''
  const text = [overrideInWords(row), said].filter(Boolean).join(' ')
  return (
    <span title={text}>
      {history && (
        <Badge variant="default" mr={8}>
          history
        </Badge>
      )}
      {isAfterSuccessOfDay && (
        <Badge
          variant="default"
          mr={8}
          title="It came after the first complete success of its day, so Run Checks does not show it"
        >
          not in the queue
        </Badge>
      )}
      {text}
    </span>
  )
}

/** What the run is linked to, resolved or not. */
function Alerts({ row: { tickets, remarkCount } }: { row: HistoryRow }) {
  const [first, ...others] = tickets
  return (
    <span className={classes.alerts}>
      {first && <TicketCode code={first.code} closed={first.isResolved} />}
      {others.length > 0 && (
        <span className={classes.quiet} title={others.map(({ code }) => code).join(', ')}>
          +{number(others.length)}
        </span>
      )}
      {remarkCount > 0 && (
        <span className={classes.remarks} title={countOf(remarkCount, 'remark')}>
          <IconMessage2 size={15} role="img" aria-label={countOf(remarkCount, 'remark')} />
        </span>
      )}
    </span>
  )
}

function Objects({ row: { objectCount, problemCount } }: { row: HistoryRow }) {
  if (problemCount === 0) return number(objectCount)
  return (
    <>
      <b className={classes.problems}>{number(problemCount)}</b> of {number(objectCount)}
    </>
  )
}

/** What was reported, and who made a success of it, why: "Reported as Failed; override by anna: disk is replaced." */
function overrideInWords({ override, status, effectiveStatus }: HistoryRow): string | null {
  if (!override) return null
  const by = `override by ${override.createdBy}${override.comment ? ` (${override.comment})` : ''}`
  return status === effectiveStatus ? `Flagged: ${by}.` : `Reported as ${statusWord(status)}; ${by}.`
}
