import { type Arrival, arrivalsBetween, countUntil } from './arrivals.ts'
import { assign } from './assign.ts'
import { type Excused, neverExcused } from './excused.ts'
import { expectedBetween } from './expect.ts'
import type { Expectation } from './expectation.ts'
import { infer } from './infer.ts'
import type { LocalClock } from './local-clock.ts'
import { standsForSameRun } from './same-run.ts'
import type { Schedule } from './schedule.ts'
import { DAY } from './units.ts'

/** What became of an expectation: its run came, came after the deadline, never came, or may still come. */
export type Outcome = 'came' | 'late' | 'missed' | 'open'
export type Judged = Expectation & { outcome: Outcome; arrival: number | null }

export type Judging = {
  clock: LocalClock
  /** Expected instants from here on are judged (epoch milliseconds). */
  from: number
  now: number
  /** Milliseconds after a window. */
  grace: number
  /** What is excused is not judged, and says nothing against a slot. */
  isExcused?: Excused
}

/** Judging begins so long before `from`, because earlier slots have a claim on the first arrivals. */
const RUN_UP = 8 * DAY
const LOOK_AHEAD = 9 * DAY

/** Walks through time and judges every expected instant by what was known before its window opened. */
export function judge(arrivals: readonly Arrival[], judging: Judging): Judged[] {
  const { clock, from, now, isExcused = neverExcused } = judging
  const expectations = walk(arrivals, judging)
  const slots = expectations.filter((expectation) => expectation.kind === 'slot')
  const first = slots[0]?.opens ?? now
  const ownRun = new Map(
    assign(slots, arrivalsBetween(arrivals, first - RUN_UP, now)).map((one) => [
      one.expectation,
      one.arrival,
    ]),
  )
  return expectations
    .filter(({ at }) => at >= from && !isExcused(clock.toWall(at)))
    .map((expectation) => {
      const arrival =
        expectation.kind === 'slot' ? (ownRun.get(expectation) ?? null) : nextRun(expectation, arrivals, now)
      return { ...expectation, arrival, outcome: outcomeOf(expectation, arrival, now) }
    })
}

function outcomeOf({ kind, deadline }: Expectation, arrival: number | null, now: number): Outcome {
  if (arrival !== null && arrival <= deadline) return 'came'
  if (now <= deadline) return 'open'
  return arrival !== null && kind === 'slot' ? 'late' : 'missed'
}

function nextRun({ opens }: Expectation, arrivals: readonly Arrival[], now: number): number | null {
  const next = arrivals[countUntil(arrivals, opens - 1)]
  return next && next.at <= now ? next.at : null
}

/** Every expected instant, each by the schedule that was learned when the last run before its window had arrived. */
function walk(
  arrivals: readonly Arrival[],
  { clock, from, now, grace, isExcused = neverExcused }: Judging,
): Expectation[] {
  const found: Expectation[] = []
  const learned = learner(arrivals, isExcused)
  let foreseen: readonly Expectation[] = []
  let cursor = from - RUN_UP
  while (cursor < now) {
    const schedule = learned(cursor)
    const last = found.at(-1)
    const after = (last?.at ?? from - RUN_UP) - DAY
    const valid = firstAhead([cursor + DAY, cursor + LOOK_AHEAD, now], (until) =>
      onlyValid(expectedBetween(schedule, { clock, after, until, grace }), { cursor, foreseen, last }),
    )
    const next = valid[0]
    const changed = lastArrival(
      arrivals,
      cursor,
      Math.min(now, next ? next.opens - 1 : now),
      next !== undefined,
    )
    if (changed !== null) {
      cursor = changed
      foreseen = valid
    } else if (next && next.at <= now) {
      found.push(next)
      cursor = Math.max(cursor, next.at)
      foreseen = valid.slice(1)
    } else {
      return found
    }
  }
  return found
}

/** Without a new run there is nothing new to learn for a day. */
function learner(arrivals: readonly Arrival[], isExcused: Excused): (at: number) => Schedule {
  let known = { at: Number.NEGATIVE_INFINITY, runs: 0, schedule: infer([], 0) }
  return (at) => {
    const runs = countUntil(arrivals, at)
    if (runs !== known.runs || at - known.at > DAY)
      known = { at, runs, schedule: infer(arrivals, at, isExcused) }
    return known.schedule
  }
}

/** Looks further only when nothing is near: most jobs run every day. */
function firstAhead(
  horizons: readonly number[],
  look: (until: number) => Expectation[],
): readonly Expectation[] {
  for (const until of horizons) {
    const found = look(until)
    if (found.length > 0) return found
  }
  return []
}

/**
 * Those after the last one that was found. A slot that was only learned inside its window is not judged there: it applies from the
 * next time on; and one whose time was learned anew from its own run is not judged twice.
 */
function onlyValid(
  expected: readonly Expectation[],
  {
    cursor,
    foreseen,
    last,
  }: { cursor: number; foreseen: readonly Expectation[]; last: Expectation | undefined },
): Expectation[] {
  const isSameRun = standsForSameRun(expected)
  return expected.filter((one, index) => {
    if (last && one.at <= last.at) return false
    if (one.kind === 'silence') return true
    if (last?.kind === 'slot' && isSameRun(index, last)) return false
    return one.opens > cursor || foreseen.some((other) => isSameRun(index, other))
  })
}

/** The arrival up to which to learn anew: with an expectation ahead the last one before its window, without one the next. */
function lastArrival(
  arrivals: readonly Arrival[],
  after: number,
  until: number,
  hasExpectation: boolean,
): number | null {
  const first = countUntil(arrivals, after)
  const end = countUntil(arrivals, until)
  if (first >= end) return null
  return arrivals[hasExpectation ? end - 1 : first]?.at ?? null
}
