import type { ArrivalWindow } from './arrival-window.ts'
import { weekdayOf } from './calendar.ts'
import type { Lane } from './lanes.ts'
import type { Rhythm } from './rhythm.ts'
import { modulo } from './statistics.ts'
import { MINUTES_A_DAY } from './units.ts'

type Weekly = { lane: Lane; window: ArrivalWindow; rhythm: Rhythm }

const SATURDAY = 6
const WORKING_DAYS = 5
const KEPT_OF_THE_WORKING_DAYS = 0.75

/**
 * The slots of weekends that a job gave up: nightly became weekdays, the one change of frequency that is so common that a single
 * turn of it is enough. The last weekend had no run at all, and the working days after it went on. `jobDays` are the business days
 * of all runs, ascending; the weekend is that of the evenings or, for nights that are named by their mornings, that of the mornings.
 */
export function weekendGivenUp<Slot extends Weekly>(
  weekly: readonly Slot[],
  { begins, jobDays }: { begins: number; jobDays: readonly number[] },
): Slot[] {
  const dateOfArrival = ({ lane, window }: Slot) =>
    weekdayOf(lane.position + Math.floor((begins + window.core.from) / MINUTES_A_DAY))
  for (const weekday of [({ lane }: Slot) => weekdayOf(lane.position), dateOfArrival]) {
    const weekend = weekly.filter((slot) => weekday(slot) >= SATURDAY)
    if (wasGivenUp(weekend, weekly, jobDays)) return weekend
  }
  return []
}

function wasGivenUp(
  weekend: readonly Weekly[],
  weekly: readonly Weekly[],
  jobDays: readonly number[],
): boolean {
  const positions = new Set(weekend.map(({ lane }) => lane.position))
  const others = new Set(weekly.map(({ lane }) => lane.position)).size - positions.size
  if (positions.size !== 2 || others < WORKING_DAYS - 1) return false
  if (weekend.some(({ rhythm }) => rhythm.missedInRow === 0)) return false
  const lastRun = Math.max(...weekend.map(({ lane }) => lane.visits.at(-1)?.day ?? 0))
  const isOfWeekend = (day: number) => positions.has(modulo(day, 7))
  const since = lastRun + 7
  const due = daysBetween(since, jobDays.at(-1) ?? since).filter((day) => !isOfWeekend(day))
  const came = new Set(jobDays)
  const kept = due.filter((day) => came.has(day)).length
  return kept >= WORKING_DAYS - 1 && kept >= KEPT_OF_THE_WORKING_DAYS * due.length
}

/** The days after `from` up to `to`. */
function daysBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + 1 + index)
}
