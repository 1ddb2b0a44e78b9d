import { dayKey } from './instants.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The calendar day (YYYY-MM-DD) of a moment in a zone. */
export function dayIn(timeZone: string, at: number): string {
  return dayKey(new Date(at), timeZone)
}

/** The day so many days after (or before) a calendar day. */
export function dayAfter(day: string, by: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10)
}

/** Monday = 1 … Sunday = 7. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7
}

/** The month (YYYY-MM) so many months after (or before) another. */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, (number ?? 1) - 1 + by, 15)).toISOString().slice(0, 7)
}

/** A moment as a zone's clock shows it, as a date-and-time field wants it: YYYY-MM-DDTHH:MM. */
export function localIn(timeZone: string, at: number): string {
  return new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 16)
}

/** The moment at which a zone's clock shows this (YYYY-MM-DDTHH:MM); a time that summer time skips counts as one hour later. */
export function instantIn(timeZone: string, local: string): string {
  const wall = Date.parse(`${local}:00Z`)
  const before = wall - offsetAt(timeZone, wall - DAY_MS)
  const after = wall - offsetAt(timeZone, wall + DAY_MS)
  const isBefore = before + offsetAt(timeZone, before) === wall
  const isAfter = after + offsetAt(timeZone, after) === wall
  return new Date(isBefore || !isAfter ? before : after).toISOString()
}

/** How far a zone's clock is ahead of UTC, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  const shown = Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:00Z`)
  return shown - Math.floor(at / MINUTE_MS) * MINUTE_MS
}
