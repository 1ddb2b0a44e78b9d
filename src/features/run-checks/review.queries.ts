import { type Connection, sql } from '../../platform/db.ts'
import { claimedByOthers } from '../claims/index.ts'
import { afterCoveSuccess } from '../runs/index.ts'

/** Marks those of the runs that are not yet reviewed and whose job no colleague is busy with; returns which. */
export async function markReviewed(
  tx: Connection,
  runIds: readonly number[],
  userId: number | null,
  at: string,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update job_runs r set reviewed_at = ${at}, reviewed_by_user_id = ${userId}
    from (
      select r.id from job_runs r
      where r.id = any(${[...runIds]}) and r.reviewed_at is null and not ${claimedByOthers(userId, at)}
      order by r.id for update
    ) o
    where r.id = o.id returning r.id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/** The open runs that the queue hides behind a complete success of their day, of the jobs that these runs belong to: who reviews those reviews them along. */
export async function hiddenBeside(
  tx: Connection,
  runIds: readonly number[],
  zone: string,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where r.reviewed_at is null and ${afterCoveSuccess(zone)}
      and r.job_id in (select s.job_id from job_runs s where s.id = any(${[...runIds]}))
  `.execute(tx)
  return rows.map((row) => row.id)
}

export type LeftRun = { id: number; reviewed: boolean; claimed_by: string | null }

/** Of runs that were not marked: those that exist, and why they were left. */
export async function leftRuns(
  tx: Connection,
  runIds: readonly number[],
  userId: number | null,
  now: string,
): Promise<Map<number, LeftRun>> {
  const { rows } = await sql<LeftRun>`
    select r.id, r.reviewed_at is not null as reviewed, coalesce(nullif(u.display_name, ''), u.username) as claimed_by
    from job_runs r
    left join run_check_claims k on k.job_id = r.job_id and k.expires_at > ${now} and k.user_id is distinct from ${userId}::bigint
    left join users u on u.id = k.user_id
    where r.id = any(${[...runIds]})
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Opens the runs again whose newest event is the review of this batch by this person; returns which. */
export async function reopenBatch(tx: Connection, batchId: string, userId: number | null): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update job_runs r set reviewed_at = null, reviewed_by_user_id = null
    from job_run_review_events e
    where e.batch_id = ${batchId} and e.action = 'reviewed' and e.user_id is not distinct from ${userId}
      and r.id = e.run_id and r.reviewed_at is not null
      and not exists (select from job_run_review_events newer where newer.run_id = e.run_id and newer.id > e.id)
    returning r.id
  `.execute(tx)
  return rows.map((row) => row.id)
}
