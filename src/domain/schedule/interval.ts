import { type Arrival, gapsOf } from './arrivals.ts'
import { beatOnTheClock } from './beat-on-the-clock.ts'
import { LONGEST_PAUSE, pausesOf } from './pauses.ts'
import type { Interval } from './schedule.ts'
import { median, quantile } from './statistics.ts'
import { DAY, HOUR, MINUTE, WEEK } from './units.ts'

const LEAST_RUNS = 20
const LEAST_DATES = 5
/** Three minutes, with some jitter: more often than that nothing reports by mail. */
const SHORTEST = 2.5 * MINUTE
/** Below this a beat may be the reports of one night that follow each other closely. */
const SURE_BEAT = 9 * MINUTE
const GAPS_OF_HOURS = 150
const SHORTEST_STRETCH = 3 * HOUR
const LONGEST = 6.5 * HOUR
const GAPS_WEIGHED = 50
/** So many gaps of a new length in a row are a new interval. */
const GAPS_OF_A_CHANGE = 3
/** Enough to know a new interval, or an old one that ended. */
const GAPS_OF_AN_ERA = 24
const REGULAR_SHARE = 0.7
/** Runs in a row without a pause: fewer than this are several slots a day, not an interval. */
const RUNS_IN_A_ROW = 5
/** Three weeks, and what a pause at their beginning may reach back. */
const WATCHED = 3 * WEEK + LONGEST_PAUSE

/** The interval at which runs follow each other, from a few minutes to 6 hours; null when there is none or it was seen for less than a week. */
export function inferInterval(arrivals: readonly Arrival[]): Interval | null {
  const last = arrivals.at(-1)
  const first = arrivals[0]
  if (!first || !last || arrivals.length < LEAST_RUNS || last.at - first.at < WEEK) return null
  const gaps = gapsOf(arrivals.slice(-GAPS_WEIGHED - 1))
  const beat = changedBeat(gaps) ?? steadyBeat(gaps) ?? steadyBeat(gaps.slice(-GAPS_OF_AN_ERA))
  if (!beat || !isInterval(beat, arrivals)) return null
  const watched = arrivals.filter((arrival) => arrival.at > last.at - WATCHED)
  if (new Set(watched.map((arrival) => Math.floor(arrival.wall / DAY))).size < LEAST_DATES) return null
  const onTheClock = beatOnTheClock(beat.every, beat.gaps.length + 1, arrivals)
  const keptTime = onTheClock ?? { every: beat.every, phase: null, strays: straysOf(beat) }
  const { every, phase, strays } = keptTime
  return {
    every,
    phase,
    stray: Math.min(every / 4, Math.max(every / 10, 2 * MINUTE, 1.5 * quantile(strays, 0.9))),
    hits: arrivals.length,
    last: last.at,
    lastWall: last.wall,
    pauses: pausesOf(watched, every),
    weeksWatched: Math.min(3, Math.floor((last.at - first.at) / WEEK)),
  }
}

/** The arrivals since a job stopped running at intervals, whose many hits would look like slots; all of them when it never did. */
export function sinceLastInterval(arrivals: readonly Arrival[]): readonly Arrival[] {
  for (let end = arrivals.length; end > GAPS_OF_AN_ERA; end -= GAPS_OF_AN_ERA) {
    const beat = steadyBeat(gapsOf(arrivals.slice(end - GAPS_OF_AN_ERA - 1, end)))
    if (beat && isInterval(beat, arrivals.slice(Math.max(0, end - GAPS_OF_HOURS - 1), end)))
      return arrivals.slice(end)
  }
  return arrivals
}

function isInterval({ every }: Beat, arrivals: readonly Arrival[]): boolean {
  return every >= SHORTEST && every <= LONGEST && (every >= SURE_BEAT || goesOnForHours(arrivals))
}

function goesOnForHours(arrivals: readonly Arrival[]): boolean {
  const gaps = gapsOf(arrivals.slice(-GAPS_OF_HOURS - 1))
  const together = gaps.filter((gap) => gap <= HOUR)
  const running = together.reduce((sum, gap) => sum + gap, 0)
  return running >= SHORTEST_STRETCH * (gaps.length - together.length + 1)
}

type Beat = { every: number; gaps: readonly number[] }

/** The latest gaps agree with each other and not with the beat that was kept until then. */
function changedBeat(gaps: readonly number[]): Beat | null {
  const before = steadyBeat(gaps.slice(0, -GAPS_OF_A_CHANGE))
  const latest = gaps.slice(-GAPS_OF_A_CHANGE)
  const every = median(latest)
  const agree = latest.every((gap) => Math.abs(gap - every) <= 0.25 * every)
  return before && agree && Math.abs(every - before.every) > 0.3 * before.every
    ? { every, gaps: latest }
    : null
}

function steadyBeat(gaps: readonly number[]): Beat | null {
  const every = median(gaps)
  const regular = gaps.filter((gap) => Math.abs(gap - every) <= 0.4 * every)
  const pauses = gaps.filter((gap) => gap > 2.5 * every).length
  const inARow = gaps.length / (pauses + 1)
  return regular.length >= REGULAR_SHARE * gaps.length && inARow >= RUNS_IN_A_ROW
    ? { every, gaps: regular }
    : null
}

function straysOf({ every, gaps }: Beat): number[] {
  return gaps.map((gap) => Math.abs(gap - every))
}
