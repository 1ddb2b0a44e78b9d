const formatters = new Map<string, Intl.DateTimeFormat>()

function inZone(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options)
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
  formatters.set(key, made)
  return made
}

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const

/** "Today 06:12", "Yesterday 23:40", "Tomorrow 22:00", "21 Nov 04:00", "3 Dec 2025": local to the zone, short enough for a table. */
export function shortInstant(iso: string, timeZone: string, now: number): string {
  const at = new Date(iso)
  const clock = inZone(timeZone, CLOCK).format(at)
  const day = dayKey(at, timeZone)
  if (day === dayKey(new Date(now), timeZone)) return `Today ${clock}`
  if (day === dayKey(new Date(now - 86_400_000), timeZone)) return `Yesterday ${clock}`
  if (day === dayKey(new Date(now + 86_400_000), timeZone)) return `Tomorrow ${clock}`
  const date = inZone(timeZone, { day: 'numeric', month: 'short' }).format(at)
  const sameYear = day.slice(0, 4) === dayKey(new Date(now), timeZone).slice(0, 4)
  return sameYear ? `${date} ${clock}` : `${date} ${day.slice(0, 4)}`
}

/** "Tuesday 24 November 2026 at 06:12:09 (Europe/Amsterdam)". */
export function fullInstant(iso: string, timeZone: string): string {
  const text = inZone(timeZone, { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(iso))
  return `${text} (${timeZone})`
}

/** "06:12:09" of the zone's wall clock. */
export function clockTime(at: number, timeZone: string): string {
  return inZone(timeZone, { ...CLOCK, second: '2-digit' }).format(new Date(at))
}

/** "Tue 24 Nov" of a plain calendar day such as 2026-11-24. */
export function dayName(day: string): string {
  const format = inZone('UTC', { weekday: 'short', day: 'numeric', month: 'short' })
  return format.format(new Date(`${day}T12:00:00Z`))
}

/** "06:12" of the zone's wall clock. */
export function timeOfDay(iso: string, timeZone: string): string {
  return inZone(timeZone, CLOCK).format(new Date(iso))
}

/** "Tuesday 24 November 2026" of a plain calendar day. */
export function longDayName(day: string): string {
  return inZone('UTC', { dateStyle: 'full' }).format(new Date(`${day}T12:00:00Z`))
}

/** "November 2026" of a month such as 2026-11. */
export function monthName(month: string): string {
  return inZone('UTC', { month: 'long', year: 'numeric' }).format(new Date(`${month}-15T12:00:00Z`))
}

/** "45 min", "2 h", "1 h 30 min" of a number of minutes. */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ')
}

/** "5 min ago", "7 h ago", "3 days ago". */
export function ago(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 36) return `${hours} h ago`
  const days = Math.round(hours / 24)
  return days < 60 ? `${days} days ago` : `${Math.round(days / 30.4)} months ago`
}

/** "2 h 05 min" between two instants. */
export function duration(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** The calendar day of a moment in a zone: 2026-11-24. */
export function dayKey(at: Date, timeZone: string): string {
  const parts = inZone(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at)
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
