import type { KnownJobs } from '../../domain/filing.ts'
import { choiceKey } from '../../domain/filing.ts'
import type { ReportedResult } from '../../parsers/parser.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** Filing shares this lock; whoever changes which identity belongs to which job takes it alone, so that no report slips between the two. */
const IDENTITY_LOCK = 4_271_976

/** Held until the transaction ends: identities don't change while messages are filed by them. */
export async function shareIdentities(tx: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${IDENTITY_LOCK})`.execute(tx)
}

/** Held until the transaction ends: nothing is filed while identities change. */
export async function lockIdentities(tx: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock(${IDENTITY_LOCK})`.execute(tx)
}

export type UnfiledMessage = {
  id: number
  source_kind: string
  source_id: number
  from_address: string
  plus_tag: string | null
  /** Set: the message came with the token of this customer. */
  bound_customer_id: number | null
  authentication_results: string[]
  trusted_authentication_server: string | null
  received_at: string
  parse_state: string
  parser_id: string | null
  parser_version: number | null
  parsed: ReportedResult[] | null
  /** Results that were decided before, by key. */
  settled: Record<string, SettledResult> | null
  /** Set for a message that left the Inbox long ago: whatever it brings anew waits for a person. */
  newResultsWait?: boolean
}

/** Where a result went: into a run of a job, aside for an archived job, or nowhere because a person ignored it. */
export type SettledResult = { state: 'filed' | 'held' | 'ignored'; job_id: number | null }

/** The given messages, locked, as far as they still wait to be filed; those that another process has in hand are left to it. */
export async function lockUnfiledMessages(tx: Connection, ids: readonly number[]): Promise<UnfiledMessage[]> {
  return selectForFiling(tx, ids, sql`m.filed_at is null`)
}

/** The given messages of the Inbox, locked, to be filed once more after a person's decision or a re-parse. */
export async function lockInboxMessages(tx: Connection, ids: readonly number[]): Promise<UnfiledMessage[]> {
  return selectForFiling(tx, ids, sql`m.location = 'inbox'`)
}

/** A run says more about where a result went than what was noted beside the message: it goes before. */
const SETTLED = sql`(
  select jsonb_object_agg(s.key, jsonb_build_object('state', s.state, 'job_id', s.job_id) order by s.rank)
  from (
    select result_key as key, state, job_id, 1 as rank from mail_results where mail_message_id = m.id and state <> 'open'
    union all
    select result_key, 'filed', job_id, 2 from job_runs where mail_message_id = m.id) s)`

/** What filing needs of a message `m` of a source `s`. */
export const FILING_COLUMNS = sql`
  m.id, s.kind as source_kind, m.source_id, m.from_address, m.plus_tag, m.bound_customer_id, m.authentication_results,
  s.trusted_authentication_server, m.received_at, m.parse_state, m.parser_id, m.parser_version, m.parsed, ${SETTLED} as settled`

async function selectForFiling(
  tx: Connection,
  ids: readonly number[],
  condition: ReturnType<typeof sql>,
): Promise<UnfiledMessage[]> {
  const { rows } = await sql<UnfiledMessage>`
    select ${FILING_COLUMNS}
    from mail_messages m join sources s on s.id = m.source_id
    where m.id = any(${[...ids]}) and ${condition}
    order by m.id
    for update of m skip locked
  `.execute(tx)
  return rows
}

/** All that is known about the senders of these reports. */
export async function readKnownJobs(
  tx: Connection,
  senderKeys: readonly string[],
  fromAddresses: readonly string[],
): Promise<KnownJobs> {
  const identities = await tx
    .selectFrom('job_identities as i')
    .innerJoin('jobs as j', 'j.id', 'i.job_id')
    .select([
      'i.from_address as fromAddress',
      'i.backup_software as software',
      'i.backup_type as type',
      'i.job_name as jobName',
      'i.host',
      'i.plus_tag as plusTag',
      'i.subject_prefix as subjectPrefix',
      'i.job_id as jobId',
      'j.customer_id as customerId',
      sql<boolean>`j.archived_at is not null`.as('archived'),
    ])
    .where(sql<boolean>`i.sender_key = any(${[...senderKeys]})`)
    .execute()
  const customers = await tx
    .selectFrom('job_identities as i')
    .innerJoin('jobs as j', 'j.id', 'i.job_id')
    .select(['i.from_address', (eb) => eb.fn.count<number>('j.customer_id').distinct().as('customers')])
    .where(sql<boolean>`i.from_address = any(${[...fromAddresses]})`)
    .groupBy('i.from_address')
    .execute()
  const choices = await tx
    .selectFrom('result_choices')
    .select(['from_address', 'backup_software', 'backup_type', 'result_key'])
    .where('ignored', '=', true)
    .where(sql<boolean>`from_address = any(${[...fromAddresses]})`)
    .execute()
  return {
    identities,
    customersOfSender: new Map(customers.map((row) => [row.from_address, row.customers])),
    ignored: new Set(
      choices.map((row) =>
        choiceKey(
          { fromAddress: row.from_address, software: row.backup_software, type: row.backup_type },
          row.result_key,
        ),
      ),
    ),
  }
}

export type ResultRow = {
  mail_message_id: number
  result_key: string
  position: number
  backup_software: string
  backup_type: string
  job_name: string
  host: string | null
  subject_prefix: string | null
  company_name: string | null
  status: string
  identity_key: string
  sender_key: string
  state: 'open' | 'filed' | 'held' | 'ignored'
  job_id: number | null
  probable_job_id: number | null
}

/** Writes what was decided about each result of these messages, in place of what stood there. */
export async function saveResults(
  tx: Connection,
  messageIds: readonly number[],
  rows: readonly ResultRow[],
): Promise<void> {
  await sql`delete from mail_results where mail_message_id = any(${[...messageIds]})`.execute(tx)
  if (rows.length === 0) return
  await sql`
    insert into mail_results (
      mail_message_id, result_key, position, backup_software, backup_type, job_name, host, subject_prefix, company_name, status,
      identity_key, sender_key, state, job_id, probable_job_id)
    select mail_message_id, result_key, position, backup_software, backup_type, job_name, host, subject_prefix, company_name, status,
      identity_key, sender_key, state, job_id, probable_job_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      mail_message_id bigint, result_key text, position integer, backup_software text, backup_type text, job_name text, host text,
      subject_prefix text, company_name text, status text, identity_key text, sender_key text, state text, job_id bigint, probable_job_id bigint)
  `.execute(tx)
}

/** Marks messages as filed, each where it now belongs and under which job (null for several). */
export async function placeMessages(
  tx: Connection,
  places: readonly { id: number; location: string; job_id: number | null }[],
  at: string,
): Promise<void> {
  await sql`
    update mail_messages m set location = p.location, job_id = p.job_id, filed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p (id bigint, location text, job_id bigint)
    where m.id = p.id
  `.execute(tx)
}

/** The first tagged mail of a customer turns its "waiting for the first mail" green. */
export async function markFirstTaggedMails(
  tx: Connection,
  tags: readonly string[],
  at: string,
): Promise<void> {
  if (tags.length === 0) return
  await sql`update customers set first_tagged_mail_at = ${at} where receive_tag = any(${[...tags]}) and first_tagged_mail_at is null`.execute(
    tx,
  )
}
