import { type Arrival, arrivalsBetween, gapsOf } from './arrivals.ts'
import { placeOnBusinessDays } from './business-day.ts'
import { SAME_TIME_MINUTES, slotsOfCycle } from './cycle-slots.ts'
import { type Excused, neverExcused } from './excused.ts'
import { inferInterval, sinceLastInterval } from './interval.ts'
import { monthlySlots } from './monthly-slots.ts'
import type { Schedule, Slot } from './schedule.ts'
import { withoutSlots } from './silence.ts'
import { median, modulo } from './statistics.ts'
import { DAY, MINUTES_A_DAY } from './units.ts'

const WEEKLY_WINDOW = 90 * DAY
const MONTHLY_WINDOW = 180 * DAY
const MONTHLY_GAP = 20 * DAY
/** Runs that no weekly slot explains, from which on another rhythm beside it is looked for. */
const RUNS_OF_ANOTHER_RHYTHM = 3
/** Monthly slots found beside many other runs are chance. */
const MONTHLY_SHARE = 0.6

/**
 * Learns when a job's runs come from the arrivals up to `now` (epoch milliseconds; the zone is that of the arrivals' wall times). What is
 * excused was no opportunity.
 */
export function infer(
  arrivals: readonly Arrival[],
  now: number,
  isExcused: Excused = neverExcused,
): Schedule {
  const interval = inferInterval(arrivalsBetween(arrivals, now - WEEKLY_WINDOW, now))
  if (interval) return { kind: 'interval', interval }
  const known = sinceLastInterval(arrivalsBetween(arrivals, now - MONTHLY_WINDOW, now))
  const recent = arrivalsBetween(known, now - WEEKLY_WINDOW, now)
  if (median(gapsOf(recent.length > 2 ? recent : known)) >= MONTHLY_GAP) {
    const slots = monthlySlots(placeOnBusinessDays(known), isExcused)
    return slots.length > 0 ? { kind: 'monthly', slots } : withoutSlots(known, now)
  }
  const weekly = slotsOfCycle(placeOnBusinessDays(recent), 7, isExcused)
  const slots = [...weekly, ...slotsOfTwoWeeks(weekly, recent, known, isExcused)]
  if (slots.length > 0) return { kind: weekly.length > 0 ? 'weekly' : 'biweekly', slots: inOrder(slots) }
  return fewButMonthly(known, isExcused) ?? withoutSlots(known, now)
}

function slotsOfTwoWeeks(
  weekly: readonly Slot[],
  recent: readonly Arrival[],
  known: readonly Arrival[],
  isExcused: Excused,
): Slot[] {
  const explained = new Set(weekly.flatMap((slot) => slot.restsOn))
  if (recent.length - explained.size < RUNS_OF_ANOTHER_RHYTHM) return []
  return slotsOfCycle(placeOnBusinessDays(known), 14, isExcused).filter(
    (slot) => !weekly.some((other) => areSameMoment(slot, other)),
  )
}

function areSameMoment(slot: Slot, other: Slot): boolean {
  const apart = modulo(minuteOfWeek(slot) - minuteOfWeek(other), 7 * MINUTES_A_DAY)
  return Math.min(apart, 7 * MINUTES_A_DAY - apart) <= SAME_TIME_MINUTES
}

function fewButMonthly(known: readonly Arrival[], isExcused: Excused): Schedule | null {
  const slots = monthlySlots(placeOnBusinessDays(known), isExcused)
  const explained = slots.reduce((sum, slot) => sum + slot.hits, 0)
  return slots.length > 0 && explained >= MONTHLY_SHARE * known.length ? { kind: 'monthly', slots } : null
}

function inOrder(slots: readonly Slot[]): Slot[] {
  return slots.toSorted((a, b) => minuteOfWeek(a) - minuteOfWeek(b))
}

function minuteOfWeek({ on, minute }: Slot): number {
  return ('weekday' in on ? on.weekday : 0) * MINUTES_A_DAY + minute
}
