import { readArrivals } from './arrivals.ts'
import { type CalendarDate, dateOf } from './calendar.ts'
import { DEFAULT_GRACE } from './expectation.ts'
import { localClock } from './local-clock.ts'
import { type Judged, judge } from './missed.ts'
import { DAY, HOUR, MINUTE } from './units.ts'

/** A made-up job for tests: the wall times at which it is due, as minutes of a date, and how its runs stray from them. */
export type SimulatedJob = {
  zone: string
  /** First and last date, such as 2026-01-05. */
  from: string
  to: string
  /** Minutes after midnight at which runs are due on a date; beyond 1440 they come on the next. */
  dueOn: (date: CalendarDate) => readonly number[]
  jitterMinutes: number
  /** The share of runs that come up to an hour late. */
  delayed?: number
  /** Whether the run due then never came. */
  lost?: (due: number, index: number) => boolean
}

export type SimulatedHistory = {
  /** Instants of the arrivals and of the runs that were due and lost, epoch milliseconds. */
  runs: number[]
  lost: number[]
}

/** Plays a job for its dates; the same seed gives the same history. */
export function simulate(job: SimulatedJob, seed = 1): SimulatedHistory {
  const random = randomFrom(seed)
  const clock = localClock(job.zone)
  const history: SimulatedHistory = { runs: [], lost: [] }
  let index = 0
  for (let day = dayOf(job.from); day <= dayOf(job.to); day++) {
    for (const minute of job.dueOn(dateOf(day))) {
      const due = clock.toInstant(day * DAY + minute * MINUTE)
      const jitter = random() * job.jitterMinutes * MINUTE
      const delay = random() < (job.delayed ?? 0) ? random() * HOUR : 0
      if (job.lost?.(due, index++)) history.lost.push(due)
      else history.runs.push(Math.round(due + jitter + delay))
    }
  }
  return history
}

/** Days since 1970-01-01 of an ISO date. */
export function dayOf(date: string): number {
  return Temporal.PlainDate.from('1970-01-01').until(date).days
}

/** Numbers from 0 to 1 that only look random (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** What the rules say of a history on a day: the local times of the missed runs since `from` (local dates and times as `2026-03-02T22:00`). */
export function missedRuns(
  { runs, zone }: { runs: readonly number[]; zone: string },
  { from, now }: { from: string; now: string },
): string[] {
  return judgedRuns({ runs, zone }, { from, now })
    .filter((one) => one.outcome === 'missed')
    .map((one) => localTime(one.at, zone))
}

/** Every expected run of that time, judged. */
export function judgedRuns(
  { runs, zone }: { runs: readonly number[]; zone: string },
  { from, now }: { from: string; now: string },
): Judged[] {
  const clock = localClock(zone)
  return judge(readArrivals(runs, clock), {
    clock,
    from: instantOf(from, zone),
    now: instantOf(now, zone),
    grace: DEFAULT_GRACE,
  })
}

/** Epoch milliseconds of a local date and time. */
export function instantOf(local: string, zone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds
}

/** A local date and time, to the minute. */
export function localTime(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant))
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}
