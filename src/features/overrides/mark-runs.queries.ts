import { type Connection, sql } from '../../platform/db.ts'

type By = { userId: number | null; name: string; at: string }

/** Of these runs those that a mark would make a success. */
export async function markableRuns(
  tx: Connection,
  runIds: readonly number[],
): Promise<{ id: number; job_id: number; run_at: string }[]> {
  const { rows } = await sql<{ id: number; job_id: number; run_at: string }>`
    select r.id, r.job_id, r.run_at from job_runs r
    where r.id = any(${[...runIds]}) and r.status in ('warning', 'failed') and r.effective_status <> 'success' and not r.missed
      and not r.unverified_sender
    order by r.id
  `.execute(tx)
  return rows
}

/** A rule for each run, about it as it is now; returns their ids. */
export async function insertMarks(
  tx: Connection,
  runIds: readonly number[],
  comment: string,
  by: By,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into overrides (level, run_id, job_id, match_status, match_mode, treat_as_success, valid_from, comment,
      created_by_user_id, created_by_name, created_at)
    select 'run', r.id, r.job_id, r.status, 'contains', true, r.run_at, ${comment}, ${by.userId}, ${by.name}, ${by.at}
    from job_runs r where r.id = any(${[...runIds]}) order by r.id
    returning id
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** The same rule for each job, from its own instant on; returns their ids. */
export async function insertJobRules(
  tx: Connection,
  jobs: readonly { job_id: number; valid_from: string }[],
  rule: { text: string; mode: string; validUntil: string | null; comment: string },
  by: By,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into overrides (level, job_id, match_text, match_mode, treat_as_success, valid_from, valid_until, comment,
      created_by_user_id, created_by_name, created_at)
    select 'object', j.job_id, ${rule.text === '' ? null : rule.text}, ${rule.mode}, true, j.valid_from, ${rule.validUntil}, ${rule.comment},
      ${by.userId}, ${by.name}, ${by.at}
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as j (job_id bigint, valid_from timestamptz) order by j.job_id
    returning id
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** The runs that these rules may speak of: of their own run, or of their job since they hold. */
export async function runsOfRules(tx: Connection, overrideIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select v.run_id as id from overrides v where v.id = any(${[...overrideIds]}) and v.level = 'run'
    union
    select r.id from overrides v join job_runs r on r.job_id = v.job_id and r.run_at >= v.valid_from
    where v.id = any(${[...overrideIds]}) and v.level = 'object' and not r.missed and r.status in ('warning', 'failed')
    order by id
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Removes those of these rules that this person made; returns the ids of what was removed. */
export async function removeOwn(
  tx: Connection,
  overrideIds: readonly number[],
  userId: number | null,
  at: string,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update overrides set removed_at = ${at}
    where id = any(${[...overrideIds]}) and created_by_user_id is not distinct from ${userId} and removed_at is null
    returning id
  `.execute(tx)
  return rows.map(({ id }) => id)
}
