import type { Arrival } from './arrivals.ts'
import type { Interval } from './schedule.ts'
import { median } from './statistics.ts'
import { DAY, WEEK } from './units.ts'

/** A silence of so many days is an outage or a holiday, never a habit. */
export const LONGEST_PAUSE = 3 * DAY
const DAYS_OF_A_NEW_HABIT = 3

type Pause = Interval['pauses'][number]

/** The stretches (wall times) in which a run of the interval was due and none came. */
export function pausesOf(arrivals: readonly Arrival[], every: number): Pause[] {
  const pauses: Pause[] = []
  let previous = arrivals[0]
  for (const arrival of arrivals) {
    const gap = arrival.wall - (previous?.wall ?? arrival.wall)
    if (gap > 1.75 * every && gap < LONGEST_PAUSE)
      pauses.push({ from: arrival.wall - gap + every / 2, to: arrival.wall - every / 2 })
    previous = arrival
  }
  return pauses
}

/**
 * Until when (a wall time) the job habitually rests at a wall time; null when it doesn't. It does in all the weeks before, or in
 * pauses of its own on each of the last three days. Deep inside a pause most of the weeks are enough; at its edges, and for single
 * runs, a loss that happened twice is bad luck.
 */
export function restsUntil(wall: number, interval: Interval): number | null {
  if (interval.pauses.length === 0) return null
  const { weeksWatched, every } = interval
  const weeks = pausesBefore(wall, WEEK, weeksWatched, interval)
  const deep = weeks.filter(({ pause, then }) => pause.from + every <= then && then <= pause.to - every)
  if (weeks.length === weeksWatched || 2 * deep.length > weeksWatched) return usualEnd(wall, weeks, every)
  const days = pausesBefore(wall, DAY, DAYS_OF_A_NEW_HABIT, interval)
  const isHabit = new Set(days.map(({ pause }) => pause)).size === DAYS_OF_A_NEW_HABIT
  return isHabit ? usualEnd(wall, days, every) : null
}

/** When the first run after the rest usually comes. */
function usualEnd(wall: number, rests: readonly Rest[], every: number): number {
  return wall + median(rests.map(({ pause, then }) => pause.to - then)) + every / 2
}

type Rest = { pause: Pause; then: number }

/** The pauses at the same time so many steps back, counted from the last run on: a job that stopped keeps its habits. */
function pausesBefore(wall: number, step: number, times: number, { pauses, lastWall }: Interval): Rest[] {
  const found: Rest[] = []
  const latest = Math.max(1, Math.ceil((wall - lastWall) / step))
  for (let back = latest; back < latest + times; back++) {
    const then = wall - back * step
    const pause = pauses.find((one) => one.from <= then && then <= one.to)
    if (pause) found.push({ pause, then })
  }
  return found
}
