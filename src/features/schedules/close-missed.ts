import { randomUUID } from 'node:crypto'
import { SYSTEM } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { appendReviewEvents, refreshJobHealth } from '../runs/index.ts'
import { retellMissed } from './retell-missed.ts'
import {
  deleteRuns,
  emptyRuns,
  markLate,
  markWithdrawn,
  readRaised,
  type SettledSlot,
} from './settle.queries.ts'

/**
 * The report of a slot that was raised had come in time and only waited: the slot is withdrawn. A missed run without any slot left
 * is deleted, and its review event keeps what it was; one that stands for more goes on with those.
 */
export async function withdraw(tx: Connection, slots: readonly SettledSlot[], now: string): Promise<void> {
  const raised = slots.length > 0 ? await readRaised(tx, slots) : []
  if (raised.length === 0) return
  await markWithdrawn(tx, raised, now)
  await withdrawEmpty(tx, [...new Set(raised.flatMap((slot) => slot.run_id ?? []))], now)
}

/** Deletes those of these missed runs that stand for no slot any more, and lets the others say what they stand for now. */
export async function withdrawEmpty(tx: Connection, runIds: readonly number[], now: string): Promise<void> {
  if (runIds.length === 0) return
  const empty = await emptyRuns(tx, runIds)
  const gone = new Set(empty.map((run) => run.id))
  await appendReviewEvents(tx, events([...gone], 'withdrawn', now))
  await deleteRuns(tx, [...gone])
  await retellMissed(
    tx,
    runIds.filter((id) => !gone.has(id)),
  )
  await refreshJobHealth(tx, lostRuns(empty))
  await publish(tx, 'run-checks')
}

/** The report of a missed run came after all, too late: the run stays missed, says by which run it was late, and leaves the queue. */
export async function closeLate(tx: Connection, slots: readonly SettledSlot[], now: string): Promise<void> {
  const raised = slots.length > 0 ? await readRaised(tx, slots) : []
  const late = raised.flatMap(({ run_id, late_run_id }) => (run_id === null ? [] : [{ run_id, late_run_id }]))
  if (late.length === 0) return
  const closed = await markLate(tx, late, now)
  await appendReviewEvents(tx, events(closed, 'arrived late', now))
  await publish(tx, 'run-checks')
}

function events(runIds: readonly number[], action: 'withdrawn' | 'arrived late', at: string) {
  const batch = randomUUID()
  return runIds.map((id) => ({
    run_id: id,
    user_id: SYSTEM.userId,
    user_name: SYSTEM.name,
    action,
    batch_id: batch,
    at,
  }))
}

function lostRuns(runs: readonly { job_id: number }[]): Map<number, number> {
  const lost = new Map<number, number>()
  for (const { job_id } of runs) lost.set(job_id, (lost.get(job_id) ?? 0) - 1)
  return lost
}
