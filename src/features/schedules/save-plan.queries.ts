import { type Connection, sql } from '../../platform/db.ts'

/** What was learned of one job, as it is stored; instants in ISO. */
export type LearnedRow = {
  job_id: number
  kind: string
  learned: object | null
  words: string
  learned_from_run_count: number
  judged_from: string | null
  planned_until: string | null
  not_watched: string | null
  source_id: number | null
  seen_run_count: number | null
  seen_last_run_id: number | null
}

/** Stores what was learned. */
export async function saveLearned(tx: Connection, rows: readonly LearnedRow[], now: string): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update job_schedules s
    set kind = l.kind, learned = l.learned, words = l.words, learned_from_run_count = l.learned_from_run_count, learned_at = ${now},
      judged_from = l.judged_from, planned_until = l.planned_until, not_watched = l.not_watched, source_id = l.source_id,
      seen_run_count = l.seen_run_count, seen_last_run_id = l.seen_last_run_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l (
      job_id bigint, kind text, learned jsonb, words text, learned_from_run_count integer, judged_from timestamptz, planned_until timestamptz,
      not_watched text, source_id bigint, seen_run_count bigint, seen_last_run_id bigint)
    where s.job_id = l.job_id and s.job_id = any(${rows.map((row) => row.job_id)})
  `.execute(tx)
}

export type PlanRow = {
  job_id: number
  slot_at: string
  opens_at: string
  closes_at: string
  deadline_at: string
  kind: string
  slot: object | null
}

/**
 * Makes the plan of these jobs the given one: what is not in it any more goes as long as its window has not opened, and silences
 * always do; what is judged already stays as it is. Rows that did not change are not written.
 */
export async function savePlan(
  tx: Connection,
  jobIds: readonly number[],
  plan: readonly PlanRow[],
  now: string,
): Promise<void> {
  await sql`
    with p as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(plan)}::jsonb) as r (
        job_id bigint, slot_at timestamptz, opens_at timestamptz, closes_at timestamptz, deadline_at timestamptz, kind text, slot jsonb)
    ), gone as (
      delete from expected_runs e
      where e.job_id = any(${[...jobIds]}) and e.state = 'open' and (e.opens_at > ${now} or e.kind = 'silence')
        and not exists (select from p where p.job_id = e.job_id and p.slot_at = e.slot_at)
    )
    insert into expected_runs as e (job_id, slot_at, opens_at, closes_at, deadline_at, kind, slot)
    select job_id, slot_at, opens_at, closes_at, deadline_at, kind, slot from p order by job_id, slot_at
    on conflict (job_id, slot_at) do update
      set opens_at = excluded.opens_at, closes_at = excluded.closes_at, deadline_at = excluded.deadline_at, kind = excluded.kind, slot = excluded.slot
      where e.state = 'open' and (e.opens_at, e.closes_at, e.deadline_at, e.kind, e.slot)
        is distinct from (excluded.opens_at, excluded.closes_at, excluded.deadline_at, excluded.kind, excluded.slot)
  `.execute(tx)
}

/** Takes the open plan of jobs of which nothing is expected any more. */
export async function dropPlans(tx: Connection, jobIds: readonly number[]): Promise<void> {
  if (jobIds.length === 0) return
  await sql`delete from expected_runs where job_id = any(${[...jobIds]}) and state = 'open'`.execute(tx)
}

/** Notes for each of these jobs the next slot that waits for its run. */
export async function refreshNextExpected(tx: Connection, jobIds: readonly number[]): Promise<void> {
  await sql`
    update job_schedules s set next_expected_at = n.slot_at
    from (
      select a.job_id, (select min(e.slot_at) from expected_runs e where e.job_id = a.job_id and e.state = 'open') as slot_at
      from unnest(${[...jobIds]}::bigint[]) as a (job_id)) n
    where s.job_id = n.job_id and s.job_id = any(${[...jobIds]}) and s.next_expected_at is distinct from n.slot_at
  `.execute(tx)
}

/** Removes what was planned, and judged or not, before a time; returns how many at most `limit` rows. */
export async function dropOldPlans(db: Connection, before: string, limit: number): Promise<number> {
  const { rows } = await sql`
    delete from expected_runs e using (
      select job_id, slot_at from expected_runs where slot_at < ${before} order by slot_at limit ${limit}) o
    where e.job_id = o.job_id and e.slot_at = o.slot_at returning 1
  `.execute(db)
  return rows.length
}
