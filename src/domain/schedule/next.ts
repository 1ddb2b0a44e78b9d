import { expectedBetween } from './expect.ts'
import { ticksOf } from './interval-ticks.ts'
import type { LocalClock } from './local-clock.ts'
import type { Schedule } from './schedule.ts'
import { DAY, WEEK } from './units.ts'

/** Long enough for three turns of any monthly slot, also one on a 31st. */
const SLOTS_AHEAD = 220 * DAY

/** The next instants (epoch milliseconds) at which a run is expected after `now`; none while nothing is learned. */
export function nextExpected(
  schedule: Schedule,
  { clock, now, count }: { clock: LocalClock; now: number; count: number },
): number[] {
  switch (schedule.kind) {
    case 'interval':
      return ticksOf(schedule.interval, { clock, after: now, until: now + 2 * WEEK }, count)
    case 'irregular':
    case 'learning':
      return []
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return expectedBetween(schedule, { clock, after: now, until: now + SLOTS_AHEAD, grace: 0 })
        .slice(0, count)
        .map((expectation) => expectation.at)
  }
}
