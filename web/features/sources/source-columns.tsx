import { Link } from '@tanstack/react-router'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { TimeAgo } from '../../ui/instant.tsx'
import { KINDS } from './kinds.ts'
import { addedKind, isMailbox, type Source } from './source.ts'
import classes from './source-columns.module.css'
import { SourceState } from './source-state.tsx'

/** A source and, when it is broken, why. */
export interface SourceRow {
  source: Source
  incident: string | undefined
}

export const sourceColumns: readonly Column<SourceRow>[] = [
  { key: 'name', header: 'Source', cell: ({ source }) => <Name source={source} /> },
  {
    key: 'state',
    header: 'State',
    cell: ({ source, incident }) => <SourceState source={source} incident={incident} />,
  },
  {
    key: 'automatic',
    header: 'Automatic import',
    width: 140,
    hideBelow: 900,
    cell: ({ source }) => automaticOf(source),
  },
  {
    key: 'complete',
    header: 'Last complete import',
    width: 160,
    hideBelow: 720,
    cell: ({ source: { lastCompleteImportAt, connection } }) =>
      isMailbox(connection.kind) && <When at={lastCompleteImportAt} />,
  },
  {
    key: 'delivery',
    header: 'Last new message',
    width: 140,
    hideBelow: 520,
    cell: ({ source }) => <When at={source.lastDeliveryAt} />,
  },
]

function Name({ source }: { source: Source }) {
  const kind = addedKind(source)
  if (!kind) return source.name
  const { Icon, label } = KINDS[kind]
  return (
    <span className={classes.source}>
      <Icon size={20} stroke={1.5} className={classes.icon} aria-hidden />
      <span className={classes.words}>
        <InlineLink>
          <Link to="/settings/sources/$sourceId" params={{ sourceId: String(source.id) }}>
            {source.name}
          </Link>
        </InlineLink>
        {source.name !== label && <span className={classes.kind}>{label}</span>}
      </span>
    </span>
  )
}

function When({ at }: { at: string | null }) {
  return at ? <TimeAgo at={at} /> : <span className={classes.quiet}>never</span>
}

function automaticOf({ connection, autoImport, intervalMinutes }: Source) {
  if (!isMailbox(connection.kind)) return <span className={classes.quiet}>delivered to us</span>
  return autoImport ? `every ${intervalMinutes} min` : <span className={classes.quiet}>off</span>
}
