import { type Arrival, readArrivals } from '../../domain/schedule/arrivals.ts'
import type { Expectation } from '../../domain/schedule/expectation.ts'
import { scheduleInWords } from '../../domain/schedule/in-words.ts'
import { infer } from '../../domain/schedule/infer.ts'
import type { LocalClock } from '../../domain/schedule/local-clock.ts'
import { pinnedSchedule } from '../../domain/schedule/pinned.ts'
import { cameToday, horizonOf, planAhead, planMeanwhile, withGrace } from '../../domain/schedule/plan.ts'
import type { Schedule } from '../../domain/schedule/schedule.ts'
import type { PlannedRun } from '../../domain/schedule/settle.ts'
import { MINUTE } from '../../domain/schedule/units.ts'
import { type ScheduleKind, validKind, validSchedule } from '../../domain/schedule/valid.ts'
import type { ExcusedTimes } from './excused.queries.ts'
import { excusedBy } from './excused.ts'
import type { JobFacts } from './job-facts.queries.ts'
import type { LearnedRow, PlanRow } from './save-plan.queries.ts'

/** What holds for jobs that say nothing of their own. */
type Defaults = { zone: string; graceMinutes: number }
export type Learning = { defaults: Defaults; now: string; clockOf: (zone: string) => LocalClock }
export type LearnedJob = { row: LearnedRow; plan: PlanRow[] }

/** What happened to a job: when its runs arrived, what was planned before and is due or over, and when nothing was expected. */
export type Past = {
  times: readonly number[]
  opened: readonly PlannedRun[]
  excused: ExcusedTimes | undefined
}

/** What the past of one job says about when its runs come, and what to expect of it. */
export function learnJob(
  job: JobFacts,
  { times, opened, excused }: Past,
  { defaults, now, clockOf }: Learning,
): LearnedJob {
  const clock = clockOf(job.time_zone ?? defaults.zone)
  const instant = Date.parse(now)
  const arrivals = readArrivals(times, clock)
  const learned: Schedule = isLearnable(job)
    ? infer(arrivals, instant, excusedBy(excused, clock))
    : { kind: 'learning', silence: null }
  const facts = {
    learned,
    pin: job.pin,
    irregularAfterDays: job.irregular_after_days,
    lastRun: arrivals.at(-1)?.at ?? null,
  }
  const kind = isLearnable(job) ? validKind(facts) : 'none'
  const schedule = validSchedule(facts)
  const row: LearnedRow = {
    job_id: job.job_id,
    kind,
    learned: isLearnable(job) ? learned : null,
    words: isLearnable(job) ? scheduleInWords(facts) : `not expected (${job.not_watched})`,
    learned_from_run_count: arrivals.length,
    judged_from: judgedFrom(job, kind, now),
    planned_until: job.not_watched === null ? iso(horizonOf(schedule, instant)) : null,
    not_watched: job.not_watched,
    source_id: job.source_id,
    seen_run_count: job.run_count ?? 0,
    seen_last_run_id: job.last_run_id,
  }
  const plan =
    job.not_watched === null
      ? planJob(job, { schedule, arrivals, clock, opened, defaults, now: instant })
      : []
  return { row, plan }
}

function planJob(
  job: JobFacts,
  of: {
    schedule: Schedule
    arrivals: readonly Arrival[]
    clock: LocalClock
    opened: readonly PlannedRun[]
    defaults: Defaults
    now: number
  },
): PlanRow[] {
  const { schedule, arrivals, clock, opened, defaults, now } = of
  const grace = (job.grace_minutes ?? defaults.graceMinutes) * MINUTE
  const plannedUntil = job.planned_until === null ? null : Date.parse(job.planned_until)
  const planning = { clock, now, grace, opened, plannedUntil }
  const ahead = planAhead(schedule, planning)
  const meanwhile = planMeanwhile(arrivals, planning, job.pin ? pinnedSchedule(job.pin) : null)
  const came = cameToday(schedule, arrivals, planning)
  const open = opened.filter((one) => one.state === 'open' && one.kind === 'slot')
  return [...came, ...withGrace(open, ahead, grace), ...meanwhile, ...ahead].map((one) =>
    planRow(job.job_id, one),
  )
}

function planRow(jobId: number, { at, opens, closes, deadline, kind, slot }: Expectation): PlanRow {
  return {
    job_id: jobId,
    slot_at: iso(at),
    opens_at: iso(opens),
    closes_at: iso(closes),
    deadline_at: iso(deadline),
    kind,
    slot: slot && { ...slot, restsOn: slot.restsOn.slice(-ARRIVALS_KEPT) },
  }
}

/** Enough to see in a planned run what it rests on; all of them stand in the schedule. */
const ARRIVALS_KEPT = 8

/** Informational and event reports, and Cove's workstations, come when they like: nothing is learned of them. */
function isLearnable({ not_watched }: JobFacts): boolean {
  return not_watched === null || not_watched === 'archived' || not_watched === 'inactive customer'
}

/** From when on slots are judged: since the job is watched (again), or its slots were learned. */
function judgedFrom(job: JobFacts, kind: ScheduleKind, now: string): string | null {
  if (job.not_watched !== null) return null
  if (job.judged_from === null) return now
  return !hasSlots(job.kind) && hasSlots(kind) ? now : job.judged_from
}

function hasSlots(kind: string): boolean {
  return kind === 'weekly' || kind === 'biweekly' || kind === 'monthly' || kind === 'interval'
}

function iso(instant: number): string {
  return new Date(Math.round(instant)).toISOString()
}
