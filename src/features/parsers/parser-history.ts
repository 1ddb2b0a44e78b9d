import { type DriftMeasure, MEASURES, type ParserDay, shareOf } from '../../domain/parser-day.ts'
import { driftWindow, HISTORY_DAYS, RECENT_DAYS, windowsOf } from '../../domain/parser-drift.ts'

/** Each of the last 35 days, oldest first, those without mail too. */
export function chartOf(days: readonly ParserDay[], today: string) {
  const known = new Map(days.map((day) => [day.day, day]))
  const first = Temporal.PlainDate.from(driftWindow(today).historyFrom)
  return Array.from({ length: HISTORY_DAYS + RECENT_DAYS }, (_, index) => {
    const day = first.add({ days: index }).toString()
    return { day, read: known.get(day)?.messages ?? 0, failed: known.get(day)?.failed ?? 0 }
  })
}

/** How often each measure held, recently and before. */
export function ratesOf(days: readonly ParserDay[], today: string) {
  const { history, recent } = windowsOf(days, today)
  return (Object.keys(MEASURES) as DriftMeasure[]).map((measure) => ({
    measure,
    before: shareOf(measure, history),
    now: shareOf(measure, recent),
  }))
}
