import { type FoundDate, findDate } from './dates-calendar.ts'
import { foldWords } from './words.ts'

export { parseDuration } from './dates-durations.ts'

export type TimeOfDay = {
  /** `HH:mm:ss` */
  time: string
  /** Days after the report's own date: 1 for '13:49:49 (+1)'. */
  dayOffset: number
}

/** A printed date and time as `YYYY-MM-DDTHH:mm:ss`, local and without zone; null when either is missing or impossible. `near` (ISO instant of receipt) settles 3/4/2026. */
export function parseLocalDateTime(text: string, near: string | null): string | null {
  const found = dateIn(text, near)
  if (!found) return null
  // The time follows as a rule, stands inside ('Tue Nov 10 02:00:04 2026'), or comes first.
  const time = findTime(found.after) ?? findTime(found.printed) ?? findTime(found.before)
  return time && `${found.date}T${time}`
}

/** A printed date as `YYYY-MM-DD`; null when there is none or it is impossible. */
export function parseLocalDate(text: string, near: string | null): string | null {
  return dateIn(text, near)?.date ?? null
}

/** A printed time of day, with the days that a mark such as '(+1)' puts it after the report's date. */
export function parseTimeOfDay(text: string): TimeOfDay | null {
  const folded = foldWords(text.slice(0, MAX_LENGTH))
  const time = findTime(folded)
  const days = /\(\+ ?(\d{1,3})\)/.exec(folded)?.[1]
  return time === null ? null : { time, dayOffset: Number(days ?? 0) }
}

/** A row's time: a full date-time as it stands, else its time of day on the report's date (`YYYY-MM-DD`, or a date-time of which the date counts). */
export function onReportDate(text: string, reportDate: string | null, near: string | null): string | null {
  const complete = parseLocalDateTime(text, near)
  if (complete) return complete
  const timeOfDay = parseTimeOfDay(text)
  if (!timeOfDay || !reportDate) return null
  return `${shiftDays(reportDate.slice(0, 10), timeOfDay.dayOffset)}T${timeOfDay.time}`
}

/** A time moved to the next day where it would lie before `earlier`: reports leave out the date of what went on past midnight. */
export function notBefore(earlier: string | null, time: string | null): string | null {
  if (!earlier || !time || time >= earlier) return time
  return `${shiftDays(time.slice(0, 10), 1)}${time.slice(10)}`
}

/** A local time some seconds later; null when either is unknown or the span is longer than a year, which is a misread one. */
export function later(start: string | null, seconds: number | null): string | null {
  if (start === null || seconds === null || seconds > MAX_SECONDS) return null
  return Temporal.PlainDateTime.from(start)
    .add({ seconds: Math.round(seconds) })
    .toString({ smallestUnit: 'second' })
}

const MAX_LENGTH = 200
const MAX_SECONDS = 366 * 86_400

function dateIn(text: string, near: string | null): FoundDate | null {
  return findDate(foldWords(text.slice(0, MAX_LENGTH)), near)
}

function shiftDays(date: string, days: number): string {
  return days === 0 ? date : Temporal.PlainDate.from(date).add({ days }).toString()
}

const COLONS = /(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?(?![\d:])(?: ?([ap])\.? ?m\b)?/
/** With dots only right where a time is awaited and with seconds: '10.45' may be anything. */
const DOTS = /^\D{0,12}(\d{1,2})\.(\d{2})\.(\d{2})(?![\d.:])(?: ?([ap])\.? ?m\b)?/

function findTime(folded: string): string | null {
  const found = COLONS.exec(folded) ?? DOTS.exec(folded)
  if (!found) return null
  const [, hourPrinted = '', minute = '', second = '00', half] = found
  const hour = half ? (Number(hourPrinted) % 12) + (half === 'p' ? 12 : 0) : Number(hourPrinted)
  if (hour > 23 || (half && Number(hourPrinted) > 12) || minute > '59' || second > '59') return null
  return `${String(hour).padStart(2, '0')}:${minute}:${second}`
}
