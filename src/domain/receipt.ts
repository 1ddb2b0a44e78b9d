export type ReceivedAtOrigin = 'source' | 'received' | 'date' | 'arrival'
export type Receipt = { receivedAt: string; origin: ReceivedAtOrigin; clamped: boolean }

const DAY_MS = 86_400_000

/** When a message counts as received: the source's own time, else the topmost Received header, else Date, else now; a day or more in the future is clamped to now. All ISO instants. */
export function receiptOf(
  known: { source: string | null; received: string | null; date: string | null },
  now: string,
): Receipt {
  const [time, origin] = firstKnown(known) ?? [now, 'arrival' as const]
  const clamped = Date.parse(time) > Date.parse(now) + DAY_MS
  return { receivedAt: clamped ? now : time, origin, clamped }
}

/** Whether a run with this time enters as reviewed history: older than `afterDays` at the moment it is created (product.md section 4). */
export function isHistory(runAt: string, now: string, afterDays: number): boolean {
  return Date.parse(runAt) < Date.parse(now) - afterDays * DAY_MS
}

function firstKnown(known: {
  source: string | null
  received: string | null
  date: string | null
}): [string, ReceivedAtOrigin] | null {
  if (known.source) return [known.source, 'source']
  if (known.received) return [known.received, 'received']
  if (known.date) return [known.date, 'date']
  return null
}
