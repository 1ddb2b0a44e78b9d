import type { RuleCondition } from '../../domain/parser-rule.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type MessageFields = {
  id: number
  from_address: string
  from_name: string
  subject: string
  received_at: string
  text_body: string
  html_body: string
  parser_id: string | null
}

/** A stored message as parsers read it. */
export async function readMessageFields(db: Connection, id: number): Promise<MessageFields | undefined> {
  return db
    .selectFrom('mail_messages')
    .select([
      'id',
      'from_address',
      'from_name',
      'subject',
      'received_at',
      'text_body',
      'html_body',
      'parser_id',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The raw bytes of a message while they are kept. */
export async function readRawBytes(db: Connection, id: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom('mail_raw')
    .select('bytes')
    .where('mail_message_id', '=', id)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** Names of customers, which an anonymised sample must not show; the longest first. */
export async function readCustomerNames(db: Connection): Promise<string[]> {
  const rows = await db.selectFrom('customers').select('name').execute()
  return rows.map((row) => row.name).sort((one, other) => other.length - one.length)
}

/** Unread messages of the Inbox, newest first below `beforeId`, whose sender and subject meet what plain conditions of a rule say. */
export async function waitingFor(
  db: Connection,
  conditions: readonly RuleCondition[],
  beforeId: number | null,
  limit: number,
): Promise<number[]> {
  const plain = conditions.flatMap(({ part, how, value }) => {
    if (part === 'body' || how === 'matches') return []
    const like = `%${value.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    return part === 'subject'
      ? [sql`lower(subject) like ${like}`]
      : [sql`(from_address like ${like} or lower(from_name) like ${like})`]
  })
  const { rows } = await sql<{ id: number }>`
    select id from mail_messages
    where location = 'inbox' and filed_at is not null and parse_state in ('unparsed', 'error')
      ${beforeId === null ? sql`` : sql`and id < ${beforeId}`}
      ${plain.length > 0 ? sql`and ${sql.join(plain, sql` and `)}` : sql``}
    order by id desc limit ${limit}
  `.execute(db)
  return rows.map((row) => row.id)
}
