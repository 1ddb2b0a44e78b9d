import { type Connection, sql } from '../../platform/db.ts'
import {
  ALERT_PEOPLE,
  type AlertKind,
  type AlertRow,
  alertColumns,
  type ScopeRow,
  scopeView,
  TABLES,
} from './alert-tables.queries.ts'

export type AlertFilter = {
  patterns: readonly string[]
  state: 'open' | 'resolved' | 'any'
  customerId: number | undefined
  origin: 'internal' | 'psa' | undefined
}

export type AlertListRow = AlertRow & {
  scopes: ScopeRow[]
  scope_count: number
  open_scope_count: number
  run_count: number
}

const SCOPES_SHOWN = 3

/** A page of alerts, the newest start first, after the given one; runs are counted up to `mostRuns`. */
export async function listAlerts(
  db: Connection,
  kind: AlertKind,
  filter: AlertFilter,
  after: { startAt: string; id: number } | null,
  limit: number,
  mostRuns: number,
): Promise<AlertListRow[]> {
  const { alerts, scopes, links, alertId } = TABLES[kind]
  const { rows } = await sql<AlertListRow>`
    with page as materialized (
      select t.* from ${alerts} t
      where ${fits(kind, filter)} and ${isIn(filter.state)}
        ${after ? sql`and (t.start_date, t.id) < (${after.startAt}, ${after.id})` : sql``}
      order by t.start_date desc, t.id desc limit ${limit}
    )
    select ${alertColumns(kind)}, n.scope_count, n.open_scope_count, coalesce(few.scopes, '[]') as scopes,
      (select count(*) from (select from ${links} l where l.${alertId} = t.id limit ${mostRuns}) counted) as run_count
    from page t ${ALERT_PEOPLE}
    cross join lateral (
      select count(*) as scope_count, count(*) filter (where coalesce(s.resolved_at, t.resolved_at) is null) as open_scope_count
      from ${scopes} s where s.${alertId} = t.id) n
    left join lateral (
      select json_agg(x) as scopes from (
        ${scopeView(kind, sql`s.${alertId} = t.id`)} order by resolved_at desc nulls first, s.id limit ${SCOPES_SHOWN}) x) few on true
    order by t.start_date desc, t.id desc
  `.execute(db)
  return rows.map((row) => ({ ...row, scopes: row.scopes.map(inUtc) }))
}

/** How many alerts are open and how many resolved, before the filter of that. */
export async function countAlerts(
  db: Connection,
  kind: AlertKind,
  filter: AlertFilter,
): Promise<{ open: number; resolved: number }> {
  const { rows } = await sql<{ open: number; resolved: number }>`
    select count(*) filter (where t.resolved_at is null) as open, count(*) filter (where t.resolved_at is not null) as resolved
    from ${TABLES[kind].alerts} t where ${fits(kind, filter)}
  `.execute(db)
  return rows[0] ?? { open: 0, resolved: 0 }
}

/** The name of a customer. */
export async function readCustomer(
  db: Connection,
  id: number,
): Promise<{ id: number; name: string } | undefined> {
  return db.selectFrom('customers').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
}

/** One alert. */
export async function readAlert(db: Connection, kind: AlertKind, id: number): Promise<AlertRow | undefined> {
  const { rows } = await sql<AlertRow>`
    select ${alertColumns(kind)} from ${TABLES[kind].alerts} t ${ALERT_PEOPLE} where t.id = ${id}
  `.execute(db)
  return rows[0]
}

/** The scopes of an alert: open ones first, by customer and name. */
export async function readScopes(db: Connection, kind: AlertKind, id: number): Promise<ScopeRow[]> {
  const { rows } = await sql<ScopeRow>`
    select x.* from (${scopeView(kind, sql`s.${TABLES[kind].alertId} = ${id}`)}) x
    order by x.resolved_at is not null, lower(x.customer_name), lower(x.name), x.id
  `.execute(db)
  return rows
}

/** How many runs are linked to an alert. */
export async function countLinkedRuns(db: Connection, kind: AlertKind, id: number): Promise<number> {
  const { links, alertId } = TABLES[kind]
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${links} l where l.${alertId} = ${id}`.execute(db)
  return rows[0]?.count ?? 0
}

export type LinkedRunRow = {
  id: number
  run_at: string
  status: 'success' | 'warning' | 'failed' | 'missed'
  effective_status: 'success' | 'warning' | 'failed' | 'missed'
  job_id: number
  job_name: string
  customer_id: number
  customer_name: string
}

/** A page of the runs linked to an alert, the last that came first. */
export async function listLinkedRuns(
  db: Connection,
  kind: AlertKind,
  id: number,
  after: number | null,
  limit: number,
): Promise<LinkedRunRow[]> {
  const { links, alertId } = TABLES[kind]
  const { rows } = await sql<LinkedRunRow>`
    select r.id, r.run_at, r.status, r.effective_status, r.job_id, coalesce(j.display_name, j.job_name) as job_name,
      c.id as customer_id, c.name as customer_name
    from (
      select job_run_id from ${links} where ${alertId} = ${id} ${after === null ? sql`` : sql`and job_run_id < ${after}`}
      order by job_run_id desc limit ${limit}) l
    join job_runs r on r.id = l.job_run_id join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    order by r.id desc
  `.execute(db)
  return rows
}

function isIn(state: AlertFilter['state']) {
  switch (state) {
    case 'open':
      return sql`t.resolved_at is null`
    case 'resolved':
      return sql`t.resolved_at is not null`
    case 'any':
      return sql`true`
  }
}

/** Of a customer are the alerts with a scope on it, on a job or on an object of it, resolved or not. */
function fits(kind: AlertKind, { patterns, customerId, origin }: AlertFilter) {
  const { scopes, alertId } = TABLES[kind]
  const words = kind === 'ticket' ? sql`lower(t.ticket_code || ' ' || t.description)` : sql`lower(t.body)`
  return sql.join(
    [
      sql`true`,
      ...patterns.map((pattern) => sql`${words} like ${pattern}`),
      ...(origin === undefined ? [] : kind === 'ticket' ? [sql`t.origin = ${origin}`] : [sql`false`]),
      ...(customerId === undefined
        ? []
        : [
            sql`t.id in (
              select s.${alertId} from ${scopes} s where s.customer_id = ${customerId}
              union all
              select s.${alertId} from jobs j join ${scopes} s on s.job_id = j.id where j.customer_id = ${customerId}
              union all
              select s.${alertId} from customer_objects o join ${scopes} s on s.customer_object_id = o.id
              where o.customer_id = ${customerId})`,
          ]),
    ],
    sql` and `,
  )
}

/** JSON tells instants with their offset; everywhere else they are ISO in UTC. */
function inUtc(scope: ScopeRow): ScopeRow {
  return scope.resolved_at === null
    ? scope
    : { ...scope, resolved_at: new Date(scope.resolved_at).toISOString() }
}
