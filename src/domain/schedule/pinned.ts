import { dateOf } from './calendar.ts'
import type { DayRule, Schedule, Slot } from './schedule.ts'
import { DAY } from './units.ts'

/** A schedule as a person sets it: local times as HH:MM, dates as YYYY-MM-DD. */
export type Pin =
  | { kind: 'none' }
  | {
      kind: 'slots'
      slots: { days: PinnedDays; time: string; minutesBefore: number; minutesAfter: number }[]
    }

export type PinnedDays =
  | { every: 'week'; weekday: number }
  | { every: 'two-weeks'; from: string }
  | { every: 'month'; monthday: number | 'last' }
  | { every: 'month-weekday'; weekday: number; nth: 1 | 2 | 3 | 4 | 'last' }

/** The slots of a pin, which rest on no arrivals. */
export function pinnedSlots(pin: Pin): Slot[] {
  if (pin.kind === 'none') return []
  return pin.slots.map(({ days, time, minutesBefore, minutesAfter }) => {
    const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
    const window = { from: minute - minutesBefore, to: minute + minutesAfter }
    return { on: ruleOf(days), minute, window, hits: 0, opportunities: 0, restsOn: [] }
  })
}

/** What a pin says as a schedule; its kind is that of its most frequent slots. */
export function pinnedSchedule(pin: Pin): Schedule {
  const slots = pinnedSlots(pin)
  const rhythms = new Set(slots.map((slot) => slot.on.every))
  const kind = rhythms.has('week') ? 'weekly' : rhythms.has('two-weeks') ? 'biweekly' : 'monthly'
  return { kind, slots }
}

/** The days of a slot as they are told to people and programs. */
export function daysOnTheWire(on: DayRule): PinnedDays {
  return on.every === 'two-weeks' ? { every: 'two-weeks', from: isoDay(on.fellOn) } : on
}

function ruleOf(days: PinnedDays): DayRule {
  if (days.every !== 'two-weeks') return days
  const fellOn = Temporal.PlainDate.from('1970-01-01').until(days.from).days
  return { every: 'two-weeks', weekday: dateOf(fellOn).weekday, fellOn }
}

/** The ISO date of a day counted from 1970-01-01. */
export function isoDay(day: number): string {
  return Temporal.Instant.fromEpochMilliseconds(day * DAY)
    .toString()
    .slice(0, 10)
}
