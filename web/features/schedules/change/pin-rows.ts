import type { Pin } from '../../../../contract/schedule-facts.ts'
import type { JobSchedule } from '../schedule.ts'

type PinnedSlot = Extract<Pin, { kind: 'slots' }>['slots'][number]
type Days = PinnedSlot['days']
export type Every = Days['every']
type Nth = Extract<Days, { every: 'month-weekday' }>['nth']

/** A line of the form: some days, a time, and the window around it. Which fields count depends on `every`. */
export interface PinRow {
  key: number
  every: Every
  weekdays: number[]
  /** The first day of every two weeks. */
  from: string
  /** A number as text, or "last". */
  monthday: string
  nth: string
  weekday: number
  time: string
  minutesBefore: number
  minutesAfter: number
}

const SAME_TIME_MINUTES = 20
const DAY = 1440

/** The line that a form begins with when nothing is known: weekday evenings. */
export function newRow(today: string, key: number): PinRow {
  return {
    key,
    every: 'week',
    weekdays: [1, 2, 3, 4, 5],
    from: today,
    monthday: '1',
    nth: '1',
    weekday: 1,
    time: '22:00',
    minutesBefore: 30,
    minutesAfter: 60,
  }
}

/** The lines for what is set by hand at present, else for what the reports say, else one to begin with. */
export function rowsOf(known: JobSchedule | undefined, today: string): PinRow[] {
  const pinned = known?.pin?.pin
  const slots = pinned?.kind === 'slots' ? pinned.slots : (known?.slots ?? []).map(slotAsPinned)
  const rows: PinRow[] = []
  for (const slot of slots) {
    const weekday = slot.days.every === 'week' ? slot.days.weekday : null
    const same = rows.find((row) => weekday !== null && row.every === 'week' && isSameTime(row, slot))
    if (same && weekday !== null) {
      same.weekdays = [...new Set([...same.weekdays, weekday])].sort((a, b) => a - b)
      same.minutesBefore = Math.max(same.minutesBefore, slot.minutesBefore)
      same.minutesAfter = Math.max(same.minutesAfter, slot.minutesAfter)
    } else rows.push(rowOf(slot, newRow(today, rows.length)))
  }
  return rows.length > 0 ? rows : [newRow(today, 0)]
}

/** What the lines say, a slot for each day and time. */
export function slotsOf(rows: readonly PinRow[]): PinnedSlot[] {
  return rows.flatMap(({ time, minutesBefore, minutesAfter, ...row }) =>
    daysOf(row).map((days) => ({ days, time, minutesBefore, minutesAfter })),
  )
}

function daysOf({
  every,
  weekdays,
  from,
  monthday,
  nth,
  weekday,
}: Omit<PinRow, 'time' | 'minutesBefore' | 'minutesAfter'>): Days[] {
  switch (every) {
    case 'week':
      return weekdays.map((day) => ({ every, weekday: day }))
    case 'two-weeks':
      return [{ every, from }]
    case 'month':
      return [{ every, monthday: monthday === 'last' ? 'last' : Number(monthday) }]
    case 'month-weekday':
      return [{ every, weekday, nth: NTHS.find((one) => String(one) === nth) ?? 'last' }]
  }
}

const NTHS: readonly Nth[] = [1, 2, 3, 4, 'last']

function rowOf({ days, time, minutesBefore, minutesAfter }: PinnedSlot, row: PinRow): PinRow {
  const common = { ...row, every: days.every, time, minutesBefore, minutesAfter }
  switch (days.every) {
    case 'week':
      return { ...common, weekdays: [days.weekday] }
    case 'two-weeks':
      return { ...common, from: days.from }
    case 'month':
      return { ...common, monthday: String(days.monthday) }
    case 'month-weekday':
      return { ...common, nth: String(days.nth), weekday: days.weekday }
  }
}

function slotAsPinned({ days, time, nextDay, window }: JobSchedule['slots'][number]): PinnedSlot {
  // A pin names a time of its own day: what comes in the night after is in time from the last minute of that day on.
  if (nextDay) {
    const opensNextDay = between(window.from, time) <= minuteOf(time)
    const minutesBefore = opensNextDay ? 0 : Math.min(720, between(window.from, LAST_MINUTE))
    return { days, time: LAST_MINUTE, minutesBefore, minutesAfter: between(LAST_MINUTE, window.to) }
  }
  return {
    days,
    time,
    minutesBefore: Math.min(720, between(window.from, time)),
    minutesAfter: between(time, window.to),
  }
}

const LAST_MINUTE = '23:59'

function isSameTime(row: PinRow, slot: PinnedSlot): boolean {
  const apart = between(row.time, slot.time)
  return Math.min(apart, DAY - apart) <= SAME_TIME_MINUTES
}

/** Minutes from one time of day on to another. */
function between(from: string, to: string): number {
  return (minuteOf(to) - minuteOf(from) + DAY) % DAY
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}
