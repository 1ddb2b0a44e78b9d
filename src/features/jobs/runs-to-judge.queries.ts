import { type Connection, sql } from '../../platform/db.ts'

/** The runs of a job that a rule may speak of; none where it has no rule of its own, unless `always`. */
export async function runsToJudge(tx: Connection, jobId: number, always: boolean): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from job_runs
    where job_id = ${jobId} and not missed
      ${always ? sql`` : sql`and exists (select from overrides where job_id = ${jobId} and removed_at is null and level = 'object')`}
    order by id
  `.execute(tx)
  return rows.map((row) => row.id)
}
