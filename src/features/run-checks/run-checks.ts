import type { RunStatus } from '../../../contract/base.ts'
import type { World } from '../../app/world.ts'
import { healthOf } from '../../domain/job-health.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import {
  countProbableInInbox,
  countQueue,
  listJobRuns,
  listRunChecks,
  type RunCheckRow,
  type RunCheckSort,
} from './run-checks.queries.ts'

type RunChecksWorld = Pick<World, 'db'>

const STATUS_OF_RANK = ['success', 'warning', 'failed', 'missed'] as const

/** A page of the queue: one row a job with unreviewed runs, and the counters above it. */
export async function runChecksPage(
  { db }: RunChecksWorld,
  query: {
    after?: string | undefined
    limit: number
    q?: string | undefined
    status?: RunStatus | undefined
    software?: string | undefined
    customerId?: number | undefined
    sort: RunCheckSort
  },
) {
  const filter = {
    patterns: searchPatterns(query.q),
    status: query.status,
    software: query.software,
    customerId: query.customerId,
  }
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { value: String(cursor[0]), jobId: Number(cursor[1]) } : null
  const found = await listRunChecks(db, filter, query.sort, after, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.sort_value, row.job_id])
  const { jobs, ...openRuns } = await countQueue(db, filter)
  return {
    rows: rows.map(described),
    next,
    total: jobs,
    openRuns,
    waitingInInbox: await countProbableInInbox(db),
  }
}

/** The runs of one job beside the open one in the dialog. */
export async function jobRuns({ db }: RunChecksWorld, jobId: number, includeReviewed: boolean) {
  const rows = await listJobRuns(db, jobId, includeReviewed)
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

function described(row: RunCheckRow) {
  return {
    jobId: row.job_id,
    customer: { id: row.customer_id, name: row.customer_name },
    software: row.backup_software,
    type: row.backup_type,
    jobName: row.job_name,
    host: row.host,
    worstStatus: STATUS_OF_RANK[row.rank] ?? 'missed',
    counts: { success: row.success, warning: row.warning, failed: row.failed, missed: row.missed },
    latestRunAt: row.latest_run_at,
    latestMessage: row.latest_message,
    health: healthOf(row),
    waitingMessageId: row.waiting_message_id,
    runIds: row.run_ids,
  }
}
