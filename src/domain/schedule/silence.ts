import { type Arrival, gapsOf } from './arrivals.ts'
import type { Schedule, Silence } from './schedule.ts'
import { median } from './statistics.ts'
import { DAY, HOUR } from './units.ts'

const LEAST_RUNS = 5
const LEAST_SILENCE = 48 * HOUR
/** A job of this age with so many runs would have slots by now if it had a rhythm. */
const AGE_TO_LEARN = 42 * DAY
const RUNS_TO_LEARN = 8

/**
 * What holds for a job without slots: at least five runs, and then none for three times the usual gap and 48 hours. A job that had
 * its time and found no rhythm is irregular, and must also have been silent half as long again as ever before.
 */
export function withoutSlots(arrivals: readonly Arrival[], now: number): Schedule {
  const [first] = arrivals
  const last = arrivals.at(-1)
  if (!first || !last) return { kind: 'learning', silence: null }
  const gaps = gapsOf(arrivals)
  const [longestGap = 0, secondGap = 0] = gaps.toSorted((a, b) => b - a)
  // What it came back from twice, such as two weekends, is no finding.
  const longest = Math.max(3 * median(gaps), LEAST_SILENCE, secondGap)
  const silence = (length: number): Silence | null =>
    arrivals.length >= LEAST_RUNS ? { last: last.at, longest: length } : null
  const hadItsTime = now - first.at >= AGE_TO_LEARN && arrivals.length >= RUNS_TO_LEARN
  return hadItsTime
    ? { kind: 'irregular', silence: silence(Math.max(longest, 1.5 * longestGap)) }
    : { kind: 'learning', silence: silence(longest) }
}
