import { modulo } from './statistics.ts'
import { DAY } from './units.ts'

export type CalendarDate = {
  /** Days since 1970-01-01. */
  day: number
  weekday: number
  monthday: number
  daysInMonth: number
}

/** The calendar's words for a day counted from 1970-01-01; Monday = 1. */
export function dateOf(day: number): CalendarDate {
  const date = Temporal.Instant.fromEpochMilliseconds(day * DAY).toZonedDateTimeISO('UTC')
  return { day, weekday: date.dayOfWeek, monthday: date.day, daysInMonth: date.daysInMonth }
}

/** Monday = 1 … Sunday = 7 of a day counted from 1970-01-01, a Thursday. */
export function weekdayOf(day: number): number {
  return modulo(day + 3, 7) + 1
}
