import { changedJobs, jobsLearnedBefore } from './jobs-to-learn.queries.ts'
import { type LearnWorld, learnJobs } from './learn.ts'
import { dropOldPlans } from './save-plan.queries.ts'

/** Jobs that are learned together, in one transaction: so many that their arrivals and plans stay a few megabytes. */
const CHUNK = 100
/** What is beyond waits for the next minute. */
const MOST_AT_ONCE = 50_000
/** Longer than schedules look back, and than a month view needs. */
const PLANS_KEPT_DAYS = 190
const DROPPED_AT_ONCE = 5000

/** Learns the jobs that have new runs, or are watched again, chunk by chunk; returns how many there were. */
export async function learnChangedJobs(world: LearnWorld): Promise<number> {
  const ids = await changedJobs(world.db, MOST_AT_ONCE)
  for (let start = 0; start < ids.length; start += CHUNK)
    await learnJobs(world, ids.slice(start, start + CHUNK))
  return ids.length
}

/**
 * Learns every job anew that was last learned before a time, because time alone changes what is known, and removes plans of long
 * ago. Returns how many jobs there were.
 */
export async function relearnAllJobs(
  world: LearnWorld,
  learnedBefore = hoursBefore(world.clock(), 12),
): Promise<number> {
  let learned = 0
  let last = 0
  for (;;) {
    const ids = await jobsLearnedBefore(world.db, learnedBefore, last, CHUNK)
    if (ids.length === 0) break
    await learnJobs(world, ids)
    learned += ids.length
    last = ids.at(-1) ?? last
  }
  await forgetOldPlans(world)
  return learned
}

async function forgetOldPlans({ db, clock }: LearnWorld): Promise<void> {
  const before = hoursBefore(clock(), PLANS_KEPT_DAYS * 24)
  while ((await dropOldPlans(db, before, DROPPED_AT_ONCE)) === DROPPED_AT_ONCE);
}

function hoursBefore(instant: string, hours: number): string {
  return new Date(Date.parse(instant) - hours * 3_600_000).toISOString()
}
