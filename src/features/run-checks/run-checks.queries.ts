import { type Connection, sql } from '../../platform/db.ts'
import { SEEN, standsAsSeen } from '../../platform/seen.ts'
import { claimedByOthers } from '../claims/index.ts'
import { afterCoveSuccess } from '../runs/index.ts'
import { type QueueFilter, queuedRuns, type RunFilter } from './open-runs.queries.ts'

export type QueueCounts = {
  jobs: number
  success: number
  warning: number
  failed: number
  missed: number
  original_successes: number
  /** What this answer knew of. */
  seen: string
}

/** How many jobs the filter leaves, and how many open runs there are by status before the status filter. */
export async function countQueue(db: Connection, filter: QueueFilter): Promise<QueueCounts> {
  const { rows } = await sql<QueueCounts>`
    select count(*) filter (where is_shown) as jobs,
      coalesce(sum(success), 0)::bigint as success, coalesce(sum(warning), 0)::bigint as warning,
      coalesce(sum(failed), 0)::bigint as failed, coalesce(sum(missed), 0)::bigint as missed,
      coalesce(sum(original_successes), 0)::bigint as original_successes, ${SEEN} as seen
    from (
      select bool_or(${filter.status ? sql`effective_status = ${filter.status}` : sql`true`}) as is_shown,
        count(*) filter (where is_open and effective_status = 'success') as success,
        count(*) filter (where is_open and effective_status = 'warning') as warning,
        count(*) filter (where is_open and effective_status = 'failed') as failed,
        count(*) filter (where is_open and effective_status = 'missed') as missed,
        count(*) filter (where is_open and effective_status = 'success' and status = 'success') as original_successes
      from (${queuedRuns(sql`r.id, r.job_id, r.status, r.effective_status, r.reviewed_at is null as is_open`, filter)}) q group by job_id) of_job
  `.execute(db)
  return (
    rows[0] ?? {
      jobs: 0,
      success: 0,
      warning: 0,
      failed: 0,
      missed: 0,
      original_successes: 0,
      seen: '',
    }
  )
}

/** Reports in the Inbox that probably belong to a known job. */
export async function countProbableInInbox(db: Connection): Promise<{ total: number; failed: number }> {
  const { rows } = await sql<{ total: number; failed: number }>`
    select count(*) as total, count(*) filter (where r.status = 'failed') as failed
    from mail_results r join mail_messages m on m.id = r.mail_message_id
    where r.state = 'open' and r.probable_job_id is not null and m.location = 'inbox'
  `.execute(db)
  return rows[0] ?? { total: 0, failed: 0 }
}

/** The products and report types that have open runs. */
export async function queuedWords(
  db: Connection,
  filter: RunFilter,
): Promise<{ software: string; type: string }[]> {
  const { rows } = await sql<{ software: string; type: string }>`
    ${queuedRuns(sql`distinct j.backup_software as software, j.backup_type as type`, filter)} order by 1, 2
  `.execute(db)
  return rows
}

export type RunListRow = {
  id: number
  run_at: string
  status: RunStatus
  effective_status: RunStatus
  status_text: string
  raised_because: string | null
  late_run_id: number | null
  reviewed_at: string | null
}
type RunStatus = 'success' | 'warning' | 'failed' | 'missed'

/** The unreviewed runs of a job, newest first; with reviewed ones its newest hundred. */
export async function listJobRuns(
  db: Connection,
  jobId: number,
  includeReviewed: boolean,
  zone: string,
): Promise<RunListRow[]> {
  const { rows } = await sql<RunListRow>`
    select r.id, r.run_at, r.status, r.effective_status, r.status_text, r.raised_because, r.late_run_id, r.reviewed_at
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where r.job_id = ${jobId} ${includeReviewed ? sql`` : sql`and r.reviewed_at is null`} and not ${afterCoveSuccess(zone)}
    order by r.run_at desc, r.id desc limit ${includeReviewed ? 100 : 1000}
  `.execute(db)
  return rows
}

/** The open original successes that were seen, of the jobs that the filter shows and no colleague is busy with. */
export async function openSuccesses(
  tx: Connection,
  filter: RunFilter,
  seen: string,
  reader: { userId: number | null; now: string },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    ${queuedRuns(sql`r.id`, filter)} and r.status = 'success' and r.effective_status = 'success' and ${standsAsSeen(seen)}
      and not ${claimedByOthers(reader.userId, reader.now)}
  `.execute(tx)
  return rows.map((row) => row.id)
}
