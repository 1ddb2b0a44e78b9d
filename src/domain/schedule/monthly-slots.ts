import { arrivalWindow } from './arrival-window.ts'
import type { BusinessDays, Placed } from './business-day.ts'
import { type CalendarDate, dateOf } from './calendar.ts'
import { LEAST_SHARE } from './cycle-slots.ts'
import { fallsOn } from './day-rule.ts'
import type { Excused } from './excused.ts'
import { followToPresent } from './follow.ts'
import { onceADate } from './lanes.ts'
import type { DayRule, Slot } from './schedule.ts'
import { onItsDate } from './slot-times.ts'
import { DAY, MINUTE } from './units.ts'

const LEAST_HITS = 3
const MOST_SLOTS = 2
const MISSES_OF_A_STOP = 2
/** A run that arrives before noon may be that of the evening before: the night after the first Tuesday is not always a first Wednesday. */
const UNTIL_MORNING = 720

/** `daysBefore` says how many days before its arrivals the date of the rule lies. */
type Fit = {
  on: DayRule
  daysBefore: number
  visits: Placed[]
  opportunities: number
  orNightBefore?: boolean
}

/** The monthly slots of a job: a day of the month, its last day, or a weekday such as the second Tuesday. */
export function monthlySlots({ begins, placed }: BusinessDays, isExcused: Excused): Slot[] {
  const [lane] = followToPresent([{ position: 0, rank: 0, visits: onceADate(placed) }])
  if (!lane || placed.length < LEAST_HITS) return []
  const { daysLater, minute } = onItsDate(arrivalWindow(lane.visits.map((visit) => visit.offset)), begins)
  const dates = calendarOf(lane.visits, daysLater)
  const wasExcused = (day: number) => isExcused(day * DAY + minute * MINUTE)
  const mayBeOfTheNightBefore = minute < UNTIL_MORNING
  const slots: Slot[] = []
  let unexplained = lane.visits
  while (slots.length < MOST_SLOTS) {
    const fit = bestFit(unexplained, { dates, daysLater, mayBeOfTheNightBefore, wasExcused })
    if (!fit) break
    const times = onItsDate(
      arrivalWindow(fit.visits.map((visit) => visit.offset)),
      begins,
      daysLater - fit.daysBefore,
    )
    slots.push({
      on: fit.on,
      minute: times.minute,
      window: times.window,
      ...(fit.orNightBefore && { orNightBefore: true }),
      hits: fit.visits.length,
      opportunities: fit.opportunities,
      restsOn: fit.visits.map((visit) => visit.at),
    })
    unexplained = unexplained.filter((visit) => !fit.visits.includes(visit))
  }
  return slots
}

/** Every date from the day before the first run to the last run, by its day. */
function calendarOf(visits: readonly Placed[], daysLater: number): Map<number, CalendarDate> {
  const dates = new Map<number, CalendarDate>()
  const last = (visits.at(-1)?.day ?? 0) + daysLater
  for (let day = (visits[0]?.day ?? 0) + daysLater - 1; day <= last; day++) dates.set(day, dateOf(day))
  return dates
}

type Fitting = {
  dates: ReadonlyMap<number, CalendarDate>
  daysLater: number
  mayBeOfTheNightBefore: boolean
  /** Of the days on which runs arrive. */
  wasExcused: (day: number) => boolean
}

/** The rule with most hits; among equals the one kept most faithfully, then the plainest. */
function bestFit(
  visits: readonly Placed[],
  { dates, daysLater, mayBeOfTheNightBefore, wasExcused }: Fitting,
): Fit | null {
  let best: Fit | null = null
  for (const daysBefore of mayBeOfTheNightBefore ? [0, 1] : [0]) {
    const visitOf = new Map(visits.map((visit) => [visit.day + daysLater - daysBefore, visit]))
    const known = [...visitOf.keys()].flatMap((day) => dates.get(day) ?? [])
    for (const on of daysBefore === 0 ? rulesSuggestedBy(known) : weekdaysSuggestedBy(known)) {
      const days = [...dates.values()]
        .filter((date) => fallsOn(on, date))
        .map((date) => date.day)
        .filter((day) => visitOf.has(day) || !wasExcused(day + daysBefore))
      const hits = days.flatMap((day) => visitOf.get(day) ?? [])
      const sinceFirst = days.slice(days.findIndex((day) => visitOf.has(day)))
      const fit = { on, daysBefore, visits: hits, opportunities: sinceFirst.length }
      const isAlive = sinceFirst.slice(-MISSES_OF_A_STOP).some((day) => visitOf.has(day))
      if (!isAlive || hits.length < LEAST_HITS || hits.length < LEAST_SHARE * fit.opportunities) continue
      if (!best || isBetter(fit, best)) best = fit
      else if (daysBefore === 1 && isAsGood(fit, best)) best.orNightBefore = true
    }
  }
  return best
}

function isBetter(fit: Fit, best: Fit): boolean {
  const more = fit.visits.length - best.visits.length
  return more > 0 || (more === 0 && fit.opportunities < best.opportunities)
}

/** The same runs, told by the weekday on which they came and by that of the evening before. */
function isAsGood(fit: Fit, best: Fit): boolean {
  return (
    fit.on.every === 'month-weekday' &&
    best.on.every === 'month-weekday' &&
    best.daysBefore === 0 &&
    fit.visits.length === best.visits.length &&
    fit.opportunities === best.opportunities
  )
}

/** Plain rules first: a day of the month, the last day, then weekdays. */
function rulesSuggestedBy(dates: readonly CalendarDate[]): DayRule[] {
  return [
    ...[...new Set(dates.map((date) => date.monthday))].map(
      (monthday): DayRule => ({ every: 'month', monthday }),
    ),
    { every: 'month', monthday: 'last' },
    ...weekdaysSuggestedBy(dates),
  ]
}

function weekdaysSuggestedBy(dates: readonly CalendarDate[]): DayRule[] {
  const weekdays = new Map<string, DayRule>()
  for (const { monthday, weekday, daysInMonth } of dates) {
    const nth = Math.ceil(monthday / 7)
    if (nth === 1 || nth === 2 || nth === 3 || nth === 4)
      weekdays.set(`${nth} ${weekday}`, { every: 'month-weekday', weekday, nth })
    if (monthday > daysInMonth - 7)
      weekdays.set(`last ${weekday}`, { every: 'month-weekday', weekday, nth: 'last' })
  }
  return [...weekdays.values()]
}
