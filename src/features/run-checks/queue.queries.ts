import type { StoredHealth } from '../../domain/job-health.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { HEALTH_COLUMNS, waitingMessage } from '../runs/index.ts'
import { type QueueFilter, queuedRuns, RANK } from './open-runs.queries.ts'

export type QueueSort = 'severity' | 'customer' | 'newest' | 'oldest' | 'failures'
export type QueueGroup = 'job' | 'customer' | 'error'

export type QueueRow = StoredHealth & {
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
  reviewed: number
  overridden: boolean
  latest_run_at: string
  message: string
  has_ticket: boolean
  has_remark: boolean
  waiting_message_id: number | null
  run_ids: number[]
  group_key: string
  group_label: string
  group_jobs: number
  group_runs: number
  group_rank: number
  sort_value: string
}

const SORTS: Record<QueueSort, ReturnType<typeof sql>> = {
  severity: sql`(9 - m.rank)::text || m.names`,
  customer: sql`m.names`,
  newest: sql`lpad((99999999999999 - (extract(epoch from m.latest_run_at) * 1000)::bigint)::text, 14, '0')`,
  oldest: sql`lpad((extract(epoch from m.oldest_run_at) * 1000)::bigint::text, 14, '0')`,
  failures: sql`lpad((99999999 - m.failures)::text, 8, '0') || m.names`,
}

/** Where a group stands: customers by name, or by how bad it is with them; equal error texts by how bad they are and how many jobs say so. */
const GROUP_PLACE = {
  job: () => sql`''`,
  customer: (sort: QueueSort) =>
    sql`${sort === 'severity' ? sql`(9 - m.group_rank)::text ||` : sql``} lower(m.customer_name) || chr(1) || m.group_key || chr(1)`,
  error: () =>
    sql`(9 - m.group_rank)::text || lpad((99999999 - m.group_jobs)::text, 8, '0') || m.group_key || chr(1)`,
}

/** What says most about a run: why our rule raised it, else a failed or warned object's own message, else the job's remark, else the status text. */
function tellingText(runId: ReturnType<typeof sql>) {
  return sql`(
    select coalesce('Raised by our rule: ' || r.raised_because,
      (select l.message from run_object_links l
       where l.run_id = r.id and l.status <> 'success' and l.message <> '' order by l.status, l.position limit 1),
      nullif(split_part(r.remark, chr(10), 1), ''), r.status_text)
    from job_runs r where r.id = ${runId})`
}

/** Equal but for case and blanks; jobs whose runs are all successes have no error text and stand together. */
const ERROR_TEXT = sql`case when b.rank = 0 then '' else btrim(regexp_replace(b.telling_text, '\\s+', ' ', 'g')) end`
const GROUP_KEY: Record<QueueGroup, ReturnType<typeof sql>> = {
  job: sql`''`,
  customer: sql`b.customer_id::text`,
  error: sql`case when b.rank = 0 then 'success' else md5(lower(${ERROR_TEXT})) end`,
}
const GROUP_LABEL: Record<QueueGroup, ReturnType<typeof sql>> = {
  job: sql`''`,
  customer: sql`b.customer_name`,
  error: ERROR_TEXT,
}

/**
 * `matched`: the jobs that the filter leaves, each with its runs in any order, its place in a group and what the group amounts to.
 * Nothing in it is aggregated in an order: that would sort all runs, which with reviewed ones are tens of thousands.
 */
function matchedJobs(filter: QueueFilter, group: QueueGroup) {
  return sql`q as (
      ${queuedRuns(
        sql`r.id, r.job_id, r.run_at, r.effective_status, ${RANK} as rank, r.reviewed_at is not null as is_reviewed,
        r.effective_status = 'success' and r.status <> 'success' as is_overridden`,
        filter,
      )}
    ), o as (
      select job_id, max(rank) as rank, max(run_at) as latest_run_at, min(run_at) as oldest_run_at,
        coalesce(array_agg(id) filter (where not is_reviewed), '{}') as run_ids,
        (max(array[rank, (extract(epoch from run_at) * 1000000)::bigint, id]))[3] as telling_run_id,
        bool_or(is_overridden) as overridden, count(*) filter (where not is_reviewed) as open, count(*) filter (where is_reviewed) as reviewed,
        count(*) filter (where effective_status = 'success') as success, count(*) filter (where effective_status = 'warning') as warning,
        count(*) filter (where effective_status = 'failed') as failed, count(*) filter (where effective_status = 'missed') as missed
      from q group by job_id
      ${filter.status ? sql`having count(*) filter (where effective_status = ${filter.status}) > 0` : sql``}
    ), b as (
      select o.*, c.id as customer_id, c.name as customer_name, lower(c.name) || chr(1) || lower(coalesce(j.display_name, j.job_name)) as names,
        coalesce(h.failures_in_row, 0) as failures
        ${group === 'error' ? sql`, ${tellingText(sql`o.telling_run_id`)} as telling_text` : sql``}
      from o join jobs j on j.id = o.job_id join customers c on c.id = j.customer_id left join job_health h on h.job_id = o.job_id
    ), g as (
      select b.*, ${GROUP_KEY[group]} as group_key, ${GROUP_LABEL[group]} as group_label from b
    ), matched as materialized (
      ${
        group === 'job'
          ? sql`select g.*, 0 as group_jobs, 0 as group_runs, 0 as group_rank from g`
          : sql`select g.*, count(*) over w as group_jobs, sum(open) over w as group_runs, max(rank) over w as group_rank
              from g window w as (partition by group_key)`
      }
    )`
}

/** A page of the jobs with runs to review. */
export async function listQueue(
  db: Connection,
  filter: QueueFilter,
  order: { sort: QueueSort; group: QueueGroup },
  after: { value: string; jobId: number } | null,
  limit: number,
): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    with ${matchedJobs(filter, order.group)}, placed as (
      select m.*, ${GROUP_PLACE[order.group](order.sort)} || ${SORTS[order.sort]} as sort_value from matched m
    ), page as (
      select * from placed ${after ? sql`where (sort_value, job_id) > (${after.value}, ${after.jobId})` : sql``}
      order by sort_value, job_id limit ${limit}
    )
    select p.*, ${newestFirst(sql`p.run_ids`)} as run_ids, j.backup_software, j.backup_type, coalesce(j.display_name, j.job_name) as job_name, j.host, ${HEALTH_COLUMNS},
      ${tellingText(sql`p.telling_run_id`)} as message, ${openScope('ticket')} as has_ticket, ${openScope('remark')} as has_remark,
      ${waitingMessage(sql`p.job_id`)} as waiting_message_id
    from page p join jobs j on j.id = p.job_id left join job_health h on h.job_id = p.job_id
    order by p.sort_value, p.job_id
  `.execute(db)
  return rows
}

function newestFirst(runIds: ReturnType<typeof sql>) {
  return sql`(select coalesce(json_agg(r.id order by r.run_at desc, r.id desc), '[]') from job_runs r where r.id = any(${runIds}))`
}

/** Every job that the filter, or one group of it, leaves, with its open runs; the largest selections are cut at `mostRuns`. */
export async function matchingJobs(
  db: Connection,
  filter: QueueFilter,
  group: { group: QueueGroup; key: string | undefined },
  mostRuns: number,
): Promise<{ job_id: number; run_ids: number[]; fits: boolean }[]> {
  const { rows } = await sql<{ job_id: number; run_ids: number[]; fits: boolean }>`
    with ${matchedJobs(filter, group.group)}
    select job_id, to_json(run_ids) as run_ids, sum(open) over (order by rank desc, job_id rows unbounded preceding) <= ${mostRuns} as fits from matched
    where open > 0 ${group.key === undefined ? sql`` : sql`and group_key = ${group.key}`}
  `.execute(db)
  return rows
}

/** Whether a ticket or remark is open for the job, its customer, or an object of its open runs; each way by its own index. */
function openScope(what: 'ticket' | 'remark') {
  const owner = sql.table(`${what}s`)
  const ownerId = sql.ref(`s.${what}_id`)
  const scopes = sql`${sql.table(`${what}_scopes`)} s join ${owner} t on t.id = ${ownerId} and t.resolved_at is null`
  return sql`(exists (select from ${scopes} where s.job_id = p.job_id and s.resolved_at is null)
    or exists (select from ${scopes} where s.customer_id = p.customer_id and s.resolved_at is null)
    or exists (select from run_object_links l
      join ${scopes} on s.customer_object_id = l.customer_object_id where l.run_id = any(p.run_ids) and s.resolved_at is null))`
}
