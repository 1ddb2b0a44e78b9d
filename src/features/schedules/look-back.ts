import type { World } from '../../app/world.ts'
import { readArrivals } from '../../domain/schedule/arrivals.ts'
import { explainJudged } from '../../domain/schedule/explain.ts'
import { durationInWords } from '../../domain/schedule/in-words.ts'
import { localClock } from '../../domain/schedule/local-clock.ts'
import { MISSES_OF_A_GONE_JOB } from '../../domain/schedule/missed-words.ts'
import { replay } from '../../domain/schedule/replay.ts'
import { DAY, MINUTE } from '../../domain/schedule/units.ts'
import { notFound } from '../../platform/refusal.ts'
import { readSettings } from '../settings/index.ts'
import { readExcused } from './excused.queries.ts'
import { excusedBy } from './excused.ts'
import { readArrivalTimes } from './job-facts.queries.ts'
import {
  type MonthRow,
  type RaisedRow,
  readDays,
  readMissedRun,
  readRaisedSlots,
  readSchedule,
} from './schedule-page.queries.ts'
import { storedSlot } from './stored-schedule.ts'
import { graceOf, zoneOf } from './zone-and-grace.ts'

type LookWorld = Pick<World, 'db' | 'clock'>

const REPLAYED_DAYS = 90
/** The rules are run anew for every run: more than this would take seconds. */
const REPLAYED_RUNS = 300

/** Runs the rules over a job's own history and says what they would have raised, rightly and wrongly. */
export async function replayJob({ db, clock }: LookWorld, jobId: number) {
  const row = await readSchedule(db, jobId)
  if (!row) throw notFound('job')
  const settings = await readSettings({ db })
  const now = Date.parse(clock())
  const times = (await readArrivalTimes(db, [jobId], clock())).get(jobId) ?? []
  const zone = localClock(zoneOf(row, settings.ui_timezone).name)
  const from = Math.max(now - REPLAYED_DAYS * DAY, times.at(-REPLAYED_RUNS) ?? times[0] ?? now)
  const grace = graceOf(row, settings.missed_grace_minutes).minutes * MINUTE
  const isExcused = excusedBy((await readExcused(db, [jobId], clock())).get(jobId), zone)
  const { judged, truly, falsely } = replay(readArrivals(times, zone), {
    clock: zone,
    now,
    grace,
    from,
    isExcused,
  })
  const raised = truly.length + falsely.length
  return {
    since: new Date(from).toISOString(),
    expected: judged,
    truly: truly.map((one) => new Date(one.at).toISOString()),
    falsely: falsely.map((one) => new Date(one.at).toISOString()),
    summary: `In ${durationInWords(now - from)} these rules would have raised ${raised} missed run${raised === 1 ? '' : 's'}: ${truly.length} true, ${falsely.length} false.`,
  }
}

/** The days of a month (YYYY-MM) in the job's zone: what was expected, and what came. */
export async function monthOfJob({ db }: Pick<World, 'db'>, jobId: number, month: string) {
  const row = await readSchedule(db, jobId)
  if (!row) throw notFound('job')
  const zone = zoneOf(row, (await readSettings({ db })).ui_timezone).name
  const first = Temporal.PlainDate.from(`${month}-01`)
  const last = first.with({ day: first.daysInMonth })
  const days = await readDays(db, { jobId, zone, firstDay: first.toString(), lastDay: last.toString() })
  return {
    zone,
    days: days.map(({ rank, raised, ...day }) => ({ ...day, status: statusOf({ rank, raised, ...day }) })),
  }
}

type DayStatus = 'success' | 'warning' | 'failed' | 'missed' | 'expected' | 'excused' | null

function statusOf({ missed, raised, rank, expected, excused, came, late }: MonthRow): DayStatus {
  if (missed > 0 || raised > 0) return 'missed'
  if (rank !== null) return (['success', 'warning', 'failed'] as const)[rank] ?? null
  if (expected > came + late + excused) return 'expected'
  return excused > 0 ? 'excused' : null
}

/** What a missed run stands for, and why each of its slots was raised. */
export async function missedRunById({ db }: Pick<World, 'db'>, runId: number) {
  const run = await readMissedRun(db, runId)
  if (!run) throw notFound('missed run')
  const zone = run.time_zone ?? (await readSettings({ db })).ui_timezone
  const rows = await readRaisedSlots(db, runId)
  const own = rows.filter((row) => row.job_id === run.job_id && row.withdrawn_at === null)
  const inARow = Math.max(0, ...own.map((row) => row.in_a_row))
  return {
    runId,
    job: refOf(run),
    summary: run.status_text,
    since: (own[0] ?? rows[0])?.slot_at ?? '',
    count: own.length,
    inARow,
    suggestArchive: run.late_run_id === null && inARow >= MISSES_OF_A_GONE_JOB,
    lateRun: run.late_run_id === null ? null : { id: run.late_run_id, runAt: run.late_run_at ?? '' },
    jobs: new Set(rows.map((row) => row.job_id)).size,
    slots: rows.map((row) => ({
      job: refOf(row),
      slotAt: row.slot_at,
      opensAt: row.opens_at,
      closesAt: row.window_ends_at,
      deadlineAt: row.deadline_at,
      raisedAt: row.raised_at,
      withdrawnAt: row.withdrawn_at,
      inARow: row.in_a_row,
      why: whyRaised(row, zone),
    })),
  }
}

function refOf(row: { job_id: number; job_name: string; customer_id: number; customer_name: string }) {
  return { id: row.job_id, name: row.job_name, customer: { id: row.customer_id, name: row.customer_name } }
}

function whyRaised(row: RaisedRow, zone: string): string {
  const at = Date.parse(row.slot_at)
  const judged = {
    at,
    opens: row.opens_at === null ? at : Date.parse(row.opens_at),
    closes: Date.parse(row.window_ends_at),
    deadline: Date.parse(row.deadline_at),
    kind: row.explanation.kind === 'silence' ? ('silence' as const) : ('slot' as const),
    slot: storedSlot(row.explanation.slot),
    arrival: null,
    outcome: 'missed' as const,
  }
  return explainJudged(judged, zone)
}
