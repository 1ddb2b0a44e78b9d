import { DAY } from './units.ts'

/**
 * Converts between instants (epoch milliseconds) and wall times of one zone, which are the milliseconds
 * that the same date and time would have in UTC, so that days and weeks are plain arithmetic.
 */
export type LocalClock = {
  zone: string
  toWall(instant: number): number
  /** A wall time that the zone skips moves forward, one that it has twice means the first. */
  toInstant(wall: number): number
}

/** The clock of a zone, with daylight-saving changes as the runtime knows them. */
export function localClock(zone: string): LocalClock {
  const offsetAt = offsetReader(zone)
  return {
    zone,
    toWall: (instant) => instant + offsetAt(instant),
    toInstant(wall) {
      const before = offsetAt(wall - DAY)
      const after = offsetAt(wall + DAY)
      return before === after ? wall - before : disambiguated(wall, zone)
    },
  }
}

/** Asks Temporal once for each stretch between two changes of the clock: thousands of arrivals need a handful of questions. */
function offsetReader(zone: string): (instant: number) => number {
  let stretch = { from: 0, to: 0, offset: 0 }
  return (time) => {
    const instant = Math.floor(time)
    if (instant < stretch.from || instant >= stretch.to) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
      // The change before is sought from the next millisecond on, because it may lie exactly at this instant.
      const previous = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
      stretch = {
        from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
        to: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
        offset: zoned.offsetNanoseconds / 1e6,
      }
    }
    return stretch.offset
  }
}

function disambiguated(wall: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(wall)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}
