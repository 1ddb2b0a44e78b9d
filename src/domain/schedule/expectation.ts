import type { LocalClock } from './local-clock.ts'
import type { Slot } from './schedule.ts'
import { HOUR } from './units.ts'

/** One moment at which a run is expected. All times are epoch milliseconds. */
export type Expectation = {
  at: number
  /** The window in which its run usually arrives. */
  opens: number
  closes: number
  /** The end of the window and the grace after it; with no run until then it is missed. */
  deadline: number
  /** A slot has a run of its own, if need be a late one; a silence is over whenever any run comes, and stays a finding. */
  kind: 'slot' | 'silence'
  slot: Slot | null
}

/** What is asked of a schedule: the expectations after `after` and not later than `until`. */
export type Asking = {
  clock: LocalClock
  after: number
  until: number
  /** Milliseconds after the window; never more than half the gap to the next slot. */
  grace: number
}

export const DEFAULT_GRACE = 2 * HOUR
