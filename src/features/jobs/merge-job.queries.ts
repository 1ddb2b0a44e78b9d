import { type Connection, sql } from '../../platform/db.ts'

export type MergeSide = {
  id: number
  customer_id: number
  customer_name: string
  name: string
  backup_software: string
  backup_type: string
  host: string | null
  informational: boolean
  cadence: 'report' | 'event'
  archived_at: string | null
  merged_into_job_id: number | null
  run_count: number
  is_pinned: boolean
  has_account: boolean
}

/**
 * The two jobs of a merge. `locked`: until the transaction ends nothing that names the first one can be added, and nobody changes
 * the second one; what others were adding is there.
 */
export async function readMergeSides(
  db: Connection,
  sourceId: number,
  targetId: number,
  locked: boolean,
): Promise<{ source: MergeSide | undefined; target: MergeSide | undefined }> {
  if (locked) {
    await sql`select from jobs where id = ${sourceId} for update`.execute(db)
    await sql`select from jobs where id = ${targetId} for no key update`.execute(db)
  }
  const { rows } = await sql<MergeSide>`
    select j.id, j.customer_id, c.name as customer_name, coalesce(j.display_name, j.job_name) as name, j.backup_software, j.backup_type, j.host,
      j.informational, j.cadence, j.archived_at, j.merged_into_job_id, coalesce(h.run_count, 0) as run_count,
      coalesce(s.pin is not null, false) as is_pinned,
      j.cove_account_id is not null or exists (select from cloud_connect_accounts a where a.job_id = j.id) as has_account
    from jobs j join customers c on c.id = j.customer_id left join job_health h on h.job_id = j.id left join job_schedules s on s.job_id = j.id
    where j.id in (${sourceId}, ${targetId})
  `.execute(db)
  return {
    source: rows.find((row) => row.id === sourceId),
    target: rows.find((row) => row.id === targetId),
  }
}

export type MergeCounts = {
  runs: number
  openRuns: number
  messages: number
  heldMessages: number
  identities: number
  twins: number
  sharedDays: number
  scopes: number
  overrides: number
}

/** What a merge would move, how many runs both jobs have, and on how many of the last 28 days both reported. */
export async function readMergeCounts(
  db: Connection,
  sourceId: number,
  targetId: number,
  now: string,
): Promise<MergeCounts> {
  const days = (jobId: number) => sql`
    select (run_at at time zone 'UTC')::date as day from job_runs
    where job_id = ${jobId} and not missed and run_at > ${now}::timestamptz - interval '28 days'`
  const { rows } = await sql<MergeCounts>`
    select
      coalesce((select run_count from job_health where job_id = ${sourceId}), 0) as runs,
      (select count(*) from job_runs where job_id = ${sourceId} and reviewed_at is null) as "openRuns",
      (select count(*) from mail_messages where job_id = ${sourceId}) as messages,
      (select count(distinct mail_message_id) from mail_results where job_id = ${sourceId} and state = 'held') as "heldMessages",
      (select count(*) from job_identities where job_id = ${sourceId}) as identities,
      (select count(*) from job_runs s join job_runs t on t.job_id = ${targetId} and t.external_id = s.external_id
       where s.job_id = ${sourceId} and s.external_id is not null) as twins,
      (select count(*) from (${days(sourceId)} intersect ${days(targetId)}) d) as "sharedDays",
      (select count(*) from ticket_scopes where job_id = ${sourceId})
        + (select count(*) from remark_scopes where job_id = ${sourceId}) as scopes,
      (select count(*) from overrides where job_id = ${sourceId} and removed_at is null) as overrides
  `.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('A count always gives a row')
  return counts
}

/** Leaves a trace of a merged job: its page leads to the one that has its runs now; so do the pages of jobs merged into it before. */
export async function leaveTrace(
  tx: Connection,
  sourceId: number,
  targetId: number,
  at: string,
): Promise<void> {
  await sql`
    update jobs set merged_into_job_id = ${targetId}, archived_at = coalesce(archived_at, ${at}), cove_account_id = null where id = ${sourceId}
  `.execute(tx)
  await sql`delete from job_health where job_id = ${sourceId}`.execute(tx)
  await sql`update jobs set merged_into_job_id = ${targetId} where merged_into_job_id = ${sourceId}`.execute(
    tx,
  )
}

/** The sender keys by which reports of a job are found. */
export async function senderKeysOf(tx: Connection, jobId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('job_identities')
    .select('sender_key')
    .distinct()
    .where('job_id', '=', jobId)
    .execute()
  return rows.map((row) => row.sender_key)
}
