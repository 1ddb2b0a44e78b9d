import type { StoredHealth } from '../../domain/job-health.ts'
import type { SuccessSwitches } from '../../domain/success-rules.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { HEALTH_COLUMNS, jobFoundBy, successSwitches } from '../runs/index.ts'

export type JobSort = 'customer' | 'last good' | 'failures' | 'last run'
export type JobFilter = {
  patterns: string[]
  customerId: number | undefined
  software: string | undefined
  type: string | undefined
  archived: boolean
}

export type JobListRow = StoredHealth & {
  id: number
  customer_id: number
  customer_name: string
  backup_software: string
  backup_type: string
  name: string
  host: string | null
  informational: boolean
  schedule_words: string | null
  archived_at: string | null
  held_messages: number
  /** What the page is sorted by, as text, for the cursor. */
  sort_value: string
}

/** What each sort mode orders by, always ascending as text or time; the id breaks ties. */
const SORTS = {
  customer: sql`lower(c.name) || chr(1) || lower(coalesce(j.display_name, j.job_name))`,
  'last good': sql`coalesce(to_char(h.last_good_at, 'YYYYMMDDHH24MISSMS'), '')`,
  failures: sql`lpad((999999999 - coalesce(h.failures_in_row, 0))::text, 10, '0')`,
  'last run': sql`coalesce(to_char(h.last_run_at, 'YYYYMMDDHH24MISSMS'), '')`,
}

const JOB_COLUMNS = sql`
  j.id, c.id as customer_id, c.name as customer_name, j.backup_software, j.backup_type, coalesce(j.display_name, j.job_name) as name, j.host,
  j.informational, s.words as schedule_words, j.archived_at, ${HEALTH_COLUMNS}`
const JOB_TABLES = sql`
  jobs j join customers c on c.id = j.customer_id left join job_health h on h.job_id = j.id left join job_schedules s on s.job_id = j.id`
const HELD_MESSAGES = sql`
  (select count(distinct r.mail_message_id) from mail_results r where r.job_id = j.id and r.state = 'held') as held_messages`

/** A page of jobs in the given order, after the given row. */
export async function listJobs(
  db: Connection,
  filter: JobFilter,
  sort: JobSort,
  after: { value: string; id: number } | null,
  limit: number,
): Promise<JobListRow[]> {
  const value = SORTS[sort]
  // The page is found by what it is sorted by alone: to carry every column of ten thousand jobs through the sort takes three times as long.
  const { rows } = await sql<JobListRow>`
    with page as materialized (
      select j.id, ${value} as sort_value
      from jobs j join customers c on c.id = j.customer_id ${sort === 'customer' ? sql`` : sql`left join job_health h on h.job_id = j.id`}
      where ${jobCondition(filter)} ${after ? sql`and (${value}, j.id) > (${after.value}, ${after.id})` : sql``}
      order by ${value}, j.id limit ${limit}
    )
    select ${JOB_COLUMNS}, ${HELD_MESSAGES}, p.sort_value
    from page p join ${JOB_TABLES} on j.id = p.id
    order by p.sort_value, j.id
  `.execute(db)
  return rows
}

/** How many jobs the filter leaves. */
export async function countJobs(db: Connection, filter: JobFilter): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from jobs j join customers c on c.id = j.customer_id where ${jobCondition(filter)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Without a customer only jobs of active customers; with one all of its jobs. */
function jobCondition(filter: JobFilter) {
  return sql.join(
    [
      filter.archived ? sql`j.archived_at is not null` : sql`j.archived_at is null`,
      sql`j.merged_into_job_id is null`,
      ...(filter.customerId === undefined
        ? filter.archived
          ? []
          : [sql`c.active`]
        : [sql`j.customer_id = ${filter.customerId}`]),
      ...(filter.software === undefined ? [] : [sql`j.backup_software = ${filter.software}`]),
      ...(filter.type === undefined ? [] : [sql`j.backup_type = ${filter.type}`]),
      ...jobFoundBy(filter.patterns),
    ],
    sql` and `,
  )
}

export type JobRow = JobListRow & {
  reported_name: string
  display_name: string | null
  notes: string
  success_rules: SuccessSwitches
  created_at: string
  time_zone: string | null
  merged_into: { id: number; name: string } | null
}

/** One job. */
export async function readJob(db: Connection, id: number): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`
    select ${JOB_COLUMNS}, ${HELD_MESSAGES}, '' as sort_value, j.job_name as reported_name, j.display_name, j.notes, j.created_at,
      coalesce(j.time_zone, c.time_zone) as time_zone, ${successSwitches(sql`j.success_rules`)} as success_rules,
      (select json_build_object('id', t.id, 'name', coalesce(t.display_name, t.job_name)) from jobs t where t.id = j.merged_into_job_id) as merged_into
    from ${JOB_TABLES} where j.id = ${id}
  `.execute(db)
  return rows[0]
}

export type RunDay = {
  day: string
  success: number
  override: number
  warning: number
  failed: number
  missed: number
}

/** How the runs of each local day ended, since the given day; days without any are left out. */
export async function readRunDays(
  db: Connection,
  jobId: number,
  timeZone: string,
  firstDay: string,
): Promise<RunDay[]> {
  const count = (words: string) => sql`count(*) filter (where r.ended = ${words})`
  const { rows } = await sql<RunDay>`
    select (r.at at time zone ${timeZone})::date as day, ${count('success')} as success, ${count('override')} as override,
      ${count('warning')} as warning, ${count('failed')} as failed, ${count('missed')} as missed
    from (
      select run_at as at, case when effective_status = 'success' and status <> 'success' then 'override' else effective_status end as ended
      from job_runs x where job_id = ${jobId} and (not missed or not exists (select from missed_slots m where m.run_id = x.id))
      union all
      -- A missed run stands at its first slot, and for all those after it: each is counted on its own day.
      select slot_at, 'missed' from missed_slots where job_id = ${jobId} and withdrawn_at is null) r
    where r.at >= ${firstDay}::date::timestamp at time zone ${timeZone}
    group by day
  `.execute(db)
  return rows
}

export type PickedJob = {
  id: number
  name: string
  customer_id: number
  customer_name: string
  backup_software: string
  backup_type: string
  host: string | null
}

/** Jobs by any part of customer, name, host, software or type. */
export async function pickJobs(
  db: Connection,
  patterns: readonly string[],
  { software, customerId }: { software?: string | undefined; customerId?: number | undefined },
): Promise<PickedJob[]> {
  const { rows } = await sql<PickedJob>`
    select j.id, coalesce(j.display_name, j.job_name) as name, c.id as customer_id, c.name as customer_name, j.backup_software, j.backup_type, j.host
    from jobs j join customers c on c.id = j.customer_id
    where ${jobCondition({ patterns: [...patterns], customerId, software, type: undefined, archived: false })}
    order by lower(c.name), lower(coalesce(j.display_name, j.job_name)), j.id limit 20
  `.execute(db)
  return rows
}
