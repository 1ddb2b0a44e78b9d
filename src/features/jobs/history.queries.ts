import { type Connection, sql } from '../../platform/db.ts'
import { afterCoveSuccess } from '../runs/index.ts'

export type HistoryFilter = {
  status: 'success' | 'override' | 'warning' | 'failed' | 'missed' | undefined
  open: boolean
  ticket: boolean
  patterns: string[]
}

export type HistoryRow = {
  id: number
  run_at: string
  status: 'success' | 'warning' | 'failed' | 'missed'
  effective_status: 'success' | 'warning' | 'failed' | 'missed'
  status_text: string
  raised_because: string | null
  late_run_id: number | null
  remark: string | null
  override: { id: number; createdBy: string; comment: string } | null
  history: boolean
  after_success_of_day: boolean
  informational: boolean
  tickets: { id: number; code: string; isResolved: boolean }[]
  remark_count: number
  object_count: number
  problem_count: number
  reviewed_at: string | null
  reviewed_by: string | null
}

/** A page of a job's runs, newest first. */
export async function listHistory(
  db: Connection,
  jobId: number,
  filter: HistoryFilter,
  after: { runAt: string; id: number } | null,
  limit: number,
  zone: string,
): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select r.id, r.run_at, r.status, r.effective_status, r.status_text, r.raised_because, r.late_run_id, r.remark, r.history, r.informational, r.reviewed_at,
      case when r.reviewed_at is null then null else coalesce(nullif(u.display_name, ''), u.username, 'system') end as reviewed_by,
      case when v.id is null then null else json_build_object('id', v.id, 'comment', v.comment,
        'createdBy', coalesce(nullif(w.display_name, ''), w.username, nullif(v.created_by_name, ''), 'system')) end as override,
      coalesce(o.objects, 0) as object_count, coalesce(o.problems, 0) as problem_count,
      coalesce((
        select json_agg(json_build_object('id', t.id, 'code', t.ticket_code, 'isResolved', t.resolved_at is not null) order by t.id desc)
        from ticket_job_runs k join tickets t on t.id = k.ticket_id where k.job_run_id = r.id), '[]') as tickets,
      (select count(*) from remark_job_runs k where k.job_run_id = r.id) as remark_count,
      ${afterCoveSuccess(zone)} as after_success_of_day
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    left join users u on u.id = r.reviewed_by_user_id
    left join overrides v on v.id = r.override_id left join users w on w.id = v.created_by_user_id
    left join lateral (
      select count(*) as objects, count(*) filter (where l.status <> 'success') as problems from run_object_links l where l.run_id = r.id) o on true
    where ${condition(jobId, filter)}
      ${after ? sql`and (r.run_at, r.id) < (${after.runAt}, ${after.id})` : sql``}
    order by r.run_at desc, r.id desc limit ${limit}
  `.execute(db)
  return rows
}

/** How many runs of a job the filter leaves. */
export async function countHistory(db: Connection, jobId: number, filter: HistoryFilter): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from job_runs r where ${condition(jobId, filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Written so that each filter of its own uses an index that begins with the job. */
function condition(jobId: number, { status, open, ticket, patterns }: HistoryFilter) {
  return sql.join(
    [
      sql`r.job_id = ${jobId}`,
      ...(status === undefined ? [] : [endedAs(status)]),
      ...(open ? [sql`r.reviewed_at is null`] : []),
      ...(ticket ? [hasTicket(jobId)] : []),
      ...patterns.map((pattern) => says(jobId, pattern)),
    ],
    sql` and `,
  )
}

function endedAs(status: NonNullable<HistoryFilter['status']>) {
  switch (status) {
    case 'success':
      return sql`r.effective_status = 'success' and r.status = 'success'`
    case 'override':
      return sql`r.effective_status = 'success' and r.status <> 'success'`
    default:
      return sql`r.effective_status = ${sql.lit(status)} and r.effective_status <> 'success'`
  }
}

// Both ask for the job's own runs once, whatever the plan: an `in` beside an `or` is hashed, and the lateral is looked up run by run.

/** Whether a run has a ticket. */
function hasTicket(jobId: number) {
  return sql`(r.autotask_ticket_id is not null or r.id in (
    select x.id from job_runs x join ticket_job_runs k on k.job_run_id = x.id where x.job_id = ${jobId}))`
}

/** Whether a run, or an object that kept it from being a success, says this. */
function says(jobId: number, pattern: string) {
  return sql`(lower(concat_ws(' ', r.status_text, r.remark, r.raised_because)) like ${pattern} or r.id in (
    select x.id from job_runs x cross join lateral (
      select from run_object_links l join customer_objects o on o.id = l.customer_object_id
      where l.run_id = x.id and l.status <> 'success' and lower(concat_ws(' ', o.name, l.message)) like ${pattern} limit 1) told
    where x.job_id = ${jobId} and x.status <> 'success'))`
}
