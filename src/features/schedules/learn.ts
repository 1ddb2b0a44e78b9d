import { setImmediate } from 'node:timers/promises'
import type { World } from '../../app/world.ts'
import { type LocalClock, localClock } from '../../domain/schedule/local-clock.ts'
import type { Connection } from '../../platform/db.ts'
import { readSettings } from '../settings/index.ts'
import { readExcused } from './excused.queries.ts'
import { lockJobFacts, readArrivalTimes, readOpened } from './job-facts.queries.ts'
import { type LearnedJob, type Learning, learnJob } from './learn-job.ts'
import { dropPlans, refreshNextExpected, saveLearned, savePlan } from './save-plan.queries.ts'
import { settleJobs } from './settle.ts'

export type LearnWorld = Pick<World, 'db' | 'clock'>

/** Other work gets its turn after so many jobs. */
const JOBS_IN_A_ROW = 5

/**
 * Learns when the runs of these jobs come, plans what to expect of them in the days ahead, and gives the runs that came to what
 * was planned; in one transaction, the jobs locked meanwhile. May run at any time and any number of times.
 */
export async function learnJobs({ db, clock }: LearnWorld, jobIds: readonly number[]): Promise<void> {
  if (jobIds.length === 0) return
  const settings = await readSettings({ db })
  const learning: Learning = {
    defaults: { zone: settings.ui_timezone, graceMinutes: settings.missed_grace_minutes },
    now: clock(),
    clockOf: clocks(),
  }
  await db.transaction().execute((tx) => learnInTurn(tx, jobIds, learning))
}

async function learnInTurn(tx: Connection, jobIds: readonly number[], learning: Learning): Promise<void> {
  const facts = await lockJobFacts(tx, jobIds, learning.now)
  const ids = facts.map((job) => job.job_id)
  const arrivals = await readArrivalTimes(tx, ids, learning.now)
  const opened = await readOpened(tx, ids, learning.now)
  const excused = await readExcused(tx, ids, learning.now)
  const learned: LearnedJob[] = []
  for (const [index, job] of facts.entries()) {
    if (index % JOBS_IN_A_ROW === 0) await setImmediate()
    const past = {
      times: arrivals.get(job.job_id) ?? [],
      opened: opened.get(job.job_id) ?? [],
      excused: excused.get(job.job_id),
    }
    learned.push(learnJob(job, past, learning))
  }
  await saveLearned(
    tx,
    learned.map(({ row }) => row),
    learning.now,
  )
  const watched = facts.filter((job) => job.not_watched === null).map((job) => job.job_id)
  await savePlan(
    tx,
    watched,
    learned.flatMap(({ plan }) => plan),
    learning.now,
  )
  await dropPlans(
    tx,
    ids.filter((id) => !watched.includes(id)),
  )
  await settleJobs(tx, watched, learning.now)
  await refreshNextExpected(tx, ids)
}

/** One clock a zone: it remembers when the zone's own clock changes. */
function clocks(): (zone: string) => LocalClock {
  const known = new Map<string, LocalClock>()
  return (zone) => {
    const clock = known.get(zone) ?? localClock(zone)
    known.set(zone, clock)
    return clock
  }
}
