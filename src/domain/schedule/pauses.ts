import type { Arrival } from './arrivals.ts'
import type { Interval } from './schedule.ts'
import { DAY, WEEK } from './units.ts'

/** A silence of so many days is an outage or a holiday, never a habit. */
const LONGEST_PAUSE = 3 * DAY
const DAYS_OF_A_NEW_HABIT = 3

/** The stretches (wall times) in which a run of the interval was due and none came. */
export function pausesOf(arrivals: readonly Arrival[], every: number): { from: number; to: number }[] {
  const pauses: { from: number; to: number }[] = []
  let previous = arrivals[0]
  for (const arrival of arrivals) {
    const gap = arrival.wall - (previous?.wall ?? arrival.wall)
    if (gap > 1.75 * every && gap < LONGEST_PAUSE)
      pauses.push({ from: arrival.wall - gap + every / 2, to: arrival.wall - every / 2 })
    previous = arrival
  }
  return pauses
}

/** Whether the job habitually rests at a wall time: in most of the weeks before, or at this time on each of its last three days. */
export function restsAt(wall: number, interval: Interval): boolean {
  if (interval.pauses.length === 0) return false
  const pausedWeeks = pausedTimes(wall, WEEK, interval.weeksWatched, interval)
  return (
    2 * pausedWeeks > interval.weeksWatched ||
    pausedTimes(wall, DAY, DAYS_OF_A_NEW_HABIT, interval) === DAYS_OF_A_NEW_HABIT
  )
}

/** Counts back from the last run, so that a job that stopped keeps its habits. */
function pausedTimes(wall: number, step: number, times: number, { pauses, lastWall }: Interval): number {
  const latest = Math.max(1, Math.ceil((wall - lastWall) / step))
  let paused = 0
  for (let back = latest; back < latest + times; back++) {
    const then = wall - back * step
    if (pauses.some((pause) => pause.from <= then && then <= pause.to)) paused++
  }
  return paused
}
