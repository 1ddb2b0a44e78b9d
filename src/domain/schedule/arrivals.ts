import type { LocalClock } from './local-clock.ts'

/** The moment a run arrived: its instant in epoch milliseconds, and the wall time of the job's zone. */
export type Arrival = { at: number; wall: number }

/** The arrivals of a job from the instants of its runs (epoch milliseconds, in any order), oldest first, each instant once. */
export function readArrivals(instants: readonly number[], clock: LocalClock): Arrival[] {
  const arrivals: Arrival[] = []
  let last = Number.NaN
  for (const at of Float64Array.from(instants).sort()) {
    if (at !== last) arrivals.push({ at, wall: clock.toWall(at) })
    last = at
  }
  return arrivals
}

/** The arrivals after `after` and not later than `until` (epoch milliseconds), of arrivals that are oldest first. */
export function arrivalsBetween(
  arrivals: readonly Arrival[],
  after: number,
  until: number,
): readonly Arrival[] {
  return arrivals.slice(countUntil(arrivals, after), countUntil(arrivals, until))
}

/** How many arrivals came at this instant or earlier. */
export function countUntil(arrivals: readonly Arrival[], instant: number): number {
  let low = 0
  let high = arrivals.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((arrivals[middle]?.at ?? 0) > instant) high = middle
    else low = middle + 1
  }
  return low
}

/** The milliseconds between neighbours. */
export function gapsOf(arrivals: readonly Arrival[]): number[] {
  return arrivals.slice(1).map((arrival, index) => arrival.at - (arrivals[index]?.at ?? arrival.at))
}
