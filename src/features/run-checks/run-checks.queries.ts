import type { StoredHealth } from '../../domain/job-health.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { HEALTH_COLUMNS, jobFoundBy, waitingMessage } from '../runs/index.ts'

export type RunCheckSort = 'severity' | 'customer' | 'newest'
export type RunCheckFilter = {
  patterns: string[]
  status: string | undefined
  software: string | undefined
  customerId: number | undefined
}

export type RunCheckRow = StoredHealth & {
  job_id: number
  customer_id: number
  customer_name: string
  backup_software: string
  backup_type: string
  job_name: string
  host: string | null
  rank: number
  success: number
  warning: number
  failed: number
  missed: number
  latest_run_at: string
  latest_message: string
  waiting_message_id: number | null
  run_ids: number[]
  sort_value: string
}

const RANK = sql`case r.effective_status when 'missed' then 3 when 'failed' then 2 when 'warning' then 1 else 0 end`
const NAMES = sql`lower(c.name) || chr(1) || lower(coalesce(j.display_name, j.job_name))`

/** What says most about a job's latest run: why our rule raised it, else a failed or warned object's own message, else the job's remark, else the status text. */
const TELLING_TEXT = sql`(
  select coalesce('Raised by our rule: ' || r.raised_because,
    (select l.message from run_object_links l
     where l.run_id = r.id and l.status <> 'success' and l.message <> '' order by l.status, l.position limit 1),
    nullif(split_part(r.remark, chr(10), 1), ''), r.status_text)
  from job_runs r where r.id = (o.run_ids ->> 0)::bigint)`

const SORTS = {
  severity: sql`(9 - o.rank)::text || ${NAMES}`,
  customer: NAMES,
  newest: sql`lpad((99999999999999 - (extract(epoch from o.latest_run_at) * 1000)::bigint)::text, 14, '0')`,
}

/** A page of jobs with unreviewed runs, of active customers' unarchived jobs. */
export async function listRunChecks(
  db: Connection,
  filter: RunCheckFilter,
  sort: RunCheckSort,
  after: { value: string; jobId: number } | null,
  limit: number,
): Promise<RunCheckRow[]> {
  const value = SORTS[sort]
  const { rows } = await sql<RunCheckRow>`
    with o as (
      select r.job_id, max(${RANK}) as rank, max(r.run_at) as latest_run_at,
        json_agg(r.id order by r.run_at desc, r.id desc) as run_ids,
        count(*) filter (where r.effective_status = 'success') as success, count(*) filter (where r.effective_status = 'warning') as warning,
        count(*) filter (where r.effective_status = 'failed') as failed, count(*) filter (where r.effective_status = 'missed') as missed
      from job_runs r where r.reviewed_at is null group by r.job_id
    )
    select o.*, c.id as customer_id, c.name as customer_name, j.backup_software, j.backup_type, coalesce(j.display_name, j.job_name) as job_name, j.host,
      ${HEALTH_COLUMNS},
      ${TELLING_TEXT} as latest_message, ${waitingMessage(sql`o.job_id`)} as waiting_message_id, ${value} as sort_value
    from o join jobs j on j.id = o.job_id join customers c on c.id = j.customer_id left join job_health h on h.job_id = j.id
    where ${queueCondition(filter)} ${filter.status ? sql`and ${statusCondition(filter.status)}` : sql``}
      ${after ? sql`and (${value}, o.job_id) > (${after.value}, ${after.jobId})` : sql``}
    order by ${value}, o.job_id limit ${limit}
  `.execute(db)
  return rows
}

export type QueueCounts = { jobs: number; success: number; warning: number; failed: number; missed: number }

/** How many jobs the filter leaves, and how many open runs there are by status before the status filter. */
export async function countQueue(db: Connection, filter: RunCheckFilter): Promise<QueueCounts> {
  const { rows } = await sql<QueueCounts>`
    select count(distinct r.job_id) filter (where ${filter.status ? sql`r.effective_status = ${filter.status}` : sql`true`}) as jobs,
      count(*) filter (where r.effective_status = 'success') as success, count(*) filter (where r.effective_status = 'warning') as warning,
      count(*) filter (where r.effective_status = 'failed') as failed, count(*) filter (where r.effective_status = 'missed') as missed
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where r.reviewed_at is null and ${queueCondition(filter)}
  `.execute(db)
  return rows[0] ?? { jobs: 0, success: 0, warning: 0, failed: 0, missed: 0 }
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

function statusCondition(status: string) {
  switch (status) {
    case 'success':
      return sql`o.success > 0`
    case 'warning':
      return sql`o.warning > 0`
    case 'failed':
      return sql`o.failed > 0`
    default:
      return sql`o.missed > 0`
  }
}

function queueCondition(filter: RunCheckFilter) {
  return sql.join(
    [
      sql`c.active and j.archived_at is null`,
      ...(filter.software === undefined ? [] : [sql`j.backup_software = ${filter.software}`]),
      ...(filter.customerId === undefined ? [] : [sql`j.customer_id = ${filter.customerId}`]),
      ...jobFoundBy(filter.patterns),
    ],
    sql` and `,
  )
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
): Promise<RunListRow[]> {
  const { rows } = await sql<RunListRow>`
    select id, run_at, status, effective_status, status_text, raised_because, late_run_id, reviewed_at from job_runs
    where job_id = ${jobId} ${includeReviewed ? sql`` : sql`and reviewed_at is null`}
    order by run_at desc, id desc limit ${includeReviewed ? 100 : 1000}
  `.execute(db)
  return rows
}

/** The open original successes, up to a run, of the jobs that the filter shows. */
export async function openSuccesses(
  tx: Connection,
  filter: RunCheckFilter,
  upToRunId: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where r.reviewed_at is null and r.status = 'success' and r.id <= ${upToRunId} and ${queueCondition(filter)}
  `.execute(tx)
  return rows.map((row) => row.id)
}
