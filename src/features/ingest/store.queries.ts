import type { ReportedResult } from '../../parsers/parser.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** A message as it is first written: raw bytes and what its headers say. */
export type NewMessage = {
  source_id: number
  source_ref: string | null
  import_run_id: number | null
  bound_customer_id: number | null
  message_id: string | null
  /** Hex. */
  content_hash: string
  from_address: string
  from_name: string
  recipients: string[]
  plus_tag: string | null
  subject: string
  sent_at: string | null
  received_at: string
  received_at_origin: string
  received_at_clamped: boolean
  text_body: string
  html_body: string
  raw_size: number
  authentication_results: string[]
}

/**
 * Writes the messages that were never seen before, with their raw bytes, in one statement: a transaction of its own
 * costs its sender one journey. Returns id by content hash of those that are new; known or purged ones are left out.
 */
export async function insertNewMessages(
  db: Connection,
  messages: readonly NewMessage[],
  rawByHash: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, number>> {
  if (messages.length === 0) return new Map()
  const raws = [...rawByHash].map(
    ([hash, bytes]) =>
      sql`(${Buffer.from(hash, 'hex')}::bytea, ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)}::bytea)`,
  )
  const { rows } = await sql<{ id: number; content_hash: string }>`
    with fresh as (
      insert into mail_messages (
        source_id, source_ref, import_run_id, bound_customer_id, message_id, content_hash, from_address, from_name, recipients, plus_tag, subject,
        sent_at, received_at, received_at_origin, received_at_clamped, text_body, html_body, raw_size, authentication_results)
      select source_id, source_ref, import_run_id, bound_customer_id, message_id, decode(content_hash, 'hex'), from_address, from_name, recipients, plus_tag, subject,
        sent_at, received_at, received_at_origin, received_at_clamped, text_body, html_body, raw_size, authentication_results
      from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as m (
        source_id bigint, source_ref text, import_run_id bigint, bound_customer_id bigint, message_id text, content_hash text, from_address text, from_name text,
        recipients text[], plus_tag text, subject text, sent_at timestamptz, received_at timestamptz, received_at_origin text,
        received_at_clamped boolean, text_body text, html_body text, raw_size integer, authentication_results text[])
      where not exists (select from purged_mail_hashes p where p.content_hash = decode(m.content_hash, 'hex'))
      on conflict do nothing
      returning id, content_hash
    ), raws as (
      insert into mail_raw (mail_message_id, bytes)
      select fresh.id, raw.bytes from fresh join (values ${sql.join(raws)}) as raw (content_hash, bytes) using (content_hash)
    )
    select id, encode(content_hash, 'hex') as content_hash from fresh
  `.execute(db)
  return new Map(rows.map((row) => [row.content_hash, row.id]))
}

/** Of these content hashes those that are stored, with the time of receipt. */
export async function receiptsOf(db: Connection, hashes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ content_hash: string; received_at: string }>`
    select encode(content_hash, 'hex') as content_hash, received_at from mail_messages
    where content_hash in (select decode(h, 'hex') from unnest(${[...hashes]}::text[]) as h)
  `.execute(db)
  return new Map(rows.map((row) => [row.content_hash, row.received_at]))
}

/** Messages that were stored at least so many seconds ago but not yet filed, oldest first: what a crash or a backlog left. */
export async function waitingMessageIds(
  db: Connection,
  afterId: number,
  minAgeSeconds: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('mail_messages')
    .select('id')
    .where('filed_at', 'is', null)
    .where('created_at', '<=', sql<string>`now() - make_interval(secs => ${minAgeSeconds})`)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export type StoredMessage = {
  id: number
  parse_state: string
  from_address: string
  from_name: string
  subject: string
  received_at: string
  text_body: string
  html_body: string
  bytes: Buffer | null
}

/** Stored messages with their raw bytes (null once those were let go). */
export async function readStoredMessages(db: Connection, ids: readonly number[]): Promise<StoredMessage[]> {
  return db
    .selectFrom('mail_messages as m')
    .leftJoin('mail_raw as r', 'r.mail_message_id', 'm.id')
    .select([
      'm.id',
      'm.parse_state',
      'm.from_address',
      'm.from_name',
      'm.subject',
      'm.received_at',
      'm.text_body',
      'm.html_body',
      'r.bytes',
    ])
    .where('m.id', 'in', [...ids])
    .orderBy('m.id')
    .execute()
}

export type ParseOutcome = {
  id: number
  parse_state: 'parsed' | 'unparsed' | 'error'
  parser_id: string | null
  parser_version: number | null
  parsed: ReportedResult[] | null
  parse_error: string | null
  parsed_from: 'raw' | 'stored text'
}

/** Writes what each message was read as. */
export async function saveParseOutcomes(
  db: Connection,
  outcomes: readonly ParseOutcome[],
  at: string,
): Promise<void> {
  await sql`
    update mail_messages m
    set parse_state = o.parse_state, parser_id = o.parser_id, parser_version = o.parser_version,
        parsed = nullif(o.parsed, 'null'::jsonb), parse_error = o.parse_error, parsed_from = o.parsed_from, parsed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o (
      id bigint, parse_state text, parser_id text, parser_version integer, parsed jsonb, parse_error text, parsed_from text)
    where m.id = o.id
  `.execute(db)
}
