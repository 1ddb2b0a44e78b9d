import { type Connection, sql } from '../../platform/db.ts'
import { HELD_HOURS } from './source-states.queries.ts'

export type OpenMissedRow = { run_id: number; job_id: number; run_at: string; report_id: number | null }

/** Missed runs that nobody has reviewed and no late report closed, of these jobs or these reports. */
export async function openMissed(
  tx: Connection,
  of: { jobIds: readonly number[]; reportIds: readonly number[] },
): Promise<OpenMissedRow[]> {
  const { rows } = await sql<OpenMissedRow>`
    with found as (
      select r.id from job_runs r where r.job_id = any(${[...of.jobIds]}) and r.missed and r.reviewed_at is null and r.late_run_id is null
      union
      select m.run_id from missed_slots m where m.report_id = any(${[...of.reportIds]}) and m.withdrawn_at is null
    )
    select r.id as run_id, r.job_id, r.run_at, (
      select max(m.report_id) from missed_slots m where m.run_id = r.id and m.withdrawn_at is null) as report_id
    from found f join job_runs r on r.id = f.id
    where r.missed and r.reviewed_at is null and r.late_run_id is null
    order by r.run_at, r.id for update of r
  `.execute(tx)
  return rows
}

/** Notes that an incident no longer holds back what is missing. */
export async function noteRaisedAnyway(tx: Connection, now: string): Promise<void> {
  await sql`
    update ingest_incidents set missed_raised_at = ${now}
    where closed_at is null and missed_raised_at is null and opened_at <= ${now}::timestamptz - make_interval(hours => ${HELD_HOURS})
  `.execute(tx)
}

/** After our own new runs of these jobs: they are seen, and need no other look. */
export async function markSeen(tx: Connection, jobIds: readonly number[]): Promise<void> {
  await sql`
    update job_schedules s set seen_run_count = coalesce(h.run_count, 0), seen_last_run_id = h.last_run_id
    from job_health h where h.job_id = s.job_id and s.job_id = any(${[...jobIds]})
  `.execute(tx)
}
