import { readArrivals } from '../../domain/schedule/arrivals.ts'
import { localClock } from '../../domain/schedule/local-clock.ts'
import { settle } from '../../domain/schedule/settle.ts'
import type { Connection } from '../../platform/db.ts'
import { closeLate, withdraw } from './close-missed.ts'
import { readUnsettled } from './job-facts.queries.ts'
import { markSettled } from './settle.queries.ts'

/**
 * Gives the runs that came to what was planned for these jobs, in the caller's transaction. A run that had been raised as missed
 * is withdrawn when its report had only waited, and closed when it arrived late.
 */
export async function settleJobs(tx: Connection, jobIds: readonly number[], now: string): Promise<void> {
  if (jobIds.length === 0) return
  const unsettled = await readUnsettled(tx, jobIds, now)
  const settled = unsettled.flatMap(({ job_id, planned, arrivals }) =>
    settle(planned, readArrivals(arrivals, UTC)).map((one) => ({
      jobId: job_id,
      slotAt: iso(one.at),
      arrivedAt: iso(one.arrival),
      becomes: one.becomes,
      wasMissed: one.wasMissed,
    })),
  )
  if (settled.length === 0) return
  await markSettled(tx, settled)
  const missed = settled.filter((one) => one.wasMissed)
  await withdraw(
    tx,
    missed.filter((one) => one.becomes === 'came'),
    now,
  )
  await closeLate(
    tx,
    missed.filter((one) => one.becomes === 'late'),
    now,
  )
}

// Which arrival belongs to which planned run doesn't depend on a zone: the plan is in instants.
const UTC = localClock('UTC')

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
