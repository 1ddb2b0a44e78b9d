import { Button } from '@mantine/core'
import { useNow } from '../../lib/use-now.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Instant, TimeAgo } from '../../ui/instant.tsx'
import { stateOf, type Token } from './token.ts'
import classes from './token-columns.module.css'

/** The columns of the list; a token that is in use can be revoked. */
export function tokenColumns(onRevoke: (token: Token) => void): readonly Column<Token>[] {
  return [
    { key: 'name', header: 'Name', cell: ({ name }) => <span className={classes.name}>{name}</span> },
    { key: 'state', header: 'State', width: 90, cell: (token) => <State token={token} /> },
    { key: 'scope', header: 'May', width: 170, hideBelow: 900, cell: ({ source }) => mayDo(source?.name) },
    {
      key: 'customer',
      header: 'Only for',
      width: 170,
      hideBelow: 720,
      cell: ({ customer }) => customer?.name ?? <span className={classes.quiet}>every customer</span>,
    },
    {
      key: 'used',
      header: 'Last used',
      width: 120,
      hideBelow: 520,
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? <TimeAgo at={lastUsedAt} /> : <span className={classes.quiet}>never</span>,
    },
    {
      key: 'expires',
      header: 'Expires',
      width: 130,
      hideBelow: 900,
      cell: ({ expiresAt }) =>
        expiresAt ? <Instant at={expiresAt} /> : <span className={classes.quiet}>never</span>,
    },
    {
      key: 'revoke',
      header: 'Revoke',
      quietHeader: true,
      width: 92,
      cell: (token) =>
        token.revokedAt === null && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Revoke ${token.name}`}
            onClick={() => onRevoke(token)}
          >
            Revoke
          </Button>
        ),
    },
  ]
}

function State({ token }: { token: Token }) {
  const state = stateOf(token, useNow())
  return <span className={state === 'in use' ? undefined : classes.quiet}>{state}</span>
}

function mayDo(source: string | undefined): string {
  return source ? `hand over reports (${source})` : 'hand over reports'
}
