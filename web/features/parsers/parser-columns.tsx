import { Badge } from '@mantine/core'
import { IconTrendingDown } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { number } from '../../lib/amounts.ts'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import classes from './parser-columns.module.css'
import { type ListedParser, ORIGIN_WORDS, titleOf } from './parsers-search.ts'

export const parserColumns: readonly Column<ListedParser>[] = [
  {
    key: 'position',
    header: '#',
    width: 52,
    numeric: true,
    cell: ({ position }) => <span className={classes.quiet}>{position ?? '–'}</span>,
  },
  { key: 'name', header: 'Parser', cell: (row) => <Name row={row} /> },
  { key: 'criteria', header: 'Recognised by', hideBelow: 900, cell: (row) => <Criteria row={row} /> },
  {
    key: 'origin',
    header: 'Built from',
    width: 140,
    hideBelow: 1100,
    cell: ({ origin }) => ORIGIN_WORDS[origin],
  },
  {
    key: 'version',
    header: 'Version',
    width: 76,
    numeric: true,
    hideBelow: 1100,
    cell: ({ version }) => version,
  },
  {
    key: 'read',
    header: 'Read in 30 days',
    width: 128,
    numeric: true,
    hideBelow: 520,
    cell: ({ matched }) => <Amount amount={matched} />,
  },
  {
    key: 'unread',
    header: 'Unread',
    width: 84,
    numeric: true,
    cell: (row) => <Unread row={row} />,
  },
]

function Name({ row }: { row: ListedParser }) {
  const { id, enabled, informational, cadence, types } = row
  const notes = [informational && 'informational', cadence === 'event' && 'only on events'].filter(Boolean)
  return (
    <>
      <InlineLink>
        <Link
          from="/parsers"
          to="."
          search={(before) => ({ ...before, parser: id })}
          resetScroll={false}
          title={types.join(', ')}
        >
          {titleOf(row)}
        </Link>
      </InlineLink>
      {!enabled && (
        <Badge variant="default" size="sm" ml={8}>
          Switched off
        </Badge>
      )}
      <div className={classes.id}>
        <span className={classes.mono}>{id}</span>
        {notes.length > 0 && ` · ${notes.join(' · ')}`}
      </div>
    </>
  )
}

/** The first things that are looked for, on one line; all of them stand in the drawer. */
function Criteria({ row: { criteria } }: { row: ListedParser }) {
  const words = criteria.map(
    ({ part, how, texts }) => `${part} ${how} ${texts.map((text) => `“${text}”`).join(', ')}`,
  )
  return (
    <span className={classes.quiet} title={words.join('\n')}>
      {words.join(' · ')}
    </span>
  )
}

function Amount({ amount }: { amount: number }) {
  return amount === 0 ? <span className={classes.quiet}>0</span> : number(amount)
}

function Unread({ row: { failed, alarms } }: { row: ListedParser }) {
  if (alarms.length === 0) return <Amount amount={failed} />
  return (
    <span className={classes.alarm} title={alarms.map(({ says }) => says).join('\n')}>
      <IconTrendingDown size={15} aria-label="Drift alarm" role="img" />
      {number(failed)}
    </span>
  )
}
