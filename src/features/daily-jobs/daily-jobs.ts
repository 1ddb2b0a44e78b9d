import type { World } from '../../app/world.ts'
import { healthOf } from '../../domain/job-health.ts'
import { localDay } from '../../domain/local-time.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { readSettings } from '../settings/index.ts'
import {
  type DailyRow,
  type DailySort,
  type DayStatus,
  dailyRows,
  plannedUntil,
  runsOfDay,
} from './daily-jobs.queries.ts'

type DailyWorld = Pick<World, 'db' | 'clock'>
export type DailyQuery = {
  after?: string | undefined
  limit: number
  q?: string | undefined
  day?: string | undefined
  status?: DayStatus | undefined
  software?: string | undefined
  customerId?: number | undefined
  sort: DailySort
  openJobId?: number | undefined
}

const NOBODY = { success: 0, warning: 0, failed: 0, missed: 0, expected: 0, excused: 0 }

/** The jobs that were expected or ran on a day (today without one) in the zone of the settings. Only admins see what is reviewed. */
export async function dailyJobs({ db, clock }: DailyWorld, query: DailyQuery, isAdmin: boolean) {
  const { day, zone, ...span } = await dayOf({ db, clock }, query.day)
  const asked = {
    ...span,
    jobId: null,
    patterns: searchPatterns(query.q),
    status: query.status,
    software: query.software,
    customerId: query.customerId,
  }
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { value: String(cursor[0]), jobId: Number(cursor[1]) } : null
  const found = await dailyRows(db, asked, query.sort, after, query.limit + 1)
  const { rows, next } = cutPage(found.rows, query.limit, (row) => [row.sort_value, row.job_id])
  const counts = { ...NOBODY, ...found.counts }
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return {
    rows: rows.map((row) => described(row, isAdmin)),
    next,
    total: query.status ? counts[query.status] : all,
    day,
    zone,
    plannedUntil: await plannedUntil(db),
    counts,
    openJob: query.openJobId === undefined ? null : await oneJob(db, span, query.openJobId, isAdmin),
  }
}

/** The runs of one job on a day, newest first. */
export async function runsOfJobOnDay(world: DailyWorld, jobId: number, asked: string | undefined) {
  const { starts, ends } = await dayOf(world, asked)
  const rows = await runsOfDay(world.db, { jobId, starts, ends })
  return rows.map((row) => ({
    id: row.id,
    runAt: row.run_at,
    status: row.status,
    effectiveStatus: row.effective_status,
    statusText: row.status_text,
    raisedBecause: row.raised_because,
    lateRunId: row.late_run_id,
    reviewedAt: row.reviewed_at,
  }))
}

async function dayOf({ db, clock }: DailyWorld, asked: string | undefined) {
  const zone = (await readSettings({ db })).ui_timezone
  const day = asked ?? localDay(clock(), zone)
  const date = Temporal.PlainDate.from(day)
  const startOf = (one: Temporal.PlainDate) => one.toZonedDateTime(zone).toInstant().toString()
  return { day, zone, starts: startOf(date), ends: startOf(date.add({ days: 1 })) }
}

/** One job's row, whatever the filters say; null when it was neither expected nor ran. */
async function oneJob(
  db: World['db'],
  span: { starts: string; ends: string },
  jobId: number,
  isAdmin: boolean,
) {
  const nothing = { patterns: [], status: undefined, software: undefined, customerId: undefined }
  const { rows } = await dailyRows(db, { ...span, ...nothing, jobId }, 'customer', null, 1)
  return rows[0] ? described(rows[0], isAdmin) : null
}

function described(row: DailyRow, isAdmin: boolean) {
  return {
    id: row.job_id,
    customer: { id: row.customer_id, name: row.customer_name },
    name: row.name,
    software: row.backup_software,
    type: row.backup_type,
    host: row.host,
    expectedAt: row.expected_at,
    expectedRuns: row.expected,
    cameRuns: row.came,
    schedule: row.words,
    status: row.status,
    lastRun:
      row.last_run_id !== null && row.day_last_run_at !== null && row.last_run_status !== null
        ? {
            id: row.last_run_id,
            runAt: row.day_last_run_at,
            status: row.last_run_status,
            overridden: row.last_run_overridden ?? false,
          }
        : null,
    runCount: row.runs,
    waitingMessageId: row.waiting_message_id,
    marks: { override: row.overridden, ticket: row.has_ticket, remark: row.has_remark },
    reviewed: isAdmin ? row.all_reviewed : null,
    health: healthOf(row.health),
  }
}
