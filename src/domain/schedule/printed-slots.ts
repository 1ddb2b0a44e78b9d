import type { DayRule, Interval, Schedule, Slot } from './schedule.ts'
import { timeOfDay } from './slot-times.ts'
import { MINUTE } from './units.ts'

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const NTH = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' } as const

/** The slots of a schedule as `schedule infer --json` prints them, with local times. */
export function printedSlots(schedule: Schedule) {
  switch (schedule.kind) {
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return schedule.slots.map(printedSlot)
    case 'interval':
      return [printedInterval(schedule.interval)]
    case 'irregular':
    case 'learning':
      return []
  }
}

function printedSlot({ on, minute, hits, window }: Slot) {
  return {
    ...printedDays(on),
    time: timeOfDay(minute),
    hits,
    window: [timeOfDay(window.from), timeOfDay(window.to)],
  }
}

function printedDays(on: DayRule) {
  switch (on.every) {
    case 'week':
      return { weekday: on.weekday }
    case 'two-weeks':
      return { weekday: on.weekday, everyWeeks: 2 }
    case 'month':
      return { monthday: on.monthday }
    case 'month-weekday':
      return { monthday: `${NTH[on.nth]} ${WEEKDAYS[on.weekday - 1]}` }
  }
}

/** Of an interval the time is that of its first run of the day, or of its last run when it doesn't keep to the clock. */
function printedInterval({ every, phase, lastWall, stray, hits }: Interval) {
  const minute = (phase ?? lastWall) / MINUTE
  return {
    everyMinutes: Math.round(every / MINUTE),
    time: timeOfDay(Math.round(minute)),
    hits,
    window: [timeOfDay(Math.floor(minute - stray / MINUTE)), timeOfDay(Math.ceil(minute + stray / MINUTE))],
  }
}
