import type { Excused } from './excused.ts'
import { firstAfter } from './statistics.ts'
import { DAY, MINUTE, MINUTES_A_DAY } from './units.ts'

/** How faithfully a lane was kept since its first run. */
export type Rhythm = {
  hits: number
  opportunities: number
  /** How many of its latest opportunities, in a row, passed without a run although the job went on around them. */
  missedInRow: number
  /** Every other opportunity of late had a run: once a week became once in two weeks. */
  alternates: boolean
}

export type Last = { day: number; offset: number }

/** Came, not, came, not, came, not, came: fewer could be runs that were lost. */
const LATEST_OPPORTUNITIES = 7

/**
 * Weighs the days on which a lane had its run against those on which it could have had one. `days` are the days of its runs and
 * `jobDays` those of all runs of the job, ascending; excused days are no opportunities, and nothing counts after the job's last run, when
 * all is silent.
 */
export function rhythmOf(
  days: readonly number[],
  {
    cycleDays,
    until,
    last,
    jobDays,
    usual,
    isExcused,
  }: {
    cycleDays: number
    until: number
    last: Last
    jobDays: readonly number[]
    /** Minutes from local midnight of a day to the time of its run. */
    usual: number
    isExcused: Excused
  },
): Rhythm {
  const hitDays = new Set(days)
  const end = last.day * MINUTES_A_DAY + last.offset
  const course: boolean[] = []
  const witnessed: boolean[] = []
  for (let day = days[0] ?? Number.POSITIVE_INFINITY; day <= last.day; day += cycleDays) {
    const hit = hitDays.has(day)
    if (!hit && day * MINUTES_A_DAY + until > end) break
    if (!hit && isExcused(day * DAY + usual * MINUTE)) continue
    course.push(hit)
    if (hit || wentOnAround(jobDays, day, cycleDays / 2)) witnessed.push(hit)
  }
  const latest = course.slice(-LATEST_OPPORTUNITIES)
  return {
    hits: hitDays.size,
    opportunities: course.length,
    missedInRow: witnessed.length - 1 - witnessed.lastIndexOf(true),
    alternates:
      latest.length === LATEST_OPPORTUNITIES && latest.every((hit, index) => hit === (index % 2 === 0)),
  }
}

/** In a holiday the whole job is silent, and that says nothing against one of its slots. */
function wentOnAround(jobDays: readonly number[], day: number, reach: number): boolean {
  return (jobDays[firstAfter(jobDays, day - reach)] ?? Number.POSITIVE_INFINITY) < day + reach
}
