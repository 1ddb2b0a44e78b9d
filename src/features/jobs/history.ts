import type { World } from '../../app/world.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { readSettings } from '../settings/index.ts'
import { countHistory, type HistoryFilter, listHistory } from './history.queries.ts'
import { readJob } from './jobs.queries.ts'

/** A page of a job's runs, newest first, with the total. */
export async function jobHistory(
  { db }: Pick<World, 'db'>,
  query: {
    id: number
    after?: string | undefined
    limit: number
    status?: HistoryFilter['status']
    open?: boolean | undefined
    ticket?: boolean | undefined
    q?: string | undefined
  },
) {
  const job = await readJob(db, query.id)
  if (!job) throw notFound('job')
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { runAt: String(cursor[0]), id: Number(cursor[1]) } : null
  const filter = {
    status: query.status,
    open: query.open ?? false,
    ticket: query.ticket ?? false,
    patterns: searchPatterns(query.q),
  }
  const isFiltered = filter.status !== undefined || filter.open || filter.ticket || filter.patterns.length > 0
  const { ui_timezone } = await readSettings({ db })
  const found = await listHistory(db, query.id, filter, after, query.limit + 1, ui_timezone)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.run_at, row.id])
  const total = isFiltered ? await countHistory(db, query.id, filter) : job.run_count
  return {
    rows: rows.map((row) => ({
      id: row.id,
      runAt: row.run_at,
      status: row.status,
      effectiveStatus: row.effective_status,
      statusText: row.status_text,
      raisedBecause: row.raised_because,
      lateRunId: row.late_run_id,
      remark: row.remark,
      override: row.override,
      history: row.history,
      isAfterSuccessOfDay: row.after_success_of_day,
      informational: row.informational,
      tickets: row.tickets,
      remarkCount: row.remark_count,
      objectCount: row.object_count,
      problemCount: row.problem_count,
      reviewedAt: row.reviewed_at,
      reviewedBy: row.reviewed_by,
    })),
    next,
    total,
  }
}
