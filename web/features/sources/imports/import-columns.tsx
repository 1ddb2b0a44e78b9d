import { number } from '../../../lib/amounts.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { Instant } from '../../../ui/instant.tsx'
import type { Import } from '../source.ts'
import classes from './import-columns.module.css'
import { ImportState } from './import-state.tsx'
import { tookInWords, triggerOf } from './import-words.ts'

const figure = (
  key: 'fetched' | 'newMessages' | 'duplicates' | 'parsed' | 'autoApproved' | 'leftInInbox' | 'errors',
  header: string,
  more: Partial<Column<Import>> = {},
): Column<Import> => ({
  key,
  header,
  width: 68,
  numeric: true,
  cell: (run) => (
    <span className={classes.figure} data-none={run[key] === 0} data-bad={key === 'errors' && run.errors > 0}>
      {number(run[key])}
    </span>
  ),
  ...more,
})

export const importColumns: readonly Column<Import>[] = [
  { key: 'at', header: 'Started', width: 122, cell: ({ startedAt }) => <Instant at={startedAt} /> },
  { key: 'source', header: 'Source', cell: ({ source }) => source.name },
  { key: 'state', header: 'Result', width: 120, cell: ImportState },
  { key: 'by', header: 'By', width: 100, hideBelow: 1100, cell: (run) => triggerOf(run) },
  figure('fetched', 'Fetched', { hideBelow: 720 }),
  figure('newMessages', 'New', { width: 54, hideBelow: 520 }),
  figure('duplicates', 'Known', { hideBelow: 900 }),
  figure('parsed', 'Parsed', { hideBelow: 900 }),
  figure('autoApproved', 'To jobs', { hideBelow: 900 }),
  figure('leftInInbox', 'To Inbox', { width: 78, hideBelow: 720 }),
  figure('errors', 'Errors', { width: 60, hideBelow: 520 }),
  {
    key: 'took',
    header: 'Took',
    width: 78,
    numeric: true,
    hideBelow: 900,
    cell: ({ durationMs }) => (durationMs === null ? '' : tookInWords(durationMs)),
  },
]
