import { type Arrival, countUntil, gapsOf, readArrivals } from '../src/domain/schedule/arrivals.ts'
import { dateOf } from '../src/domain/schedule/calendar.ts'
import type { LocalClock } from '../src/domain/schedule/local-clock.ts'
import { median, modulo } from '../src/domain/schedule/statistics.ts'
import { DAY, HOUR, MINUTE } from '../src/domain/schedule/units.ts'

const BUCKET = 15 * MINUTE
const EARLY = HOUR
const LATE = 2 * HOUR

/**
 * The plain rule that ours is compared with: weekday and quarter of an hour with five hits in 90 days, or, when the usual gap is
 * twenty days or more, day of the month and quarter with three hits in 180 days; missed without a run from an hour before to two
 * hours after. Says which slots between two instants it would have raised.
 */
export function missedByPlainRule(
  runs: readonly number[],
  { clock, from, now }: { clock: LocalClock; from: number; now: number },
): number[] {
  const missed: number[] = []
  const arrivals = readArrivals(runs, clock)
  for (let day = Math.floor(clock.toWall(from) / DAY); day * DAY <= clock.toWall(now); day++) {
    const known = arrivals.slice(0, countUntil(arrivals, clock.toInstant(day * DAY) - 1))
    for (const wall of expectedOn(day, known, clock)) {
      const slot = clock.toInstant(wall)
      if (slot < from || slot + LATE > now) continue
      if (countUntil(arrivals, slot - EARLY - 1) === countUntil(arrivals, slot + LATE)) missed.push(slot)
    }
  }
  return missed
}

function expectedOn(day: number, known: readonly Arrival[], clock: LocalClock): number[] {
  const today = clock.toInstant(day * DAY)
  const recent = known.slice(countUntil(known, today - 90 * DAY - 1))
  const monthly = median(gapsOf(recent)) >= 20 * DAY
  const window = monthly ? known.slice(countUntil(known, today - 180 * DAY - 1)) : recent
  const sameDay = (other: number) => {
    const [date, asked] = [dateOf(other), dateOf(day)]
    return monthly ? date.monthday === asked.monthday : date.weekday === asked.weekday
  }
  const dates = new Map<number, Set<number>>()
  for (const { wall } of window) {
    const ranOn = Math.floor(wall / DAY)
    if (!sameDay(ranOn)) continue
    const bucket = Math.floor(modulo(wall, DAY) / BUCKET) * BUCKET
    dates.set(bucket, (dates.get(bucket) ?? new Set()).add(ranOn))
  }
  return [...dates].filter(([, ran]) => ran.size >= (monthly ? 3 : 5)).map(([bucket]) => day * DAY + bucket)
}
