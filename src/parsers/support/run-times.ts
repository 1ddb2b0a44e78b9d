import { later, parseDuration, parseLocalDateTime } from './dates.ts'

/** The times of a run as its report prints them; '' for what it leaves out. */
export type PrintedTimes = { start: string; end: string; duration: string }

/** Start and end of a run, the end from the duration where it is not printed; null for what cannot be known. `near` settles 3/4/2026. */
export function runTimes(
  { start, end, duration }: PrintedTimes,
  near: string | null,
): { startedAt: string | null; endedAt: string | null } {
  const startedAt = parseLocalDateTime(start, near)
  return { startedAt, endedAt: parseLocalDateTime(end, near) ?? later(startedAt, parseDuration(duration)) }
}
