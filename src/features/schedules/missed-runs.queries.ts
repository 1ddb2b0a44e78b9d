import { type Connection, sql } from '../../platform/db.ts'

export type MissedRunRow = {
  run_id: number
  job_id: number
  run_at: string
  time_zone: string | null
  /** The times of its slots that still hold, oldest first; of a report with several jobs each time once. */
  slots: string[]
  in_a_row: number
  jobs: number
  is_silence: boolean
  last_run_at: string | null
  late_run_id: number | null
}

/** Missed runs with what they stand for. */
export async function readMissedRuns(db: Connection, runIds: readonly number[]): Promise<MissedRunRow[]> {
  const { rows } = await sql<MissedRunRow>`
    select r.id as run_id, r.job_id, r.run_at, r.late_run_id, coalesce(j.time_zone, c.time_zone) as time_zone, m.slots, m.in_a_row, m.jobs,
      m.is_silence, m.last_run_at
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    cross join lateral (
      -- Of one report's jobs the slots differ by minutes: those of the job that the run stands at tell the times.
      select coalesce(
          json_agg(to_char(s.slot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') order by s.slot_at) filter (where s.job_id = r.job_id),
          json_agg(to_char(s.slot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') order by s.slot_at)) as slots,
        coalesce(max(s.in_a_row) filter (where s.job_id = r.job_id), max(s.in_a_row)) as in_a_row,
        count(distinct s.job_id) as jobs, coalesce(bool_or(s.explanation ->> 'kind' = 'silence'), false) as is_silence,
        min(s.explanation ->> 'lastRunAt') as last_run_at
      from missed_slots s where s.run_id = r.id and s.withdrawn_at is null) m
    where r.id = any(${[...runIds]}) and r.missed and m.slots is not null
    order by r.id
  `.execute(db)
  return rows
}

/** Writes what missed runs say. */
export async function rewriteMissedRuns(
  tx: Connection,
  told: readonly { run_id: number; run_at: string; missed_count: number; status_text: string }[],
): Promise<void> {
  if (told.length === 0) return
  await sql`
    update job_runs r set run_at = t.run_at, missed_count = t.missed_count, status_text = t.status_text
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t (run_id bigint, run_at timestamptz, missed_count integer, status_text text)
    where r.id = t.run_id
  `.execute(tx)
}

export type NewMissedRun = { job_id: number; run_at: string; missed_count: number; status_text: string }

/** Makes a missed run for each; returns their ids in the given order. */
export async function insertMissedRuns(tx: Connection, runs: readonly NewMissedRun[]): Promise<number[]> {
  if (runs.length === 0) return []
  const { rows } = await sql<{ id: number; job_id: number; run_at: string }>`
    insert into job_runs (job_id, run_at, status, effective_status, missed, missed_count, status_text)
    select job_id, run_at, 'missed', 'missed', true, missed_count, status_text
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as r (
      job_id bigint, run_at timestamptz, missed_count integer, status_text text) order by job_id, run_at
    returning id, job_id, run_at
  `.execute(tx)
  const idOf = new Map(rows.map((row) => [`${row.job_id} ${row.run_at}`, row.id]))
  return runs.flatMap((run) => idOf.get(`${run.job_id} ${run.run_at}`) ?? [])
}

export type NewMissedSlot = {
  job_id: number
  slot_at: string
  run_id: number
  opens_at: string
  window_ends_at: string
  deadline_at: string
  in_a_row: number
  report_id: number | null
  explanation: object
}

/** Notes the slots that missed runs stand for; one that was raised and withdrawn before is raised again. */
export async function insertMissedSlots(
  tx: Connection,
  slots: readonly NewMissedSlot[],
  now: string,
): Promise<void> {
  await sql`
    insert into missed_slots as m (job_id, slot_at, run_id, opens_at, window_ends_at, deadline_at, in_a_row, report_id, explanation, raised_at)
    select job_id, slot_at, run_id, opens_at, window_ends_at, deadline_at, in_a_row, report_id, explanation, ${now}
    from jsonb_to_recordset(${JSON.stringify(slots)}::jsonb) as s (
      job_id bigint, slot_at timestamptz, run_id bigint, opens_at timestamptz, window_ends_at timestamptz, deadline_at timestamptz,
      in_a_row integer, report_id bigint, explanation jsonb)
    order by job_id, slot_at
    on conflict (job_id, slot_at) do update
      set run_id = excluded.run_id, in_a_row = excluded.in_a_row, report_id = excluded.report_id, explanation = excluded.explanation,
        raised_at = excluded.raised_at, withdrawn_at = null
      where m.withdrawn_at is not null
  `.execute(tx)
}
