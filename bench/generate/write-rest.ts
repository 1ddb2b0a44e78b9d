import { DAY } from '../../src/domain/schedule/units.ts'
import { refreshJobHealth } from '../../src/features/runs/index.ts'
import { learnChangedJobs } from '../../src/features/schedules/index.ts'
import { type Connection, type Database, sql } from '../../src/platform/db.ts'
import type { FleetJob } from './fleet.ts'
import type { GroundTruth } from './ground-truth.ts'
import { NOW } from './scale.ts'

const IN_INBOX = 240
const PROBABLE = 40
/** The tables whose ids were given: the next row must get a new one. */
const NUMBERED = [
  'users',
  'sources',
  'customers',
  'jobs',
  'overrides',
  'customer_objects',
  'job_runs',
  'mail_messages',
]

/** An event for each reviewed run, in the order of the reviews; who reviewed much at a time did so in one batch. */
export async function writeReviewEvents(db: Database): Promise<void> {
  await unchecked(db, (tx) =>
    sql`
    insert into job_run_review_events (run_id, job_id, customer_id, user_id, user_name, action, batch_id, at, after_state)
    select r.id, r.job_id, j.customer_id, u.id, u.username, 'reviewed',
      md5(j.customer_id || ' ' || u.id || ' ' || date_trunc('hour', r.reviewed_at))::uuid, r.reviewed_at,
      jsonb_build_object('reviewed_at', r.reviewed_at, 'status', r.status, 'effective_status', r.effective_status)
    from job_runs r join jobs j on j.id = r.job_id join users u on u.id = r.reviewed_by_user_id
    where r.reviewed_at is not null order by r.reviewed_at, r.id`.execute(tx),
  )
}

/** The result of each message that became a run. */
export async function writeMailResults(db: Database): Promise<void> {
  await unchecked(db, (tx) =>
    sql`
    insert into mail_results (mail_message_id, result_key, position, backup_software, backup_type, job_name, host, status, identity_key, sender_key, state, job_id)
    select m.id, '', 0, i.backup_software, i.backup_type, i.job_name, i.host, r.status, i.identity_key, i.sender_key, 'filed', r.job_id
    from mail_messages m join job_runs r on r.id = m.id join job_identities i on i.job_id = r.job_id`.execute(
      tx,
    ),
  )
}

/** Messages that wait in the Inbox, some of them probably of a known job. */
export async function writeInbox(db: Database, sourceId: number, truth: GroundTruth): Promise<void> {
  await sql`
    with m as (
      insert into mail_messages (source_id, source_ref, content_hash, from_address, subject, received_at, received_at_origin, text_body, raw_size, location,
        parse_state, parser_id, parser_version, parsed, parsed_at, parsed_from, filed_at)
      select ${sourceId}::bigint, 'inbox:' || n, sha256(('inbox ' || n)::bytea), 'backup@customer-' || n || '.example', 'Backup report ' || n,
        ${new Date(NOW).toISOString()}::timestamptz - n * interval '7 minutes', 'source', 'A report that waits.', 900, 'inbox',
        'parsed', 'veeam-job', 1, '[]', now(), 'raw', now()
      from generate_series(1, ${IN_INBOX}::integer) n returning id, from_address)
    insert into mail_results (mail_message_id, result_key, position, backup_software, backup_type, job_name, status, identity_key, sender_key, state, probable_job_id)
    select id, '', 0, 'Veeam', 'Backup Job', 'Waiting ' || n, case when n % 4 = 0 then 'failed' else 'success' end, 'inbox ' || n, 'inbox ' || n, 'open',
      case when n <= ${PROBABLE}::integer then 1 + n * 17 end
    from (select id, from_address, row_number() over (order by id) as n from m) m`.execute(db)
  truth.mails.inInbox = IN_INBOX
  truth.mails.probable = PROBABLE
}

/** Tickets and remarks: one for every twentieth job of the last months, most of them resolved, linked to the failures of their time. */
export async function writeTickets(
  db: Database,
  jobs: readonly FleetJob[],
  truth: GroundTruth,
): Promise<void> {
  const now = new Date(NOW).toISOString()
  for (const what of ['ticket', 'remark'] as const) {
    const offset = what === 'ticket' ? 3 : 11
    const scoped = jobs.filter((job) => job.id % 20 === offset)
    const notes = scoped.map((job, index) => ({
      id: index + 1,
      job: index % 10 === 9 ? null : job.id,
      customer: index % 10 === 9 ? job.customer.id : null,
      start: new Date(NOW - (1 + ((index * 7) % 90)) * DAY).toISOString(),
      resolved: index % 5 < 3 ? new Date(NOW - ((index * 7) % 90) * DAY).toISOString() : null,
    }))
    const input = sql`jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as n (id bigint, job bigint, customer bigint, start timestamptz, resolved timestamptz)`
    const [scopes, links, id] = [`${what}_scopes`, `${what}_job_runs`, `${what}_id`].map((name) =>
      sql.raw(name),
    )
    await (what === 'ticket'
      ? sql`insert into tickets (id, ticket_code, origin, description, active_from_date, start_date, resolved_at, closed_reason) overriding system value
          select id, 'T20261110.' || lpad(id::text, 4, '0'), 'internal', 'Failures of job ' || coalesce(job, id), start::date, start, resolved,
            case when resolved is not null then 'resolved' end from ${input}`
      : sql`insert into remarks (id, body, active_from_date, start_date, resolved_at) overriding system value
          select id, 'The customer knows of this.', start::date, start, resolved from ${input}`
    ).execute(db)
    await sql`insert into ${scopes} (${id}, job_id, customer_id, resolved_at) select id, job, customer, resolved from ${input}`.execute(
      db,
    )
    await sql`insert into ${links} (${id}, job_run_id, linked_at)
      select n.id, r.id, r.run_at from ${input} join job_runs r on r.job_id = n.job and r.run_at >= n.start and r.run_at < coalesce(n.resolved, ${now})
        and r.status <> 'success'`.execute(db)
    const counts = { total: notes.length, resolved: notes.filter((note) => note.resolved !== null).length }
    if (what === 'ticket') truth.tickets = counts
    else truth.remarks = counts
    await sql`select setval(pg_get_serial_sequence(${`${what}s`}, 'id'), ${notes.length})`.execute(db)
  }
}

/** What the product itself concludes from runs: the newest facts of each job, and what it learns of its schedule. */
export async function concludeFromRuns(db: Database): Promise<number> {
  for (const table of NUMBERED)
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), coalesce((select max(id) from ${sql.table(table)}), 1))`.execute(
      db,
    )
  const { rows } = await sql<{
    job_id: number
    runs: number
  }>`select job_id, count(*) as runs from job_runs group by job_id`.execute(db)
  await db
    .transaction()
    .execute((tx) => refreshJobHealth(tx, new Map(rows.map((row) => [row.job_id, row.runs]))))
  await sql`analyze job_health`.execute(db)
  return learnChangedJobs({ db, clock: () => new Date(NOW).toISOString() })
}

/** Works in a transaction that checks no foreign keys: what it writes is read from the tables that they point to. */
async function unchecked(db: Database, work: (tx: Connection) => Promise<unknown>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`set local work_mem = '256MB'`.execute(tx)
    await work(tx)
  })
}
