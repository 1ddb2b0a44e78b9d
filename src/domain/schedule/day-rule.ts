import type { CalendarDate } from './calendar.ts'
import type { DayRule } from './schedule.ts'
import { modulo } from './statistics.ts'

/** Whether a date is one on which a slot falls. */
export function fallsOn(on: DayRule, { day, weekday, monthday, daysInMonth }: CalendarDate): boolean {
  switch (on.every) {
    case 'week':
      return weekday === on.weekday
    case 'two-weeks':
      return modulo(day - on.fellOn, 14) === 0
    case 'month':
      return monthday === (on.monthday === 'last' ? daysInMonth : on.monthday)
    case 'month-weekday':
      if (weekday !== on.weekday) return false
      return on.nth === 'last' ? monthday > daysInMonth - 7 : Math.ceil(monthday / 7) === on.nth
  }
}
