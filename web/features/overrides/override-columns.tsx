import { Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { number } from '../../lib/amounts.ts'
import cells from '../../ui/cells.module.css'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { criteriaInWords, KIND_WORDS, kindOfJobs, type Override } from './override.ts'

export const overrideColumns: readonly Column<Override>[] = [
  { key: 'scope', header: 'For', cell: (row) => <ScopeCell row={row} /> },
  { key: 'when', header: 'When', hideBelow: 720, cell: (row) => <Criteria row={row} /> },
  {
    key: 'effect',
    header: 'Counts as',
    width: 110,
    hideBelow: 900,
    cell: ({ treatAsSuccess }) => (treatAsSuccess ? 'Success' : 'Flag only'),
  },
  { key: 'until', header: 'Until', width: 116, cell: (row) => <Until row={row} /> },
  { key: 'matched', header: 'Runs', width: 72, numeric: true, cell: (row) => <Matched row={row} /> },
  { key: 'by', header: 'By', width: 150, hideBelow: 900, cell: (row) => <By row={row} /> },
]

function ScopeCell({ row }: { row: Override }) {
  const { id, kind, job, object, run } = row
  const name = object?.name ?? job?.name ?? kindOfJobs(row)
  return (
    <>
      <Link
        from="/overrides"
        to="."
        search={(before) => ({ ...before, open: id })}
        resetScroll={false}
        className={cells.name}
        title={name}
      >
        {name}
      </Link>
      <div className={cells.below}>
        {KIND_WORDS[kind]}
        {run && (
          <>
            {' '}
            of <Instant at={run.runAt} />
          </>
        )}
        {job && ` · ${job.customer.name}${object ? ` — ${job.name}` : ''}`}
      </div>
    </>
  )
}

function Criteria({ row }: { row: Override }) {
  const words = row.kind === 'run' ? 'This run as it was reported' : criteriaInWords(row)
  return (
    <>
      <span title={words}>{words}</span>
      <div className={cells.below} title={row.comment}>
        {row.comment}
      </div>
    </>
  )
}

function Until({ row: { kind, state, validFrom, validUntil } }: { row: Override }) {
  if (state === 'ended') return <Badge variant="default">ended</Badge>
  if (state === 'not yet')
    return (
      <Text component="span" size="sm">
        from <Instant at={validFrom} />
      </Text>
    )
  if (kind === 'run') return <span className={cells.quiet}>–</span>
  return validUntil ? <Instant at={validUntil} /> : <span className={cells.quiet}>no end</span>
}

function Matched({ row: { matchedRuns, matchedIsExact, work, kind, job } }: { row: Override }) {
  const words = `${number(matchedRuns)}${matchedIsExact ? '' : '+'}`
  return (
    <>
      {matchedRuns > 0 && job && kind !== 'global' ? (
        <InlineLink>
          <Link to="/jobs/$jobId" params={{ jobId: String(job.id) }}>
            {words}
          </Link>
        </InlineLink>
      ) : (
        words
      )}
      {work && (
        <div className={cells.below} role="status">
          judging{work.total ? ` ${Math.floor((100 * work.examined) / work.total)} %` : '…'}
        </div>
      )}
    </>
  )
}

function By({ row: { createdBy, createdAt } }: { row: Override }) {
  return (
    <>
      {createdBy}
      <div className={cells.below}>
        <Instant at={createdAt} />
      </div>
    </>
  )
}
