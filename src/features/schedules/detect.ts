import type { World } from '../../app/world.ts'
import { readSettings } from '../settings/index.ts'
import { claimMissed, excuseSlots, jobsToJudge } from './due.queries.ts'
import { learnChangedJobs } from './follow.ts'
import { learnJobs } from './learn.ts'
import { noteRaisedAnyway } from './open-missed.queries.ts'
import { raiseMissed } from './raise-missed.ts'
import { refreshNextExpected } from './save-plan.queries.ts'
import { settleJobs } from './settle.ts'

type DetectWorld = Pick<World, 'db' | 'clock'>

/**
 * Raises what was due, can be judged and did not come, for all jobs at once; returns how many missed runs are new. First the
 * jobs with new runs are looked at, so that no run is overlooked. May run at any time: each slot is raised once.
 * Jobs that cannot be learned are not judged; they are told by an error when all others are.
 */
export async function detectMissed(world: DetectWorld): Promise<number> {
  const trouble = await learnChangedJobs(world).then(
    () => null,
    (error: unknown) => ({ error }),
  )
  const raised = await judge(world, null)
  if (trouble) throw trouble.error
  return raised
}

/** The same for one job, now. */
export async function detectMissedOfJob(world: DetectWorld, jobId: number): Promise<number> {
  await learnJobs(world, [jobId])
  return judge(world, jobId)
}

async function judge({ db, clock }: DetectWorld, jobId: number | null): Promise<number> {
  const { ui_timezone } = await readSettings({ db })
  const asked = { now: clock(), zone: ui_timezone, jobId }
  return db.transaction().execute(async (tx) => {
    const excused = await excuseSlots(tx, asked)
    const toJudge = await jobsToJudge(tx, asked)
    await settleJobs(tx, toJudge, asked.now)
    const missed = await claimMissed(tx, asked)
    const raised = await raiseMissed(tx, missed, asked.now)
    await refreshNextExpected(tx, [...new Set([...excused, ...toJudge])])
    await noteRaisedAnyway(tx, asked.now)
    return raised
  })
}
