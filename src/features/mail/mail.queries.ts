import type { Connection } from '../../platform/db.ts'

/** The bodies of a message as text. */
export async function readBodies(
  db: Connection,
  id: number,
): Promise<{ subject: string; text_body: string; html_body: string } | undefined> {
  return db
    .selectFrom('mail_messages')
    .select(['subject', 'text_body', 'html_body'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The raw bytes of a message; undefined once they were let go. */
export async function readRawBytes(db: Connection, id: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('mail_raw')
    .select('bytes')
    .where('mail_message_id', '=', id)
    .executeTakeFirst()
  return row?.bytes
}
