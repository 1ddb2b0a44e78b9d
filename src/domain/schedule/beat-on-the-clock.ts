import type { Arrival } from './arrivals.ts'
import { modulo, quantile } from './statistics.ts'
import { DAY, MINUTE, MINUTES_A_DAY } from './units.ts'

/** A beat that keeps to the minutes of the clock: its phase after local midnight, and how far arrivals stray from it. */
export type ClockBeat = { every: number; phase: number; strays: number[] }

const RUNS_OF_THE_PHASE = 24
/** How far a beat measured between runs may lie from the true one: pauses and jitter pull the middle of the gaps away. */
const MOST_OFF = 0.05

/** The beat on the clock, when it divides the day and the runs keep to the same minutes; so it survives daylight-saving changes and delays. */
export function beatOnTheClock(every: number, runs: number, arrivals: readonly Arrival[]): ClockBeat | null {
  const latest = arrivals.slice(-Math.min(RUNS_OF_THE_PHASE, runs))
  return divisorsNear(every)
    .map((divisor) => keptBy(wallsOfToday(latest, divisor), divisor))
    .filter(({ every: kept, strays }) => quantile(strays, 0.8) <= kept / 4)
    .reduce<ClockBeat | null>((best, one) => (best && spread(best) <= spread(one) ? best : one), null)
}

/** Beats of whole minutes that divide the day, near the measured one. */
function divisorsNear(every: number): number[] {
  const turns = MINUTES_A_DAY / (every / MINUTE)
  const from = Math.ceil(turns * (1 - MOST_OFF))
  const until = Math.floor(turns / (1 - MOST_OFF))
  return Array.from({ length: Math.max(0, until - from + 1) }, (_, index) => DAY / (from + index)).filter(
    (divisor) => Number.isInteger(divisor / MINUTE) && Math.abs(divisor - every) <= MOST_OFF * every,
  )
}

function keptBy(walls: readonly number[], every: number): ClockBeat {
  const phase = modulo(Math.round(circularMean(walls, every)), every)
  return { every, phase, strays: walls.map((wall) => distance(wall, phase, every)) }
}

function spread({ strays }: ClockBeat): number {
  return strays.reduce((sum, stray) => sum + stray, 0)
}

/**
 * Wall times as today's clock shows them: when the clock was set since, and the runs went on at their real distances, the older
 * ones are told in today's time, too, so that a device without summer time is followed from its first run on.
 */
function wallsOfToday(arrivals: readonly Arrival[], every: number): number[] {
  const walls = arrivals.map((arrival) => arrival.wall)
  const last = arrivals.at(-1)
  if (!last) return walls
  const offset = last.wall - last.at
  const changed = arrivals.findIndex((arrival) => arrival.wall - arrival.at === offset)
  const before = arrivals[changed - 1]
  const after = arrivals[changed]
  if (!before || !after) return walls
  const inRealTime = arrivals.map((arrival) => arrival.at + offset)
  return strayedBy(inRealTime, changed, every) < strayedBy(walls, changed, every) ? inRealTime : walls
}

/** How far the runs since the change stray from the minutes that those before it kept to, on average. */
function strayedBy(times: readonly number[], changed: number, every: number): number {
  const phase = circularMean(times.slice(0, changed), every)
  const strays = times.slice(changed).map((time) => distance(time, phase, every))
  return strays.reduce((sum, stray) => sum + stray, 0) / strays.length
}

function distance(time: number, phase: number, circle: number): number {
  return Math.abs(modulo(time - phase + circle / 2, circle) - circle / 2)
}

function circularMean(values: readonly number[], circle: number): number {
  const angles = values.map((value) => (2 * Math.PI * modulo(value, circle)) / circle)
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0)
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0)
  return (Math.atan2(y, x) * circle) / (2 * Math.PI)
}
