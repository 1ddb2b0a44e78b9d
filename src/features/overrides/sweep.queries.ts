import type { OverrideScope } from '../../domain/override.ts'
import { type Connection, sql } from '../../platform/db.ts'
import type { Place, Span } from './candidates.queries.ts'

export type Sweep = Span & {
  id: number
  overrideId: number
  scope: OverrideScope
  downTo: Place
  examined: number
  total: number | null
}

/** Notes that older runs of a rule's scope are still to be judged. */
export async function insertSweep(
  tx: Connection,
  overrideId: number,
  span: Span,
  place: Place,
  at: string,
): Promise<number> {
  const row = await tx
    .insertInto('override_sweeps')
    .values({
      override_id: overrideId,
      starts_at: span.startsAt,
      ends_at: span.endsAt,
      with_successes: span.withSuccesses,
      down_to_run_at: place.runAt,
      down_to_run_id: place.id,
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A sweep that is not at its end. */
export async function readSweep(db: Connection, id: number): Promise<Sweep | undefined> {
  const { rows } = await sql<Omit<Sweep, 'scope' | 'downTo'> & OverrideScope & { at: string; atId: number }>`
    select s.id, s.override_id as "overrideId", s.starts_at as "startsAt", s.ends_at as "endsAt", s.with_successes as "withSuccesses",
      s.down_to_run_at as at, s.down_to_run_id as "atId", s.examined, s.total,
      v.level, v.run_id as "runId", v.job_id as "jobId", v.customer_object_id as "objectId", v.backup_software as software, v.backup_type as type
    from override_sweeps s join overrides v on v.id = s.override_id where s.id = ${id} and s.finished_at is null
  `.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { at, atId, level, runId, jobId, objectId, software, type, ...sweep } = row
  return {
    ...sweep,
    scope: { level, runId, jobId, objectId, software, type },
    downTo: { runAt: at, id: atId },
  }
}

/** Goes on from one place to the next; false when somebody else did so meanwhile. */
export async function advanceSweep(
  tx: Connection,
  sweep: Pick<Sweep, 'id' | 'downTo'>,
  next: { downTo: Place; examined: number },
): Promise<boolean> {
  const { rows } = await sql`
    update override_sweeps
    set down_to_run_at = ${next.downTo.runAt}, down_to_run_id = ${next.downTo.id}, examined = examined + ${next.examined}
    where id = ${sweep.id} and finished_at is null and down_to_run_id = ${sweep.downTo.id} and down_to_run_at = ${sweep.downTo.runAt}
    returning id
  `.execute(tx)
  return rows.length === 1
}

/** Adds to how many runs a sweep changed. */
export async function noteChanged(tx: Connection, id: number, changed: number): Promise<void> {
  await sql`update override_sweeps set changed = changed + ${changed} where id = ${id}`.execute(tx)
}

/** Notes how many runs there are to judge. */
export async function setTotal(db: Connection, id: number, total: number): Promise<void> {
  await db.updateTable('override_sweeps').set({ total }).where('id', '=', id).execute()
}

/** Closes a sweep. */
export async function finishSweep(tx: Connection, id: number, at: string): Promise<void> {
  await tx.updateTable('override_sweeps').set({ finished_at: at }).where('id', '=', id).execute()
}

/** Sweeps that are not at their end, oldest first. */
export async function unfinishedSweeps(db: Connection): Promise<number[]> {
  const rows = await db
    .selectFrom('override_sweeps')
    .select('id')
    .where('finished_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Removes sweeps that ended before this time. */
export async function removeOldSweeps(db: Connection, before: string): Promise<void> {
  await db.deleteFrom('override_sweeps').where('finished_at', '<', before).execute()
}
