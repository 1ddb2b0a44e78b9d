import type { Actor } from '../../domain/actor.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { RUN_BEFORE } from './twin-runs.queries.ts'

export type DoomedJob = {
  id: number
  name: string
  customer_id: number
  customer_name: string
  backup_software: string
  backup_type: string
  merged_into_job_id: number | null
  run_count: number
}

/** A job, locked so that nothing that names it can be added; what others were adding is there. */
export async function lockDoomedJob(tx: Connection, id: number): Promise<DoomedJob | undefined> {
  await sql`select from jobs where id = ${id} for update`.execute(tx)
  const { rows } = await sql<DoomedJob>`
    select j.id, coalesce(j.display_name, j.job_name) as name, j.customer_id, c.name as customer_name, j.backup_software, j.backup_type,
      j.merged_into_job_id, (select count(*) from job_runs r where r.job_id = j.id) as run_count
    from jobs j join customers c on c.id = j.customer_id where j.id = ${id}
  `.execute(tx)
  return rows[0]
}

/** Puts the messages of a job back into the Inbox, its results undecided; deleted ones stay deleted. Returns how many came back. */
export async function returnMessages(tx: Connection, jobId: number): Promise<number> {
  const { rows } = await sql<{ returned: number }>`
    with undecided as (
      update mail_results set state = 'open', job_id = null where job_id = ${jobId} and state <> 'ignored' returning mail_message_id
    ), theirs as (
      select mail_message_id as id from undecided union select id from mail_messages where job_id = ${jobId}
      union select mail_message_id from job_runs where job_id = ${jobId} and mail_message_id is not null
    ), returned as (
      update mail_messages m set job_id = null, location = case when location = 'deleted' then 'deleted' else 'inbox' end
      where m.id in (select id from theirs) returning m.location
    )
    select count(*) as returned from returned where location = 'inbox'
  `.execute(tx)
  return rows[0]?.returned ?? 0
}

/** Notes in the evidence of every reviewed run of a job that it is deleted, and what it was; returns how many. */
export async function noteDeleted(
  tx: Connection,
  job: DoomedJob,
  by: { actor: Actor; batchId: string; at: string },
): Promise<number> {
  const result = await sql`
    insert into job_run_review_events (run_id, job_id, customer_id, user_id, user_name, action, batch_id, at, before_state)
    select r.id, r.job_id, ${job.customer_id}::bigint, ${by.actor.userId}::bigint, ${by.actor.name}, 'deleted', ${by.batchId}::uuid, ${by.at}::timestamptz,
      ${RUN_BEFORE} || ${JSON.stringify({ job: job.name, software: job.backup_software, type: job.backup_type })}::jsonb
    from job_runs r where r.job_id = ${job.id} and r.reviewed_at is not null order by r.id
  `.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Deletes a job with its runs, and what was left of jobs that were merged into it. */
export async function deleteJobRows(tx: Connection, id: number): Promise<void> {
  await sql`delete from overrides where job_id = ${id}`.execute(tx)
  await sql`delete from job_runs where job_id = ${id}`.execute(tx)
  await sql`delete from jobs where merged_into_job_id = ${id}`.execute(tx)
  await sql`delete from jobs where id = ${id}`.execute(tx)
}
