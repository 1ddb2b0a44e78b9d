/**
 * A report's printed time as an instant (ISO, UTC): local date-times are read in `zone`, times with an offset as they are.
 * A time that the zone skips moves forward, one that it has twice means the first; unreadable text is null.
 */
export function instantOfReport(text: string | null, zone: string): string | null {
  if (!text) return null
  try {
    if (/(?:z|[+-]\d\d:?\d\d)$/i.test(text)) return Temporal.Instant.from(text).toString()
    return Temporal.PlainDateTime.from(text)
      .toZonedDateTime(zone, { disambiguation: 'compatible' })
      .toInstant()
      .toString()
  } catch {
    return null
  }
}

/** The calendar day (`YYYY-MM-DD`) of an instant in a zone. */
export function localDay(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** Whether this zone name can be used. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}
