import { type Arrival, arrivalsBetween } from './arrivals.ts'
import { assign } from './assign.ts'
import { expectedBetween } from './expect.ts'
import type { Asking, Expectation } from './expectation.ts'
import type { LocalClock } from './local-clock.ts'
import { judge } from './missed.ts'
import { standsForSameRun } from './same-run.ts'
import type { Schedule } from './schedule.ts'
import { DAY, HOUR } from './units.ts'

export type Planning = {
  clock: LocalClock
  now: number
  /** Milliseconds after a window. */
  grace: number
  /** What was planned before and whose window is open or over, oldest first. */
  opened: readonly Expectation[]
  /** Until when runs were planned the last time; null when the job is planned for the first time, or again. */
  plannedUntil: number | null
}

const DAYS_AHEAD = 8
/** Intervals have so many turns that two days of them are enough. */
const DAYS_AHEAD_OF_INTERVALS = 2

/** Until when runs are planned now. */
export function horizonOf(schedule: Schedule, now: number): number {
  return now + (schedule.kind === 'interval' ? DAYS_AHEAD_OF_INTERVALS : DAYS_AHEAD) * DAY
}

/**
 * What to expect from now on. What was planned before its window opened stays as it was planned; a slot that was only learned
 * inside its window applies from the next time on; a silence counts from the last run and is always told anew.
 */
export function planAhead(schedule: Schedule, { clock, now, grace, opened }: Planning): Expectation[] {
  const asking = { clock, grace, after: now - 2 * DAY, until: horizonOf(schedule, now) }
  if ('silence' in schedule || isSilent(schedule)) return plannedSilence(schedule, asking, now, opened)
  const expected = expectedBetween(schedule, asking)
  const isSameRun = standsForSameRun(expected)
  return expected.filter((one, index) => one.opens > now && !opened.some((other) => isSameRun(index, other)))
}

/** The one silence after the last run. When its time has passed only one that was planned before that counts. */
function plannedSilence(
  schedule: Schedule,
  asking: Asking,
  now: number,
  opened: readonly Expectation[],
): Expectation[] {
  const until = 'silence' in schedule ? Number.POSITIVE_INFINITY : asking.until
  return expectedBetween(schedule, { ...asking, after: Number.NEGATIVE_INFINITY, until }).flatMap((one) => {
    const planned = opened.find((other) => other.kind === 'silence' && other.opens === one.opens)
    return one.at > now ? one : (planned ?? [])
  })
}

/** Under an hour an interval expects no single run, only that it doesn't fall silent. */
function isSilent(schedule: Schedule): boolean {
  return schedule.kind === 'interval' && schedule.interval.every < HOUR
}

/**
 * What would have been planned between the end of the last plan and now, when nothing ran for longer than plans reach ahead: each
 * slot by what was known before it.
 */
export function planMeanwhile(
  arrivals: readonly Arrival[],
  { clock, now, grace, plannedUntil }: Planning,
  pinned: Schedule | null,
): Expectation[] {
  if (plannedUntil === null || plannedUntil >= now) return []
  const expected = pinned
    ? expectedBetween(pinned, { clock, grace, after: plannedUntil, until: now })
    : judge(arrivals, { clock, from: plannedUntil, now, grace })
  return expected
    .filter(({ at }) => at > plannedUntil && at <= now)
    .map(({ at, opens, closes, deadline, kind, slot }) => ({ at, opens, closes, deadline, kind, slot }))
}

/**
 * Of a job that is planned for the first time the slots of the day so far whose run came in its window: the day is told whole. What did
 * not come was never planned, and is not held against the job.
 */
export function cameToday(
  schedule: Schedule,
  arrivals: readonly Arrival[],
  { clock, now, grace, plannedUntil }: Planning,
): Expectation[] {
  if (plannedUntil !== null || 'silence' in schedule || isSilent(schedule)) return []
  const begin = clock.toInstant(Math.floor(clock.toWall(now) / DAY) * DAY)
  const slots = expectedBetween(schedule, { clock, grace, after: begin - DAY, until: now })
  return assign(slots, arrivalsBetween(arrivals, begin - DAY, now)).flatMap(({ expectation, arrival }) => {
    const { at, opens, closes } = expectation
    return at >= begin && arrival !== null && opens <= arrival && arrival <= closes ? expectation : []
  })
}

/** The slots whose window is open, with the deadlines that today's grace gives them; `next` are the planned ones after them. */
export function withGrace(
  opened: readonly Expectation[],
  next: readonly Expectation[],
  grace: number,
): Expectation[] {
  const all = [...opened, ...next]
  return opened.map((one, index) => {
    if (one.kind === 'silence') return one
    const following = all[index + 1]
    const most = following ? (following.at - one.at) / 2 : Number.POSITIVE_INFINITY
    return { ...one, deadline: one.closes + Math.min(grace, most) }
  })
}
