import { type Connection, sql } from '../../platform/db.ts'
import { type AlertKind, TABLES } from './alert-tables.queries.ts'

export type TakenBack = { name: string; text: string; runs: number }

/**
 * Deletes what this person made by this request, with its scopes and links, if nobody touched it since: changed it, resolved it
 * anywhere, or let it hold for more. Null when it is not so.
 */
export async function deleteUntouched(
  tx: Connection,
  kind: AlertKind,
  made: { id: number; requestId: string; userId: number | null },
): Promise<TakenBack | null> {
  const { alerts, scopes, links, alertId, text } = TABLES[kind]
  const name = kind === 'ticket' ? sql`'ticket ' || t.ticket_code` : sql`'remark ' || t.id`
  const { rows } = await sql<TakenBack>`
    delete from ${alerts} t
    where t.id = ${made.id} and t.request_id = ${made.requestId} and t.created_by_user_id is not distinct from ${made.userId}::bigint and t.version = 1
      and t.resolved_at is null
      and not exists (select from ${scopes} s where s.${alertId} = t.id and (s.resolved_at is not null or s.created_at <> t.created_at))
    returning ${name} as name, t.${text} as text, (select count(*) from ${links} l where l.${alertId} = t.id) as runs
  `.execute(tx)
  return rows[0] ?? null
}
