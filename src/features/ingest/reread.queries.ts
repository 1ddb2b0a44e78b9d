import { type Connection, sql } from '../../platform/db.ts'
import { FILING_COLUMNS, type UnfiledMessage } from './filing.queries.ts'

export type RereadMessage = UnfiledMessage & { location: 'inbox' | 'processed' }

/** These messages, locked, as far as they were filed and nobody deleted them since. */
export async function lockForRereading(tx: Connection, ids: readonly number[]): Promise<RereadMessage[]> {
  const { rows } = await sql<RereadMessage>`
    select ${FILING_COLUMNS}, m.location
    from mail_messages m join sources s on s.id = m.source_id
    where m.id = any(${[...ids]}) and m.location <> 'deleted' and m.filed_at is not null
    order by m.id
    for update of m
  `.execute(tx)
  return rows
}

/** What a parser takes is no noise: these messages are no longer ignored. */
export async function stopIgnoring(tx: Connection, ids: readonly number[]): Promise<void> {
  await sql`update mail_messages set ignore_rule_id = null where id = any(${[...ids]}) and ignore_rule_id is not null`.execute(
    tx,
  )
}
