import type { Connection } from '../../platform/db.ts'
import { withdraw, withdrawEmpty } from './close-missed.ts'
import { answeredSlots, dropSharedSlots, giveRaisedSlots } from './merge-schedules.queries.ts'

/**
 * Gives the misses of a job to the one that it is merged into, in the transaction that gave it the runs: a slot that both missed
 * is one, and what a run of the other answered was not missed.
 */
export async function mergeMisses(
  tx: Connection,
  fromJobId: number,
  toJobId: number,
  now: string,
): Promise<void> {
  const given = await giveRaisedSlots(tx, fromJobId, toJobId)
  await withdrawEmpty(tx, await dropSharedSlots(tx, fromJobId), now)
  const answered = await answeredSlots(
    tx,
    toJobId,
    given.map(({ slotAt }) => slotAt),
  )
  await withdraw(tx, answered, now)
}
