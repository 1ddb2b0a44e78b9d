import { type Connection, sql } from '../../platform/db.ts'
import { NOT_WATCHED } from './job-facts.queries.ts'

/** Jobs whose runs, or whether they are watched, changed since they were last looked at; in order of their ids. */
export async function changedJobs(db: Connection, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select j.id from jobs j join customers c on c.id = j.customer_id
    left join job_health h on h.job_id = j.id left join job_schedules s on s.job_id = j.id
    where s.job_id is null or s.seen_run_count is distinct from coalesce(h.run_count, 0) or s.seen_last_run_id is distinct from h.last_run_id
      or s.not_watched is distinct from ${NOT_WATCHED}
    order by j.id limit ${limit}
  `.execute(db)
  return rows.map((row) => row.id)
}

/** The next jobs, in order of their ids, that were last learned before a time. */
export async function jobsLearnedBefore(
  db: Connection,
  before: string,
  afterId: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select j.id from jobs j left join job_schedules s on s.job_id = j.id
    where j.id > ${afterId} and (s.learned_at is null or s.learned_at < ${before}) order by j.id limit ${limit}
  `.execute(db)
  return rows.map((row) => row.id)
}
