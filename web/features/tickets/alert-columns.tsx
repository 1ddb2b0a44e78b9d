import { Link } from '@tanstack/react-router'
import { MOST_RUNS_COUNTED } from '../../../contract/alerts.ts'
import { number } from '../../lib/amounts.ts'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { TicketCode } from '../../ui/ticket-code.tsx'
import { type AlertKind, type AlertRow, scopeInWords } from './alert.ts'
import classes from './alert-columns.module.css'
import { AlertState } from './alert-state.tsx'

const shared: readonly Column<AlertRow>[] = [
  { key: 'text', header: 'Text', cell: (row) => <Words row={row} /> },
  { key: 'for', header: 'Holds for', hideBelow: 720, cell: (row) => <HoldsFor row={row} /> },
  { key: 'state', header: 'State', width: 124, cell: (row) => <State row={row} /> },
  {
    key: 'runs',
    header: 'Runs',
    width: 76,
    numeric: true,
    hideBelow: 900,
    cell: ({ runCount }) =>
      runCount > MOST_RUNS_COUNTED ? `${number(MOST_RUNS_COUNTED)}+` : number(runCount),
  },
  {
    key: 'since',
    header: 'Since',
    width: 130,
    hideBelow: 900,
    cell: ({ startAt }) => <Instant at={startAt} />,
  },
]

/** The columns of each tab. */
export const COLUMNS: Record<AlertKind, readonly Column<AlertRow>[]> = {
  ticket: [
    { key: 'code', header: 'Ticket', width: 190, hideBelow: 520, cell: (row) => <Code row={row} /> },
    ...shared,
  ],
  remark: shared,
}

function Code({ row: { code, origin, resolvedAt } }: { row: AlertRow }) {
  return (
    <>
      <TicketCode code={code ?? ''} closed={resolvedAt !== null} />
      {origin === 'psa' && <span className={classes.psa}>PSA</span>}
    </>
  )
}

/** The first line opens the details; where there is room for little else, code and place stand with it. */
function Words({ row }: { row: AlertRow }) {
  const [line] = row.text.split('\n')
  const [place] = row.scopes
  return (
    <>
      {row.code !== null && (
        <div className={classes.narrowest}>
          <Code row={row} />
        </div>
      )}
      <InlineLink>
        <Link
          from="/tickets"
          to="."
          search={(before) => ({ ...before, open: row.id })}
          resetScroll={false}
          title={row.text}
        >
          {line || '(no description)'}
        </Link>
      </InlineLink>
      {place && <div className={classes.narrow}>{place.customer.name}</div>}
    </>
  )
}

function HoldsFor({ row: { scopes, scopeCount } }: { row: AlertRow }) {
  const [first] = scopes
  if (!first) return <span className={classes.quiet}>nothing any more</span>
  const words = first.kind === 'customer' ? first.name : `${first.customer.name} — ${scopeInWords(first)}`
  return (
    <span title={scopes.map((scope) => `${scope.customer.name} — ${scopeInWords(scope)}`).join('\n')}>
      {words}
      {scopeCount > 1 && <span className={classes.quiet}> and {number(scopeCount - 1)} more</span>}
    </span>
  )
}

function State({ row }: { row: AlertRow }) {
  const { openScopeCount, scopeCount } = row
  const partly = openScopeCount < scopeCount ? `${openScopeCount} of ${scopeCount} open` : undefined
  return <AlertState alert={row} partly={partly} />
}
