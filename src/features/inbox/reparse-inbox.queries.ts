import { type Connection, sql } from '../../platform/db.ts'

/** The messages of the Inbox with an id below this one (null: the newest), newest id first. */
export async function inboxMessagesBelow(
  db: Connection,
  id: number | null,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from mail_messages
    where location = 'inbox' and filed_at is not null ${id === null ? sql`` : sql`and id < ${id}`}
    order by id desc limit ${limit}
  `.execute(db)
  return rows.map((row) => row.id)
}
