import type { StoredHealth } from '../../domain/job-health.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { HEALTH_COLUMNS, jobFoundBy, waitingMessage } from '../runs/index.ts'

export type DayStatus = 'success' | 'warning' | 'failed' | 'missed' | 'expected' | 'excused'
export type DailySort = 'customer' | 'time'

/** A day as the instants at which it starts and ends; `jobId` looks at one job only. */
export type DayAsked = {
  starts: string
  ends: string
  jobId: number | null
  patterns: string[]
  status: DayStatus | undefined
  software: string | undefined
  customerId: number | undefined
}

export type DailyRow = {
  job_id: number
  customer_id: number
  customer_name: string
  name: string
  backup_software: string
  backup_type: string
  host: string | null
  words: string
  status: DayStatus
  expected_at: string | null
  expected: number
  came: number
  runs: number
  last_run_id: number | null
  day_last_run_at: string | null
  last_run_status: 'success' | 'warning' | 'failed' | 'missed' | null
  last_run_overridden: boolean | null
  all_reviewed: boolean | null
  overridden: boolean
  has_ticket: boolean
  has_remark: boolean
  waiting_message_id: number | null
  health: StoredHealth
  sort_value: string
}

export type DailyPage = { rows: DailyRow[]; counts: Partial<Record<DayStatus, number>> }

const SORTS = {
  customer: sql`lower(c.name) || chr(1) || lower(coalesce(j.display_name, j.job_name))`,
  time: sql`lpad((extract(epoch from coalesce(p.expected_at, r.first_run_at)) * 1000)::bigint::text, 14, '0')`,
}

/** The worst of the day; a run that came on the day before, for a slot just after midnight, speaks for its slot. */
const STATUS = sql`case
  when coalesce(p.missed, 0) > 0 or r.rank = 3 then 'missed'
  when r.rank = 2 then 'failed' when r.rank = 1 then 'warning' when r.rank = 0 then 'success'
  when p.open > 0 then 'expected' when p.excused > 0 then 'excused'
  else coalesce((select o.effective_status from job_runs o where o.job_id = p.job_id and o.run_at = p.arrived_at limit 1), 'expected') end`

/** A page of the jobs that were expected or ran on a day, in the given order, and how many stand at each status. */
export async function dailyRows(
  db: Connection,
  asked: DayAsked,
  sort: DailySort,
  after: { value: string; jobId: number } | null,
  limit: number,
): Promise<DailyPage> {
  const { rows } = await sql<DailyPage>`
    with planned as (
      select e.job_id, min(e.slot_at) as expected_at, max(e.arrived_at) as arrived_at, count(*) as expected,
        count(*) filter (where e.state in ('came', 'late')) as came, count(*) filter (where e.state = 'missed') as missed,
        count(*) filter (where e.state = 'open') as open, count(*) filter (where e.state = 'excused') as excused
      from expected_runs e
      where e.slot_at >= ${asked.starts} and e.slot_at < ${asked.ends} and (e.kind = 'slot' or e.state = 'missed') ${ofJob('e', asked)}
      group by e.job_id
    ), ran as (
      select r.job_id, count(*) filter (where not r.missed) as runs, min(r.run_at) as first_run_at, max(r.run_at) as last_run_at,
        max(case r.effective_status when 'missed' then 3 when 'failed' then 2 when 'warning' then 1 else 0 end) as rank,
        bool_and(r.reviewed_at is not null) as all_reviewed, bool_or(r.effective_status <> r.status) as overridden
      from job_runs r where r.run_at >= ${asked.starts} and r.run_at < ${asked.ends} ${ofJob('r', asked)}
      group by r.job_id
    ), found as materialized (
      select j.id as job_id, ${STATUS} as status, ${SORTS[sort]} as sort_value, p.expected_at, coalesce(p.expected, 0) as expected,
        coalesce(p.came, 0) as came, coalesce(r.runs, 0) as runs, r.last_run_at as day_last_run_at, r.all_reviewed,
        coalesce(r.overridden, false) as overridden
      from planned p full join ran r on r.job_id = p.job_id
      join jobs j on j.id = coalesce(p.job_id, r.job_id) join customers c on c.id = j.customer_id
      where ${jobCondition(asked)}
    ), page as (
      select * from found
      where true ${asked.status ? sql`and status = ${asked.status}` : sql``}
        ${after ? sql`and (sort_value, job_id) > (${after.value}::text, ${after.jobId}::bigint)` : sql``}
      order by sort_value, job_id limit ${limit}
    ), told as (
      select f.*, c.id as customer_id, c.name as customer_name, coalesce(j.display_name, j.job_name) as name, j.backup_software, j.backup_type,
        j.host, coalesce(s.words, 'learning') as words, l.id as last_run_id, l.effective_status as last_run_status, l.overridden as last_run_overridden,
        ${openScope('ticket')} as has_ticket, ${openScope('remark')} as has_remark,
        ${waitingMessage(sql`j.id`, asked)} as waiting_message_id,
        (select row_to_json(k) from (select ${HEALTH_COLUMNS}) k) as health
      from page f join jobs j on j.id = f.job_id join customers c on c.id = j.customer_id
      left join job_health h on h.job_id = j.id left join job_schedules s on s.job_id = j.id
      left join lateral (
        select o.id, o.effective_status, o.effective_status <> o.status as overridden from job_runs o where o.job_id = j.id and o.run_at = f.day_last_run_at order by o.id desc limit 1) l on true
    )
    select coalesce((select json_agg(told order by sort_value, job_id) from told), '[]') as rows,
      coalesce((select json_object_agg(status, jobs) from (select status, count(*) as jobs from found group by status) n), '{}') as counts
  `.execute(db)
  const [page] = rows
  return page ? { ...page, rows: page.rows.map(inUtc) } : { rows: [], counts: {} }
}

/** JSON tells instants with their offset; everywhere else they are ISO in UTC. */
function inUtc({ health, ...row }: DailyRow): DailyRow {
  return {
    ...row,
    expected_at: iso(row.expected_at),
    day_last_run_at: iso(row.day_last_run_at),
    health: { ...health, last_run_at: iso(health.last_run_at), last_good_at: iso(health.last_good_at) },
  }
}

function iso(instant: string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString()
}

function ofJob(table: 'e' | 'r', { jobId }: DayAsked) {
  return jobId === null ? sql`` : sql`and ${sql.ref(`${table}.job_id`)} = ${jobId}`
}

function jobCondition(asked: DayAsked) {
  return sql.join(
    [
      sql`c.active and j.archived_at is null and j.merged_into_job_id is null`,
      ...(asked.software === undefined ? [] : [sql`j.backup_software = ${asked.software}`]),
      ...(asked.customerId === undefined ? [] : [sql`j.customer_id = ${asked.customerId}`]),
      ...jobFoundBy(asked.patterns),
    ],
    sql` and `,
  )
}

/** Whether a ticket or remark is open for the job, its customer, or an object of the last run of the day. */
function openScope(what: 'ticket' | 'remark') {
  const scopes = sql.table(`${what}_scopes`)
  const owner = sql.table(`${what}s`)
  const ownerId = sql.ref(`s.${what}_id`)
  return sql`exists (
    select from ${scopes} s join ${owner} t on t.id = ${ownerId}
    where coalesce(s.resolved_at, t.resolved_at) is null and (
      s.job_id = j.id or s.customer_id = j.customer_id
      or s.customer_object_id in (select o.customer_object_id from run_object_links o where o.run_id = l.id)))`
}

/** The last run that is planned, or null while nothing is: silences, which may lie far ahead, are no plan of a day. */
export async function plannedUntil(db: Connection): Promise<string | null> {
  const { rows } = await sql<{ slot_at: string }>`
    select slot_at from expected_runs where kind = 'slot' order by slot_at desc limit 1`.execute(db)
  return rows[0]?.slot_at ?? null
}

export type DayRunRow = {
  id: number
  run_at: string
  status: 'success' | 'warning' | 'failed' | 'missed'
  effective_status: 'success' | 'warning' | 'failed' | 'missed'
  status_text: string
  raised_because: string | null
  late_run_id: number | null
  reviewed_at: string | null
}

const RUNS_OF_A_DAY = 300

/** The runs of a job on a day, newest first. */
export async function runsOfDay(
  db: Connection,
  of: { jobId: number; starts: string; ends: string },
): Promise<DayRunRow[]> {
  const { rows } = await sql<DayRunRow>`
    select id, run_at, status, effective_status, status_text, raised_because, late_run_id, reviewed_at from job_runs
    where job_id = ${of.jobId} and run_at >= ${of.starts} and run_at < ${of.ends}
    order by run_at desc, id desc limit ${RUNS_OF_A_DAY}
  `.execute(db)
  return rows
}
