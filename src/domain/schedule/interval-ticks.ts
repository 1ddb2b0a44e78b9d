import type { Asking, Expectation } from './expectation.ts'
import type { LocalClock } from './local-clock.ts'
import { restsUntil } from './pauses.ts'
import type { Interval } from './schedule.ts'
import { modulo } from './statistics.ts'
import { HOUR, MINUTE, WEEK } from './units.ts'

/** Under an hour a single run says little: the finding is "no run for 3 intervals"; of a few minutes each, mail alone may take so long. */
const INTERVALS_OF_SILENCE = 3
const LEAST_SILENCE = 45 * MINUTE

/** What an interval expects: each beat, or for gaps under an hour one silence after the last run. */
export function expectedOfInterval(interval: Interval, asking: Asking): Expectation[] {
  if (interval.every < HOUR) return silenceAfter(interval, asking)
  const grace = Math.min(asking.grace, interval.every / 2)
  return ticksOf(interval, asking).map((at) => ({
    at,
    opens: at - interval.stray,
    closes: at + interval.stray,
    deadline: at + interval.stray + grace,
    kind: 'slot',
    slot: null,
  }))
}

/** The beats of an interval after `after` and until `until`, without the times at which the job habitually rests. */
export function ticksOf(
  interval: Interval,
  { clock, after, until }: Pick<Asking, 'clock' | 'after' | 'until'>,
  most = Number.POSITIVE_INFINITY,
): number[] {
  const ticks: number[] = []
  let at = interval.last
  let beat = firstBeat(interval, clock, Math.max(after, interval.last))
  while (ticks.length < most) {
    const instant = interval.phase === null ? beat : clock.toInstant(beat)
    if (instant > until) break
    beat += interval.every
    // In an hour that the clock skips or repeats two beats may be one instant, or lie before the last.
    if (instant <= at) continue
    at = instant
    const rest =
      instant > after || interval.phase === null ? restsUntil(clock.toWall(instant), interval) : null
    if (rest === null && instant > after) ticks.push(instant)
    // What follows from the run before begins anew after its rest.
    if (rest !== null && interval.phase === null) beat = Math.max(instant + 1, clock.toInstant(rest))
  }
  return ticks
}

/** Where counting begins: with the last run, or for an interval that keeps to the clock (a wall time) just before `after`. */
function firstBeat({ every, phase, last, lastWall }: Interval, clock: LocalClock, after: number): number {
  if (phase === null) return last + every
  const earliest = Math.max(lastWall + every / 2, clock.toWall(after) - every)
  return earliest + modulo(phase - earliest, every)
}

function silenceAfter(interval: Interval, { clock, after, until }: Asking): Expectation[] {
  const { last, every, stray } = interval
  const intervals = Math.max(INTERVALS_OF_SILENCE, Math.round(LEAST_SILENCE / every))
  const ticks = ticksOf(interval, { clock, after: last, until: last + WEEK }, intervals)
  const [first, final] = [ticks[0], ticks[intervals - 1]]
  if (first === undefined || final === undefined || first <= after || first > until) return []
  const closes = final + stray
  // Where the clock is set back, a timer that keeps to it rests for the repeated hour.
  const repeated = Math.max(0, closes - last - (clock.toWall(closes) - clock.toWall(last)))
  const silence = { opens: last + 1, closes, deadline: closes + every / 2 + repeated }
  return [{ at: first, ...silence, kind: 'silence', slot: null }]
}
