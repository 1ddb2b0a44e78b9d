import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
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

/**
 * Learns the jobs that have new runs, or are watched again, chunk by chunk; returns how many there were.
 * One that cannot be learned is told at the end, by an error: it keeps no other from being learned.
 */
export async function learnChangedJobs(world: LearnWorld): Promise<number> {
  const ids = await changedJobs(world.db, MOST_AT_ONCE)
  const failures: Failure[] = []
  for (let start = 0; start < ids.length; start += CHUNK)
    failures.push(...(await learnEach(world, ids.slice(start, start + CHUNK))))
  tell(failures)
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
  const failures: Failure[] = []
  let learned = 0
  let last = 0
  for (;;) {
    const ids = await jobsLearnedBefore(world.db, learnedBefore, last, CHUNK)
    if (ids.length === 0) break
    failures.push(...(await learnEach(world, ids)))
    learned += ids.length
    last = ids.at(-1) ?? last
  }
  await forgetOldPlans(world)
  tell(failures)
  return learned
}

type Failure = { jobId: number; error: unknown }

/** Together; when that fails, one by one, and returns what stood in the way. */
async function learnEach(world: LearnWorld, ids: readonly number[]): Promise<Failure[]> {
  try {
    await learnJobs(world, ids)
    return []
  } catch (error) {
    const [jobId = 0] = ids
    if (isDatabaseTrouble(error)) throw error
    if (ids.length === 1) return [{ jobId, error }]
    const failures: Failure[] = []
    for (const id of ids) failures.push(...(await learnEach(world, [id])))
    return failures
  }
}

const TOLD = 5

function tell(failures: readonly Failure[]): void {
  if (failures.length === 0) return
  const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
  const first = failures
    .slice(0, TOLD)
    .map(({ jobId, error }) => `job ${jobId} could not be learned: ${wordsOf(error)}`)
  const more = failures.length > TOLD ? [`and ${failures.length - TOLD} more`] : []
  throw new Error([...first, ...more].join('; '), { cause: failures[0]?.error })
}

async function forgetOldPlans({ db, clock }: LearnWorld): Promise<void> {
  const before = hoursBefore(clock(), PLANS_KEPT_DAYS * 24)
  while ((await dropOldPlans(db, before, DROPPED_AT_ONCE)) === DROPPED_AT_ONCE);
}

function hoursBefore(instant: string, hours: number): string {
  return new Date(Date.parse(instant) - hours * 3_600_000).toISOString()
}
