import { type ArrivalWindow, arrivalWindow } from './arrival-window.ts'
import type { BusinessDays } from './business-day.ts'
import { weekdayOf } from './calendar.ts'
import type { Excused } from './excused.ts'
import { followToPresent } from './follow.ts'
import { type Lane, lanesOf } from './lanes.ts'
import { type Rhythm, rhythmOf } from './rhythm.ts'
import type { Slot } from './schedule.ts'
import { onItsDate } from './slot-times.ts'
import { median, modulo } from './statistics.ts'
import { MINUTES_A_DAY } from './units.ts'
import { weekendGivenUp } from './weekend.ts'

const LEAST_HITS = 5
export const LEAST_SHARE = 0.7
/** Arrivals spread over more hours of the day than this have no time of day. */
const WIDEST_MINUTES = 360
const MOST_BY_CHANCE = 0.25
const MISSES_OF_A_STOP = 3
/** When most slots stop together the job changed its frequency, and that shows sooner. */
const MISSES_OF_A_CHANGE = 2
const TIGHT_MINUTES = 60
const DAYS_OF_REST = 28
export const SAME_TIME_MINUTES = 120

type Candidate = { lane: Lane; window: ArrivalWindow; rhythm: Rhythm }

/** The slots of a job that repeat every 7 or every 14 days: enough hits, kept often enough since the first, and still alive. */
export function slotsOfCycle(
  { begins, placed }: BusinessDays,
  cycleDays: 7 | 14,
  isExcused: Excused,
): Slot[] {
  const last = placed.at(-1)
  if (!last) return []
  const jobDays = placed.map((visit) => visit.day)
  const lanes = followToPresent(lanesOf(placed, cycleDays))
  const candidates = lanes.map((lane): Candidate => {
    const window = arrivalWindow(lane.visits.map((visit) => visit.offset))
    const days = lane.visits.map((visit) => visit.day)
    const usual = begins + window.usual
    const rhythm = rhythmOf(days, { cycleDays, until: window.to, last, jobDays, usual, isExcused })
    return { lane, window, rhythm }
  })
  const known = candidates.filter(({ rhythm }) => rhythm.hits >= LEAST_HITS)
  const stopped = known.filter(({ rhythm }) => rhythm.missedInRow >= MISSES_OF_A_CHANGE)
  const changed = cycleDays === 14 || stopped.length * 2 > known.length || gaveUpDays(known, stopped)
  const missesOfTheEnd = changed ? MISSES_OF_A_CHANGE : MISSES_OF_A_STOP
  const givenUp = new Set(cycleDays === 7 ? weekendGivenUp(known, { begins, jobDays }) : [])
  const alive = known.filter((candidate) => !givenUp.has(candidate))
  const kept = alive.filter(
    ({ lane, window, rhythm }) =>
      rhythm.hits >= LEAST_SHARE * rhythm.opportunities &&
      rhythm.missedInRow < missesOfTheEnd &&
      !rhythm.alternates &&
      isNoChance(
        window,
        lanes.filter((other) => other.position === lane.position),
        rhythm,
      ) &&
      (cycleDays === 7 || restsInTheOtherWeek({ lane, window }, lanes)),
  )
  return explainTheJob(kept, jobDays) ? kept.map((candidate) => slotOf(candidate, begins, cycleDays)) : []
}

/** Whole days of the week stopped together, two or more, while every other slot was kept. */
function gaveUpDays(known: readonly Candidate[], stopped: readonly Candidate[]): boolean {
  const days = new Set(stopped.map(({ lane }) => lane.position))
  return (
    days.size > 1 &&
    known.every(({ lane, rhythm }) =>
      days.has(lane.position) ? rhythm.missedInRow >= MISSES_OF_A_CHANGE : rhythm.missedInRow === 0,
    )
  )
}

/** Whether runs at random times of the same days would seldom hit a window as wide as this. */
function isNoChance(
  { core }: ArrivalWindow,
  lanesOfTheDay: readonly Lane[],
  { opportunities }: Rhythm,
): boolean {
  const width = core.to - core.from
  const runsADay = lanesOfTheDay.reduce((sum, lane) => sum + lane.visits.length, 0) / opportunities
  const hitByChance = 1 - Math.exp((-runsADay * width) / MINUTES_A_DAY)
  return width <= WIDEST_MINUTES && hitByChance <= MOST_BY_CHANCE
}

/** Around its latest run the weeks between had none at that time of day. */
function restsInTheOtherWeek(
  { lane, window }: Pick<Candidate, 'lane' | 'window'>,
  lanes: readonly Lane[],
): boolean {
  const latest = lane.visits.at(-1)?.day ?? 0
  return lanes
    .filter((other) => other.position === modulo(lane.position + 7, 14))
    .flatMap((other) => other.visits)
    .every(
      ({ day, offset }) =>
        Math.abs(day - latest) > DAYS_OF_REST || Math.abs(offset - window.usual) > SAME_TIME_MINUTES,
    )
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
