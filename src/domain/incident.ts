import type { TroubleKind } from './mailbox.ts'

/** An import that did not finish: because of its mailbox, of a fault of ours, or because its process ended; instants in ISO. */
export type FailedImport = { trouble: TroubleKind | 'fault' | 'interrupted'; startedAt: string }

/** A job of the source that a report was expected from in the hour that is looked at. */
export type DueJob = { jobId: number; customerId: number; expectedAt: string; lastRunAt: string | null }

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** These don't go away by waiting: somebody must change something. */
const NEEDS_A_PERSON: readonly FailedImport['trouble'][] = ['sign-in', 'permission', 'gone']
const FAILURES_IN_A_ROW = 3

/**
 * Whether a source counts as unreachable. `failures` are its imports that failed since its last complete one, oldest first:
 * one is enough where a person must act; anything else must last for three imports in a row or for more than an hour. An
 * import that ended with its process says nothing by its age: the application was down.
 */
export function isUnreachable(failures: readonly FailedImport[], now: string): boolean {
  const [first] = failures
  const last = failures.at(-1)
  if (!first || !last) return false
  if (NEEDS_A_PERSON.includes(last.trouble)) return true
  if (failures.length >= FAILURES_IN_A_ROW) return true
  return last.trouble !== 'interrupted' && Date.parse(now) - Date.parse(first.startedAt) > HOUR_MS
}

/** Reports may be a little late before anybody speaks of silence. */
const SETTLING_MS = 15 * MINUTE_MS
const SILENT_JOBS = 10
const SILENT_SHARE = 0.5
const SILENT_CUSTOMERS = 3

/** The hour in which reports were due that are looked at now: it ends so early that they can have come. `judgedUntil` is how far the source's mail is known to have been taken in. */
export function silenceWindow(judgedUntil: string): { from: string; until: string } {
  const until = Date.parse(judgedUntil) - SETTLING_MS
  return { from: new Date(until - HOUR_MS).toISOString(), until: new Date(until).toISOString() }
}

/**
 * How many jobs stayed silent, when that says that the source is broken and not the jobs: at least ten and half of those
 * due in the hour, of three customers, while the source delivered nothing at all since the hour began; else null.
 */
export function silenceOf(
  due: readonly DueJob[],
  window: { from: string; until: string },
  lastDeliveryAt: string | null,
): { silentJobs: number } | null {
  if (lastDeliveryAt === null || lastDeliveryAt >= window.from) return null
  const inWindow = due.filter((job) => job.expectedAt >= window.from && job.expectedAt < window.until)
  const silent = inWindow.filter((job) => job.lastRunAt === null || job.lastRunAt < window.from)
  const customers = new Set(silent.map((job) => job.customerId))
  const enough =
    silent.length >= SILENT_JOBS &&
    silent.length >= inWindow.length * SILENT_SHARE &&
    customers.size >= SILENT_CUSTOMERS
  return enough ? { silentJobs: silent.length } : null
}
