import { type Connection, sql } from '../../platform/db.ts'

export type SettledSlot = {
  jobId: number
  slotAt: string
  arrivedAt: string
  becomes: 'came' | 'late'
}

/** Notes which planned runs came, and when. */
export async function markSettled(tx: Connection, settled: readonly SettledSlot[]): Promise<void> {
  await sql`
    update expected_runs e set state = s.becomes, arrived_at = s."arrivedAt", excuse = null
    from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as s (
      "jobId" bigint, "slotAt" timestamptz, "arrivedAt" timestamptz, becomes text)
    where e.job_id = s."jobId" and e.slot_at = s."slotAt"
  `.execute(tx)
}

export type RaisedSlot = {
  job_id: number
  slot_at: string
  run_id: number | null
  late_run_id: number | null
}

/** The missed runs that stand for these slots, with the run that arrived then. */
export async function readRaised(tx: Connection, slots: readonly SettledSlot[]): Promise<RaisedSlot[]> {
  const { rows } = await sql<RaisedSlot>`
    select m.job_id, m.slot_at, m.run_id,
      (select r.id from job_runs r where r.job_id = m.job_id and r.run_at = s."arrivedAt" and not r.missed order by r.id limit 1) as late_run_id
    from jsonb_to_recordset(${JSON.stringify(slots)}::jsonb) as s ("jobId" bigint, "slotAt" timestamptz, "arrivedAt" timestamptz)
    join missed_slots m on m.job_id = s."jobId" and m.slot_at = s."slotAt" and m.withdrawn_at is null
  `.execute(tx)
  return rows
}

/** The jobs and the run of this missed run's late report: it leaves the queue. Returns the runs that nobody had reviewed before. */
export async function markLate(
  tx: Connection,
  late: readonly { run_id: number; late_run_id: number | null }[],
  now: string,
): Promise<number[]> {
  const { rows } = await sql<{ id: number; was_open: boolean }>`
    update job_runs r set late_run_id = l.late_run_id, reviewed_at = coalesce(r.reviewed_at, ${now})
    from jsonb_to_recordset(${JSON.stringify(late)}::jsonb) as l (run_id bigint, late_run_id bigint),
      (select id, reviewed_at from job_runs where id = any(${late.map((one) => one.run_id)}) order by id for update) o
    where r.id = l.run_id and o.id = r.id and r.late_run_id is null
    returning r.id, o.reviewed_at is null as was_open
  `.execute(tx)
  return rows.filter((row) => row.was_open).map((row) => row.id)
}

/** Marks raised slots as withdrawn; they stay, and say so. */
export async function markWithdrawn(
  tx: Connection,
  slots: readonly RaisedSlot[],
  now: string,
): Promise<void> {
  await sql`
    update missed_slots m set withdrawn_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(slots)}::jsonb) as s (job_id bigint, slot_at timestamptz)
    where m.job_id = s.job_id and m.slot_at = s.slot_at
  `.execute(tx)
}

/** Which of these missed runs stand for nothing any more: all their slots are withdrawn. */
export async function emptyRuns(
  tx: Connection,
  runIds: readonly number[],
): Promise<{ id: number; job_id: number }[]> {
  const { rows } = await sql<{ id: number; job_id: number }>`
    select id, job_id from job_runs r
    where id = any(${[...runIds]}) and missed
      and not exists (select from missed_slots m where m.run_id = r.id and m.withdrawn_at is null)
    order by id for update
  `.execute(tx)
  return rows
}

/** Deletes missed runs whose reports turned out to have come. */
export async function deleteRuns(tx: Connection, runIds: readonly number[]): Promise<void> {
  if (runIds.length > 0) await sql`delete from job_runs where id = any(${[...runIds]})`.execute(tx)
}
