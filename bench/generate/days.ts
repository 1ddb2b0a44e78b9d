import { localClock } from '../../src/domain/schedule/local-clock.ts'
import { DAY, MINUTE } from '../../src/domain/schedule/units.ts'
import { ZONE } from './scale.ts'

const clock = localClock(ZONE)

/** The day, in days since 1970, on which an instant falls in the provider's zone. */
export function localDayOf(instant: number): number {
  return Math.floor(clock.toWall(instant) / DAY)
}

/** The instant of a minute of a local day. */
export function instantOf(day: number, minute: number): number {
  return clock.toInstant(day * DAY + minute * MINUTE)
}

/** `2026-11-10` of a day. */
export function dateText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
