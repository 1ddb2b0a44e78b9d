import type { World } from '../../app/world.ts'
import { healthOf } from '../../domain/job-health.ts'
import { localDay } from '../../domain/local-time.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { readSettings } from '../settings/index.ts'
import {
  countJobs,
  type JobListRow,
  type JobSort,
  listJobs,
  pickJobs,
  type RunDay,
  readJob,
  readRunDays,
} from './jobs.queries.ts'

type JobsWorld = Pick<World, 'db' | 'clock'>
type JobsQuery = {
  after?: string | undefined
  limit: number
  q?: string | undefined
  customerId?: number | undefined
  software?: string | undefined
  type?: string | undefined
}

const BAR_DAYS = 28
const WORST_FIRST = ['missed', 'failed', 'warning', 'override', 'success'] as const

/** A page of jobs (archived ones only when asked for) with the total. */
export async function jobsPage(
  { db }: Pick<JobsWorld, 'db'>,
  query: JobsQuery,
  sort: JobSort,
  archived = false,
) {
  const filter = {
    patterns: searchPatterns(query.q),
    customerId: query.customerId,
    software: query.software,
    type: query.type,
    archived,
  }
  const cursor = decodeCursor(query.after, 2)
  const found = await listJobs(
    db,
    filter,
    sort,
    cursor ? { value: String(cursor[0]), id: Number(cursor[1]) } : null,
    query.limit + 1,
  )
  const { rows, next } = cutPage(found, query.limit, (row) => [row.sort_value, row.id])
  return {
    rows: rows.map((row) => ({
      ...described(row),
      archivedAt: row.archived_at,
      heldMessages: row.held_messages,
    })),
    next,
    total: await countJobs(db, filter),
  }
}

/** One job with the last 28 days as a bar, oldest first. */
export async function jobById({ db, clock }: JobsWorld, id: number) {
  const job = await readJob(db, id)
  if (!job) throw notFound('job')
  const timeZone = job.time_zone ?? (await readSettings({ db })).ui_timezone
  const today = Temporal.PlainDate.from(localDay(clock(), timeZone))
  const days = Array.from({ length: BAR_DAYS }, (_, index) =>
    today.subtract({ days: BAR_DAYS - 1 - index }).toString(),
  )
  const ran = new Map(
    (await readRunDays(db, id, timeZone, days[0] ?? today.toString())).map((day) => [day.day, day]),
  )
  return {
    ...described(job),
    reportedName: job.reported_name,
    displayName: job.display_name,
    notes: job.notes,
    successRules: job.success_rules,
    archivedAt: job.archived_at,
    createdAt: job.created_at,
    heldMessages: job.held_messages,
    mergedInto: job.merged_into,
    days: days.map((day) => onTheBar(day, ran.get(day))),
  }
}

function onTheBar(day: string, ran: RunDay | undefined) {
  const { success = 0, override = 0, warning = 0, failed = 0, missed = 0 } = ran ?? {}
  const counts = { success, override, warning, failed, missed }
  return { day, status: WORST_FIRST.find((status) => counts[status] > 0) ?? null, ...counts }
}

/** Jobs to approve a message or merge a job into, by any part of their names. */
export async function findJobs(
  { db }: Pick<JobsWorld, 'db'>,
  { q, ...of }: { q: string; software?: string | undefined; customerId?: number | undefined },
) {
  const rows = await pickJobs(db, searchPatterns(q), of)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    customer: { id: row.customer_id, name: row.customer_name },
    software: row.backup_software,
    type: row.backup_type,
    host: row.host,
  }))
}

function described(row: JobListRow) {
  return {
    id: row.id,
    customer: { id: row.customer_id, name: row.customer_name },
    software: row.backup_software,
    type: row.backup_type,
    name: row.name,
    host: row.host,
    informational: row.informational,
    schedule: row.schedule_words ?? 'learning',
    health: healthOf(row),
  }
}
