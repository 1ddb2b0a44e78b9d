import type { ReportedResult } from '../../parsers/parser.ts'
import { type Connection, sql } from '../../platform/db.ts'
import type { ChangeKind } from './compare.ts'
import type { KeptReading } from './kept-reading.ts'

type Status = 'success' | 'warning' | 'failed'

export type ReadBefore = {
  id: number
  from_address: string
  plus_tag: string | null
  location: 'inbox' | 'processed' | 'deleted'
  parser_id: string | null
  parser_version: number | null
  parse_error: string | null
  parsed: ReportedResult[] | null
}

/** What these messages are read as so far. */
export async function readReadings(db: Connection, ids: readonly number[]): Promise<Map<number, ReadBefore>> {
  const { rows } = await sql<ReadBefore>`
    select id, from_address, plus_tag, location, parser_id, parser_version, parse_error, parsed from mail_messages where id = any(${[...ids]})
  `.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

export type RunOfMessage = {
  id: number
  mail_message_id: number
  result_key: string
  job_id: number
  reviewed: boolean
}

/** The runs that these messages made. */
export async function runsOfMessages(db: Connection, ids: readonly number[]): Promise<RunOfMessage[]> {
  const { rows } = await sql<RunOfMessage>`
    select id, mail_message_id, result_key, job_id, reviewed_at is not null as reviewed
    from job_runs where mail_message_id = any(${[...ids]}) and not missed order by id
  `.execute(db)
  return rows
}

export type NewChange = {
  mail_message_id: number
  kind: ChangeKind | null
  parsed_from: 'raw' | 'stored text'
  status_before: Status | null
  status_after: Status | null
  job_name_before: string | null
  job_name_after: string | null
  parser_before: string | null
  parser_after: string | null
  run_count: number
  reviewed_run_count: number
  rival_parser_id: string | null
  draft_wins: boolean | null
  before: KeptReading
  after: KeptReading
  more_objects: number
}

/** Keeps what a preview found; a message that was kept already stays as it is. */
export async function insertChanges(
  tx: Connection,
  previewId: number,
  changes: readonly NewChange[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into reparse_changes (
      preview_id, mail_message_id, kind, parsed_from, status_before, status_after, job_name_before, job_name_after, parser_before, parser_after,
      run_count, reviewed_run_count, rival_parser_id, draft_wins, before, after, more_objects)
    select ${previewId}::bigint, c.mail_message_id, kind, parsed_from, status_before, status_after, job_name_before, job_name_after, parser_before,
      parser_after, run_count, reviewed_run_count, rival_parser_id, draft_wins, before, after, more_objects
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c (
      mail_message_id bigint, kind text, parsed_from text, status_before text, status_after text, job_name_before text, job_name_after text,
      parser_before text, parser_after text, run_count integer, reviewed_run_count integer, rival_parser_id text, draft_wins boolean,
      before jsonb, after jsonb, more_objects integer)
    where exists (select from mail_messages m where m.id = c.mail_message_id)
    on conflict do nothing
  `.execute(tx)
}

export type ChangeRow = Omit<NewChange, 'before' | 'after'> & {
  from_address: string
  subject: string
  received_at: string
  location: 'inbox' | 'processed' | 'deleted'
}

export type ChangeFilter = { kind: ChangeKind | undefined; conflicts: boolean }

const ROW = sql`
  c.mail_message_id, c.kind, c.parsed_from, c.status_before, c.status_after, c.job_name_before, c.job_name_after, c.parser_before, c.parser_after,
  c.run_count, c.reviewed_run_count, c.rival_parser_id, c.draft_wins, c.more_objects, m.from_address, m.subject, m.received_at, m.location`

/** A page of what a preview found, newest message first, below a message. */
export async function listChanges(
  db: Connection,
  previewId: number,
  filter: ChangeFilter,
  below: number | null,
  limit: number,
): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select ${ROW} from reparse_changes c join mail_messages m on m.id = c.mail_message_id
    where c.preview_id = ${previewId} and ${fits(filter)} ${below === null ? sql`` : sql`and c.mail_message_id < ${below}`}
    order by c.mail_message_id desc limit ${limit}
  `.execute(db)
  return rows
}

/** How many changes the filter leaves. */
export async function countChanges(db: Connection, previewId: number, filter: ChangeFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from reparse_changes c where c.preview_id = ${previewId} and ${fits(filter)}
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** One change with both readings. */
export async function readChange(
  db: Connection,
  previewId: number,
  messageId: number,
): Promise<(ChangeRow & { before: unknown; after: unknown }) | undefined> {
  const { rows } = await sql<ChangeRow & { before: unknown; after: unknown }>`
    select ${ROW}, c.before, c.after from reparse_changes c join mail_messages m on m.id = c.mail_message_id
    where c.preview_id = ${previewId} and c.mail_message_id = ${messageId}
  `.execute(db)
  return rows[0]
}

export type FiledRun = {
  id: number
  result_key: string
  run_at: string
  status: Status | 'missed'
  effective_status: Status | 'missed'
  reviewed: boolean
  job_id: number
  job_name: string
  customer_id: number
  customer_name: string
}

/** The runs of one message with their jobs. */
export async function readFiledRuns(db: Connection, messageId: number): Promise<FiledRun[]> {
  const { rows } = await sql<FiledRun>`
    select r.id, r.result_key, r.run_at, r.status, r.effective_status, r.reviewed_at is not null as reviewed, j.id as job_id,
      coalesce(j.display_name, j.job_name) as job_name, c.id as customer_id, c.name as customer_name
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where r.mail_message_id = ${messageId} and not r.missed order by r.id
  `.execute(db)
  return rows
}

function fits({ kind, conflicts }: ChangeFilter) {
  return sql`(${kind ? sql`c.kind = ${kind}` : sql`true`} and ${conflicts ? sql`c.rival_parser_id is not null` : sql`true`})`
}
