import { type Connection, sql } from '../../platform/db.ts'
import { IS_ARRIVAL } from './job-facts.queries.ts'
import type { SettledSlot } from './settle.queries.ts'

/** The schedules of these jobs, locked until the transaction ends: nobody learns, pins or plans them meanwhile. */
export async function lockSchedules(tx: Connection, jobIds: readonly number[]): Promise<void> {
  await sql`select from job_schedules where job_id = any(${[...jobIds]}) order by job_id for update`.execute(
    tx,
  )
}

/** Removes what was learned, pinned and expected of a job. */
export async function deleteSchedule(tx: Connection, jobId: number): Promise<void> {
  await sql`delete from expected_runs where job_id = ${jobId}`.execute(tx)
  await sql`delete from job_schedules where job_id = ${jobId}`.execute(tx)
}

/** Gives the slots that were raised for one job to another one, which keeps its own where both have the same; returns those that still hold. */
export async function giveRaisedSlots(
  tx: Connection,
  fromJobId: number,
  toJobId: number,
): Promise<{ slotAt: string }[]> {
  const { rows } = await sql<{ slotAt: string; holds: boolean }>`
    update missed_slots m set job_id = ${toJobId}
    where m.job_id = ${fromJobId}
      and not exists (select from missed_slots there where there.job_id = ${toJobId} and there.slot_at = m.slot_at)
    returning m.slot_at as "slotAt", m.withdrawn_at is null as holds
  `.execute(tx)
  return rows.filter((row) => row.holds)
}

/** Which of these raised slots of a job a run answered in time. */
export async function answeredSlots(
  tx: Connection,
  jobId: number,
  slots: readonly string[],
): Promise<SettledSlot[]> {
  const { rows } = await sql<SettledSlot>`
    select m.job_id as "jobId", m.slot_at as "slotAt", a.run_at as "arrivedAt", 'came' as becomes
    from missed_slots m cross join lateral (
      select r.run_at from job_runs r
      where r.job_id = m.job_id and r.run_at >= coalesce(m.opens_at, m.slot_at) and r.run_at <= m.deadline_at and ${IS_ARRIVAL}
      order by r.run_at limit 1) a
    where m.job_id = ${jobId} and m.slot_at = any(${[...slots]}::timestamptz[])
    order by m.slot_at
  `.execute(tx)
  return rows
}

/** Slots of a job that another one has, too, with the runs that stood for them: those go with the slots. */
export async function dropSharedSlots(tx: Connection, fromJobId: number): Promise<number[]> {
  const { rows } = await sql<{ run_id: number | null }>`
    delete from missed_slots where job_id = ${fromJobId} returning run_id
  `.execute(tx)
  return [...new Set(rows.flatMap((row) => row.run_id ?? []))]
}
