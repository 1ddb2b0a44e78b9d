import { dateOf } from '../../src/domain/schedule/calendar.ts'
import { HOUR, MINUTE } from '../../src/domain/schedule/units.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { instantOf, localDayOf } from './days.ts'
import type { FleetJob } from './fleet.ts'
import { NOW } from './scale.ts'

export type RunStatus = 'success' | 'warning' | 'failed' | 'missed'
export type PlannedRun = {
  job: FleetJob
  dueAt: number
  /** When its report came; of a missed run, when it was due. */
  at: number
  status: RunStatus
}

/** What was due so recently is still awaited. */
const AWAITED = 3 * HOUR

/** Where a history begins that ends now and has exactly so many runs: its first day, and how many of the first due ones are too many. */
export type History = { firstDay: number; surplus: number }

/** The history of these jobs with exactly so many runs. */
export function historyOf(jobs: readonly FleetJob[], runs: number): History {
  let day = localDayOf(NOW)
  let due = 0
  for (; due < runs; day--) due += dueOnDay(jobs, day).length
  return { firstDay: day + 1, surplus: due - runs }
}

/** The runs of each day of a history, in the order in which they came. */
export function* runsByDay(
  jobs: readonly FleetJob[],
  { firstDay, surplus }: History,
  random: SeededRandom,
): Generator<{ day: number; runs: PlannedRun[] }> {
  for (let day = firstDay; day <= localDayOf(NOW); day++) {
    const due = dueOnDay(jobs, day).slice(day === firstDay ? surplus : 0)
    const runs = due.map(({ job, dueAt }) => runOf(job, dueAt, random))
    yield { day, runs: runs.sort((a, b) => a.at - b.at || a.job.id - b.job.id) }
  }
}

function dueOnDay(jobs: readonly FleetJob[], day: number): { job: FleetJob; dueAt: number }[] {
  const date = dateOf(day)
  const instants = new Map<number, number>()
  const due: { job: FleetJob; dueAt: number }[] = []
  for (const job of jobs) {
    if (day > job.lastDay) continue
    for (const minute of job.dueOn(date)) {
      const dueAt = instants.get(minute) ?? instantOf(day, minute)
      instants.set(minute, dueAt)
      if (dueAt < NOW - AWAITED) due.push({ job, dueAt })
    }
  }
  return due
}

function runOf(job: FleetJob, dueAt: number, random: SeededRandom): PlannedRun {
  const status = statusOf(job, random.below(1000))
  return { job, dueAt, at: status === 'missed' ? dueAt : dueAt + random.below(15 * MINUTE), status }
}

function statusOf({ failing, warning, missing }: FleetJob, place: number): RunStatus {
  if (place < failing) return 'failed'
  if (place < failing + warning) return 'warning'
  return place < failing + warning + missing ? 'missed' : 'success'
}
