import { type ArrivalWindow, arrivalWindow } from './arrival-window.ts'
import type { BusinessDays } from './business-day.ts'
import { weekdayOf } from './calendar.ts'
import { followToPresent } from './follow.ts'
import { type Lane, lanesOf } from './lanes.ts'
import { type Rhythm, rhythmOf } from './rhythm.ts'
import type { Slot } from './schedule.ts'
import { onItsDate } from './slot-times.ts'
import { median, modulo } from './statistics.ts'

export const LEAST_HITS = 5
export const LEAST_SHARE = 0.7
/** Arrivals spread over more hours of the day than this have no time of day. */
const WIDEST_MINUTES = 360
const MISSES_OF_A_STOP = 3
/** When most slots stop together the job changed its frequency, and that shows sooner. */
const MISSES_OF_A_CHANGE = 2
const TIGHT_MINUTES = 60
const OTHER_WEEKS = 3

type Candidate = { lane: Lane; window: ArrivalWindow; rhythm: Rhythm }

/** The slots of a job that repeat every 7 or every 14 days: enough hits, kept often enough since the first, and still alive. */
export function slotsOfCycle({ begins, placed }: BusinessDays, cycleDays: 7 | 14): Slot[] {
  const last = placed.at(-1)
  if (!last) return []
  const jobDays = placed.map((visit) => visit.day)
  const lanes = followToPresent(lanesOf(placed, cycleDays))
  const candidates = lanes.map((lane): Candidate => {
    const window = arrivalWindow(lane.visits.map((visit) => visit.offset))
    const days = lane.visits.map((visit) => visit.day)
    return { lane, window, rhythm: rhythmOf(days, { cycleDays, until: window.to, last, jobDays }) }
  })
  const known = candidates.filter(({ rhythm }) => rhythm.hits >= LEAST_HITS)
  const stopped = known.filter(({ rhythm }) => rhythm.missedInRow >= MISSES_OF_A_CHANGE)
  const changed = cycleDays === 14 || stopped.length * 2 > known.length
  const missesOfTheEnd = changed ? MISSES_OF_A_CHANGE : MISSES_OF_A_STOP
  const kept = known.filter(
    ({ lane, window, rhythm }) =>
      rhythm.hits >= LEAST_SHARE * rhythm.opportunities &&
      rhythm.missedInRow < missesOfTheEnd &&
      !rhythm.alternates &&
      window.core.to - window.core.from <= WIDEST_MINUTES &&
      (cycleDays === 7 || restsInTheOtherWeek(lane, lanes, last.day)),
  )
  return explainTheJob(kept, jobDays) ? kept.map((candidate) => slotOf(candidate, begins, cycleDays)) : []
}

function restsInTheOtherWeek(lane: Lane, lanes: readonly Lane[], lastDay: number): boolean {
  const otherWeek = lanes.filter((other) => other.position === modulo(lane.position + 7, 14))
  const recent = otherWeek
    .flatMap((other) => other.visits)
    .filter((visit) => visit.day > lastDay - 14 * OTHER_WEEKS)
  return recent.length <= 1
}

/** A few wide slots beside many runs that fit none are what chance makes of a job without rhythm. */
function explainTheJob(kept: readonly Candidate[], jobDays: readonly number[]): boolean {
  const explained = new Set(kept.flatMap(({ lane }) => lane.visits.map((visit) => visit.day)))
  const width = median(kept.map(({ window }) => window.core.to - window.core.from))
  return 2 * explained.size >= new Set(jobDays).size || width <= TIGHT_MINUTES
}

function slotOf({ lane, window, rhythm }: Candidate, begins: number, cycleDays: 7 | 14): Slot {
  const { daysLater, ...times } = onItsDate(window, begins)
  const fellOn = (lane.visits.at(-1)?.day ?? 0) + daysLater
  const weekday = weekdayOf(fellOn)
  return {
    on: cycleDays === 7 ? { every: 'week', weekday } : { every: 'two-weeks', weekday, fellOn },
    ...times,
    hits: rhythm.hits,
    opportunities: rhythm.opportunities,
    restsOn: lane.visits.map((visit) => visit.at),
  }
}
