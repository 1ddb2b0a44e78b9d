import { type Pin, pinnedSchedule } from './pinned.ts'
import type { Schedule } from './schedule.ts'
import { DAY } from './units.ts'

/** What is known and set about one job's schedule. */
export type ScheduleFacts = {
  learned: Schedule
  pin: Pin | null
  /** "No run for N days", for a job without slots. */
  irregularAfterDays: number | null
  /** Epoch milliseconds of the last run. */
  lastRun: number | null
}

/** The schedule that counts: a pin wins over what the reports say, and a rule by hand over a learned silence. */
export function validSchedule({ learned, pin, irregularAfterDays, lastRun }: ScheduleFacts): Schedule {
  if (pin?.kind === 'slots') return pinnedSchedule(pin)
  const byHand =
    irregularAfterDays !== null && lastRun !== null
      ? { last: lastRun, longest: irregularAfterDays * DAY }
      : null
  if (pin?.kind === 'none') return { kind: 'irregular', silence: byHand }
  return byHand && 'silence' in learned ? { ...learned, silence: byHand } : learned
}

export type ScheduleKind = Schedule['kind'] | 'none'

/** The kind of the schedule that counts; `none` when a person said so. */
export function validKind(facts: Pick<ScheduleFacts, 'pin' | 'learned'>): ScheduleKind {
  if (facts.pin?.kind === 'none') return 'none'
  return facts.pin ? pinnedSchedule(facts.pin).kind : facts.learned.kind
}
