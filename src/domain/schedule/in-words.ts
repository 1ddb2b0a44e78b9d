import type { DayRule, Interval, Schedule, Slot } from './schedule.ts'
import { comesNextDay, timeOfDay } from './slot-times.ts'
import { DAY, HOUR, MINUTE } from './units.ts'
import { type ScheduleFacts, validKind, validSchedule } from './valid.ts'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const NTH = { 1: '1st', 2: '2nd', 3: '3rd', 4: '4th', last: 'last' } as const
/** More times than this on the same days are counted instead of named. */
const TIMES_NAMED = 3

/** The schedule that counts, short enough for a column: "Mon–Fri 22:00, Sat 10:00 (pinned)". */
export function scheduleInWords(facts: ScheduleFacts): string {
  const pinned = facts.pin ? ' (pinned)' : ''
  if (validKind(facts) !== 'none') return `${words(validSchedule(facts), facts)}${pinned}`
  return `no schedule${afterDays(facts)}${pinned}`
}

function words(schedule: Schedule, facts: ScheduleFacts): string {
  switch (schedule.kind) {
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return slotsInWords(schedule.slots)
    case 'interval':
      return intervalInWords(schedule.interval)
    case 'irregular':
    case 'learning':
      return `${schedule.kind}${afterDays(facts)}`
  }
}

function afterDays({ irregularAfterDays }: ScheduleFacts): string {
  return irregularAfterDays === null ? '' : `, at least every ${irregularAfterDays} days`
}

/** "every 15 minutes", "every 4 hours, with pauses". */
export function intervalInWords({ every, pauses }: Pick<Interval, 'every' | 'pauses'>): string {
  const minutes = Math.round(every / MINUTE)
  const hours = every / HOUR
  const length =
    minutes < 60
      ? `${minutes} minutes`
      : hours === 1
        ? 'hour'
        : Number.isInteger(hours)
          ? `${hours} hours`
          : `${minutes} minutes`
  return `every ${length}${pauses.length > 0 ? ', with pauses' : ''}`
}

function slotsInWords(slots: readonly Slot[]): string {
  const weekly = slots.filter((slot) => slot.on.every === 'week')
  const others = slots.filter((slot) => slot.on.every !== 'week')
  return [
    ...weeklyInWords(weekly),
    ...others.map(
      (slot) =>
        `${days(slot.on)} ${timeOfDay(slot.minute)}${comesNextDay(slot.minute) ? ' the next day' : ''}`,
    ),
  ].join(', ')
}

/** Days with the same times are told together: slots of the same job and time of day differ by a minute or two. */
function weeklyInWords(slots: readonly Slot[]): string[] {
  const ofDay = new Map<number, string[]>()
  const commonTimes = times(slots)
  for (const { on, minute } of slots) {
    if (!('weekday' in on)) continue
    ofDay.set(on.weekday, [...(ofDay.get(on.weekday) ?? []), commonTimes.get(minute) ?? timeOfDay(minute)])
  }
  const byTimes = Map.groupBy(
    [...ofDay].sort(([a], [b]) => a - b),
    ([, list]) => list.toSorted().join(' '),
  )
  return [...byTimes].map(([list, group]) => {
    const named = list.split(' ')
    const shown = named.length > TIMES_NAMED ? `${named.length} times a day` : named.join(' + ')
    return `${weekdaysInWords(group.map(([weekday]) => weekday))} ${shown}`
  })
}

const SAME_TIME_MINUTES = 20

/** Minutes near each other are told as one time, that of the first. */
function times(slots: readonly Slot[]): Map<number, string> {
  const named = new Map<number, string>()
  let first = Number.NEGATIVE_INFINITY
  for (const minute of slots.map((slot) => slot.minute).sort((a, b) => a - b)) {
    if (minute - first > SAME_TIME_MINUTES) first = minute
    named.set(minute, timeOfDay(first))
  }
  return named
}

/** "Mon–Fri", "Sat, Sun", "daily". */
function weekdaysInWords(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return 'daily'
  const ranges: number[][] = []
  for (const weekday of weekdays) {
    const range = ranges.at(-1)
    if (range && range.at(-1) === weekday - 1) range.push(weekday)
    else ranges.push([weekday])
  }
  const name = (weekday: number | undefined) => WEEKDAYS[(weekday ?? 1) - 1]
  return ranges
    .map((range) =>
      range.length > 2 ? `${name(range[0])}–${name(range.at(-1))}` : range.map(name).join(', '),
    )
    .join(', ')
}

function days(on: DayRule): string {
  switch (on.every) {
    case 'week':
      return WEEKDAYS[on.weekday - 1] ?? ''
    case 'two-weeks':
      return `every other ${WEEKDAYS[on.weekday - 1]}`
    case 'month':
      return on.monthday === 'last' ? 'last day of the month' : `day ${on.monthday} of the month`
    case 'month-weekday':
      return `${NTH[on.nth]} ${WEEKDAYS[on.weekday - 1]} of the month`
  }
}

/** A local date and time as a person says it: "Tue 10 Nov 2026, 22:00". */
export function momentInWords(instant: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone)
  const month = MONTHS[local.month - 1]
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return `${WEEKDAYS[local.dayOfWeek - 1]} ${local.day} ${month} ${local.year}, ${time}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** How long, in the unit that a person would choose, and no finer than a person would. */
export function durationInWords(duration: number): string {
  if (duration >= 10 * DAY) return `${Math.round(duration / DAY)} days`
  if (duration >= 2 * DAY) return `${Math.round((10 * duration) / DAY) / 10} days`
  return duration >= HOUR
    ? `${Math.round((10 * duration) / HOUR) / 10} hours`
    : `${Math.round(duration / MINUTE)} minutes`
}
