import { MOST_RUNS } from '../../../contract/run-checks.ts'
import type { World } from '../../app/world.ts'
import { healthOf } from '../../domain/job-health.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { readSettings } from '../settings/index.ts'
import { listQueue, matchingJobs, type QueueGroup, type QueueRow, type QueueSort } from './queue.queries.ts'
import { filterOf, type QueueQuery } from './queue-filter.ts'
import { countProbableInInbox, countQueue, listJobRuns, queuedWords } from './run-checks.queries.ts'

type RunChecksWorld = Pick<World, 'db' | 'clock'>

const STATUS_OF_RANK = ['success', 'warning', 'failed', 'missed'] as const

/** A page of the queue: one row a job with runs to review, and the counters above it. */
export async function runChecksPage(
  world: RunChecksWorld,
  query: QueueQuery & {
    after?: string | undefined
    limit: number
    sort: QueueSort
    group?: QueueGroup | undefined
  },
) {
  const { db } = world
  const filter = await filterOf(world, query)
  const group = query.group ?? 'job'
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { value: String(cursor[0]), jobId: Number(cursor[1]) } : null
  const [found, counts, waitingInInbox] = await Promise.all([
    listQueue(db, filter, { sort: query.sort, group }, after, query.limit + 1),
    countQueue(db, filter),
    countProbableInInbox(db),
  ])
  const { rows, next } = cutPage(found, query.limit, (row) => [row.sort_value, row.job_id])
  const { jobs, original_successes, seen, ...openRuns } = counts
  return {
    rows: rows.map((row) => described(row, group)),
    next,
    total: jobs,
    openRuns,
    originalSuccesses: original_successes,
    seen,
    waitingInInbox,
  }
}

/** Every job that the filter, or one group of it, leaves at this moment, with its open runs. */
export async function matchingQueue(
  world: RunChecksWorld,
  query: QueueQuery & { group: QueueGroup; groupKey?: string | undefined },
) {
  const filter = await filterOf(world, query)
  const found = await matchingJobs(world.db, filter, { group: query.group, key: query.groupKey }, MOST_RUNS)
  const jobs = found
    .filter(({ fits }) => fits)
    .map(({ job_id, run_ids }) => ({ jobId: job_id, runIds: run_ids }))
  return { jobs, left: found.length - jobs.length }
}

/** The products and report types that have runs to review. */
export async function wordsOfQueue(world: RunChecksWorld) {
  return queuedWords(world.db, await filterOf(world, {}))
}

/** The runs of one job beside the open one in the dialog. */
export async function jobRuns({ db }: Pick<World, 'db'>, jobId: number, includeReviewed: boolean) {
  const { ui_timezone } = await readSettings({ db })
  const rows = await listJobRuns(db, jobId, includeReviewed, ui_timezone)
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

function described(row: QueueRow, group: QueueGroup) {
  return {
    jobId: row.job_id,
    customer: { id: row.customer_id, name: row.customer_name },
    software: row.backup_software,
    type: row.backup_type,
    jobName: row.job_name,
    host: row.host,
    worstStatus: STATUS_OF_RANK[row.rank] ?? 'missed',
    overridden: row.overridden,
    counts: { success: row.success, warning: row.warning, failed: row.failed, missed: row.missed },
    latestRunAt: row.latest_run_at,
    message: row.message,
    health: healthOf(row),
    hasTicket: row.has_ticket,
    hasRemark: row.has_remark,
    waitingMessageId: row.waiting_message_id,
    runIds: row.run_ids,
    reviewedRuns: row.reviewed,
    group:
      group === 'job'
        ? null
        : {
            key: row.group_key,
            label: row.group_label,
            jobs: row.group_jobs,
            runs: Number(row.group_runs),
            worstStatus: STATUS_OF_RANK[row.group_rank] ?? 'missed',
          },
  }
}
