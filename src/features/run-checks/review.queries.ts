import { type Connection, sql } from '../../platform/db.ts'

/** Marks those of the runs that are not yet reviewed; returns which. */
export async function markReviewed(
  tx: Connection,
  runIds: readonly number[],
  userId: number | null,
  at: string,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update job_runs r set reviewed_at = ${at}, reviewed_by_user_id = ${userId}
    from (select id from job_runs where id = any(${[...runIds]}) and reviewed_at is null order by id for update) o
    where r.id = o.id returning r.id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/** Which of these runs exist at all. */
export async function existingRuns(tx: Connection, runIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('job_runs')
    .select('id')
    .where(sql<boolean>`id = any(${[...runIds]})`)
    .execute()
  return new Set(rows.map((row) => row.id))
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
