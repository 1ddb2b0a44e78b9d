import { type Connection, sql } from '../../platform/db.ts'

/**
 * Lets go of the raw bytes of messages that were stored before `cutoff`, among the next `limit` ones behind `afterId`; never
 * of a message in the Inbox, unparsed or in error. Returns where to go on; null when none of those was old enough, as ids
 * grow with time.
 */
export async function deleteRawBatch(
  db: Connection,
  cutoff: string,
  afterId: number,
  limit: number,
): Promise<{ deleted: number; lastId: number | null }> {
  const { rows } = await sql<{ deleted: number; last_id: number | null }>`
    with looked_at as materialized (
      select m.id, m.created_at < ${cutoff} as is_old, m.location <> 'inbox' and m.parse_state = 'parsed' as is_done
      from mail_raw r join mail_messages m on m.id = r.mail_message_id
      where r.mail_message_id > ${afterId}
      order by r.mail_message_id limit ${limit}
    ), gone as (
      delete from mail_raw where mail_message_id in (select id from looked_at where is_old and is_done) returning 1
    )
    select (select count(*) from gone) as deleted, (select max(id) from looked_at having bool_or(is_old)) as last_id
  `.execute(db)
  return { deleted: rows[0]?.deleted ?? 0, lastId: rows[0]?.last_id ?? null }
}
