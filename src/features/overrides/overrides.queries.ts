import type { MatchMode, OverrideLevel } from '../../domain/override.ts'
import type { Status } from '../../domain/status.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type OverrideState = 'in force' | 'not yet' | 'ended'
export type OverrideFilter = {
  patterns: string[]
  scope: 'rules' | 'runs' | 'all'
  state: OverrideState | undefined
  customerId: number | undefined
  jobId: number | undefined
}

export type OverrideRow = {
  id: number
  level: OverrideLevel
  run_id: number | null
  run_at: string | null
  job_id: number | null
  job_name: string | null
  customer_id: number | null
  customer_name: string | null
  customer_object_id: number | null
  object_name: string | null
  software: string | null
  type: string | null
  status: Status | null
  text: string
  mode: MatchMode
  treat_as_success: boolean
  valid_from: string
  valid_until: string | null
  state: OverrideState
  comment: string
  created_by: string
  created_at: string
  updated_at: string | null
  matched: number
  examined: number | null
  total: number | null
}

/** Matched runs are counted up to this number. */
export const COUNTED = 10_000

const TABLES = sql`
  overrides v left join jobs j on j.id = v.job_id left join customers c on c.id = j.customer_id
  left join customer_objects o on o.id = v.customer_object_id left join job_runs r on r.id = v.run_id
  left join users u on u.id = v.created_by_user_id`

const stateAt = (now: string) => sql`case
  when v.valid_until is not null and v.valid_until <= case v.level when 'run' then r.run_at else ${now}::timestamptz end then 'ended'
  when v.level <> 'run' and v.valid_from > ${now}::timestamptz then 'not yet' else 'in force' end`

const columnsAt = (now: string) => sql`
  v.id, v.level, v.run_id, r.run_at, v.job_id, coalesce(j.display_name, j.job_name) as job_name, c.id as customer_id, c.name as customer_name,
  v.customer_object_id, o.name as object_name, v.backup_software as software, v.backup_type as type, v.match_status as status,
  coalesce(v.match_text, '') as text, coalesce(v.match_mode, 'contains') as mode, v.treat_as_success, v.valid_from, v.valid_until,
  ${stateAt(now)} as state, v.comment,
  coalesce(nullif(u.display_name, ''), u.username, nullif(v.created_by_name, ''), 'system') as created_by, v.created_at, v.updated_at,
  (select count(*) from (
    (select m.id from job_runs m where m.override_id = v.id limit ${COUNTED + 1})
    union
    (select distinct l.run_id from run_object_links l where l.override_id = v.id limit ${COUNTED + 1})) n) as matched,
  s.examined, s.total`

const SWEEP = sql`left join lateral (
  select sum(w.examined) as examined, sum(w.total) filter (where w.total is not null) as total
  from override_sweeps w where w.override_id = v.id and w.finished_at is null having count(*) > 0) s on true`

/** Rules below an id, newest first. */
export async function listOverrides(
  db: Connection,
  filter: OverrideFilter,
  now: string,
  below: number | null,
  limit: number,
): Promise<OverrideRow[]> {
  const { rows } = await sql<OverrideRow>`
    with page as materialized (
      select v.id from ${TABLES} where ${condition(filter, now)} ${below === null ? sql`` : sql`and v.id < ${below}`}
      order by v.id desc limit ${limit})
    select ${columnsAt(now)} from ${TABLES} ${SWEEP} where v.id in (select id from page) order by v.id desc
  `.execute(db)
  return rows
}

/** How many rules there are. */
export async function countOverrides(db: Connection, filter: OverrideFilter, now: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${TABLES} where ${condition(filter, now)}
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** One rule; a removed one only when it is asked for. */
export async function readOverride(
  db: Connection,
  id: number,
  now: string,
  removedToo: boolean,
): Promise<OverrideRow | undefined> {
  const { rows } = await sql<OverrideRow>`
    select ${columnsAt(now)} from ${TABLES} ${SWEEP}
    where v.id = ${id} ${removedToo ? sql`` : sql`and v.removed_at is null`}
  `.execute(db)
  return rows[0]
}

function condition(filter: OverrideFilter, now: string) {
  const { scope, state, customerId, jobId } = filter
  return sql.join(
    [
      sql`v.removed_at is null`,
      ...(scope === 'all' ? [] : [scope === 'runs' ? sql`v.level = 'run'` : sql`v.level <> 'run'`]),
      ...(state === undefined ? [] : [sql`${stateAt(now)} = ${state}`]),
      ...(customerId === undefined ? [] : [sql`j.customer_id = ${customerId}`]),
      ...(jobId === undefined ? [] : [speaksOfJob(jobId)]),
      ...filter.patterns.map(
        (
          pattern,
        ) => sql`lower(concat_ws(' ', c.name, j.display_name, j.job_name, o.name, v.backup_software, v.backup_type,
          v.match_text, v.comment, v.created_by_name)) like ${pattern}`,
      ),
    ],
    sql` and `,
  )
}

function speaksOfJob(jobId: number) {
  return sql`(v.job_id = ${jobId} or (v.level = 'global' and exists (
    select from jobs k where k.id = ${jobId} and (v.backup_software is null or v.backup_software = k.backup_software)
      and (v.backup_type is null or v.backup_type = k.backup_type))))`
}
