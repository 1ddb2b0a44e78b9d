import { sql } from '../../platform/db.ts'
import { afterCoveSuccess, jobFoundBy } from '../runs/index.ts'

export type QueueFilter = {
  patterns: string[]
  status: string | undefined
  software: string | undefined
  type: string | undefined
  customerId: number | undefined
  /** Reviewed runs from this instant on stand beside the open ones; null for open ones only. */
  reviewedSince: string | null
  /** The zone of the settings, for jobs without one of their own. */
  zone: string
}

/** Everything but the status: that one chooses jobs by what runs they have. */
export type RunFilter = Omit<QueueFilter, 'status'>

/** `job_runs r` with its job `j` and customer `c`: what the queue shows, of active customers' unarchived jobs. */
export function queuedRuns(columns: ReturnType<typeof sql>, filter: RunFilter) {
  const from = sql`select ${columns} from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where ${queueCondition(filter)}`
  const open = sql`${from} and r.reviewed_at is null`
  return filter.reviewedSince === null
    ? open
    : sql`${open} union all ${from} and r.reviewed_at is not null and r.run_at >= ${filter.reviewedSince}`
}

/** How bad a status is. */
export const RANK = sql`case r.effective_status when 'missed' then 3 when 'failed' then 2 when 'warning' then 1 else 0 end`

function queueCondition(filter: RunFilter) {
  return sql.join(
    [
      sql`c.active and j.archived_at is null`,
      ...(filter.software === undefined ? [] : [sql`j.backup_software = ${filter.software}`]),
      ...(filter.type === undefined ? [] : [sql`j.backup_type = ${filter.type}`]),
      ...(filter.customerId === undefined ? [] : [sql`j.customer_id = ${filter.customerId}`]),
      ...jobFoundBy(filter.patterns),
      sql`not ${afterCoveSuccess(filter.zone)}`,
    ],
    sql` and `,
  )
}
