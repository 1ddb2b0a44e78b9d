import type { ReportedResult } from '../../parsers/parser.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { isUnreadOf } from '../parsers/index.ts'

/** How many messages wait in the Inbox; what is just being filed does not count. */
export async function countInbox(db: Connection): Promise<number> {
  const row = await db
    .selectFrom('mail_messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('location', '=', 'inbox')
    .where('filed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return row.count
}

export type InboxFilter = {
  patterns: string[]
  software: string | undefined
  parseState: string | undefined
  from: string | undefined
  /** Messages that this parser read. */
  parser: string | undefined
  /** Unread messages of senders whose other messages this parser reads. */
  unreadOf: string | undefined
}

export type InboxListRow = {
  id: number
  from_address: string
  from_name: string
  subject: string
  received_at: string
  parse_state: string
  parse_error: string | null
  result_count: number
  software: string | null
  type: string | null
  job_name: string | null
  host: string | null
  status: string | null
  probable_job_id: number | null
  probable_job_name: string | null
  probable_customer_id: number | null
  probable_customer_name: string | null
}

/** One page of the Inbox, newest first, after the given message. */
export async function listInbox(
  db: Connection,
  filter: InboxFilter,
  after: { receivedAt: string; id: number } | null,
  limit: number,
): Promise<InboxListRow[]> {
  const { rows } = await sql<InboxListRow>`
    select m.id, m.from_address, m.from_name, m.subject, m.received_at, m.parse_state, m.parse_error,
      coalesce(r.result_count, 0) as result_count, r.software, r.type, r.job_name, r.host, r.status,
      j.id as probable_job_id, coalesce(j.display_name, j.job_name) as probable_job_name, c.id as probable_customer_id, c.name as probable_customer_name
    from mail_messages m
    left join lateral (
      select count(*) as result_count, min(backup_software) as software, min(backup_type) as type, min(job_name) as job_name, min(host) as host,
        min(probable_job_id) as probable_job_id,
        case max(case status when 'failed' then 2 when 'warning' then 1 else 0 end) when 2 then 'failed' when 1 then 'warning' when 0 then 'success' end as status
      from mail_results r where r.mail_message_id = m.id and r.state = 'open') r on true
    left join jobs j on j.id = r.probable_job_id
    left join customers c on c.id = j.customer_id
    where ${inboxCondition(filter)} ${after ? sql`and (m.received_at, m.id) < (${after.receivedAt}, ${after.id})` : sql``}
    order by m.received_at desc, m.id desc
    limit ${limit}
  `.execute(db)
  return rows
}

/** How many messages the filter leaves. */
export async function countInboxMatches(db: Connection, filter: InboxFilter): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from mail_messages m where ${inboxCondition(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

function inboxCondition(filter: InboxFilter) {
  const conditions = [
    sql`m.location = 'inbox' and m.filed_at is not null`,
    ...filter.patterns.map((pattern) => sql`lower(m.from_address || ' ' || m.subject) like ${pattern}`),
    ...(filter.parseState ? [sql`m.parse_state = ${filter.parseState}`] : []),
    ...(filter.from ? [sql`m.from_address = lower(${filter.from})`] : []),
    ...(filter.parser ? [sql`m.parser_id = ${filter.parser}`] : []),
    ...(filter.unreadOf ? [isUnreadOf(filter.unreadOf)] : []),
    ...(filter.software
      ? [
          sql`exists (select from mail_results r where r.mail_message_id = m.id and r.state = 'open' and r.backup_software = ${filter.software})`,
        ]
      : []),
  ]
  return sql.join(conditions, sql` and `)
}

export type MessageRow = {
  id: number
  from_address: string
  from_name: string
  recipients: string[]
  plus_tag: string | null
  subject: string
  sent_at: string | null
  received_at: string
  received_at_origin: 'source' | 'received' | 'date' | 'arrival'
  source: string
  location: 'inbox' | 'processed' | 'deleted'
  parse_state: 'stored' | 'parsed' | 'unparsed' | 'error'
  parse_error: string | null
  parser_id: string | null
  parser_version: number | null
  parsed_from: 'raw' | 'stored text' | null
  parsed: ReportedResult[] | null
  raw_kept: boolean
  raw_size: number
  has_html: boolean
}

/** One message with what it was read as. */
export async function readMessage(db: Connection, id: number): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.from_address, m.from_name, m.recipients, m.plus_tag, m.subject, m.sent_at, m.received_at, m.received_at_origin, s.name as source,
      m.location, m.parse_state, m.parse_error, m.parser_id, m.parser_version, m.parsed_from, m.parsed, m.raw_size, m.html_body <> '' as has_html,
      exists (select from mail_raw r where r.mail_message_id = m.id) as raw_kept
    from mail_messages m join sources s on s.id = m.source_id
    where m.id = ${id}
  `.execute(db)
  return rows[0]
}

export type ResultStateRow = {
  result_key: string
  state: 'open' | 'filed' | 'held' | 'ignored'
  probable_job_id: number | null
  probable_job_name: string | null
  probable_customer_id: number | null
  probable_customer_name: string | null
}

/** Where each result of a message stands. */
export async function readResultStates(db: Connection, messageId: number): Promise<ResultStateRow[]> {
  const { rows } = await sql<ResultStateRow>`
    select r.result_key, r.state, j.id as probable_job_id, coalesce(j.display_name, j.job_name) as probable_job_name,
      c.id as probable_customer_id, c.name as probable_customer_name
    from mail_results r left join jobs j on j.id = r.probable_job_id left join customers c on c.id = j.customer_id
    where r.mail_message_id = ${messageId} order by r.position
  `.execute(db)
  return rows
}

/** The messages of the Inbox, among these, whose open results all probably belong to known jobs. */
export async function readProbableResults(
  db: Connection,
  ids: readonly number[],
): Promise<{ mail_message_id: number; result_key: string; probable_job_id: number | null }[]> {
  return db
    .selectFrom('mail_results as r')
    .innerJoin('mail_messages as m', 'm.id', 'r.mail_message_id')
    .select(['r.mail_message_id', 'r.result_key', 'r.probable_job_id'])
    .where('m.location', '=', 'inbox')
    .where('r.state', '=', 'open')
    .where('r.mail_message_id', 'in', [...ids])
    .execute()
}

/** Moves messages of the Inbox to the deleted ones; returns those that were still there. */
export async function deleteFromInbox(tx: Connection, ids: readonly number[], at: string): Promise<number[]> {
  const rows = await tx
    .updateTable('mail_messages')
    .set({ location: 'deleted', deleted_at: at })
    .where('id', 'in', [...ids])
    .where('location', '=', 'inbox')
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Puts deleted messages back to be filed anew; returns how many were deleted. */
export async function undeleteMessages(tx: Connection, ids: readonly number[]): Promise<number[]> {
  const rows = await tx
    .updateTable('mail_messages')
    .set({ location: 'inbox', deleted_at: null, filed_at: null })
    .where('id', 'in', [...ids])
    .where('location', '=', 'deleted')
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
