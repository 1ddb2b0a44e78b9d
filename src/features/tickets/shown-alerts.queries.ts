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

export type ShownAlertRow = AlertRow & { linked: boolean; scopes: ScopeRow[] }

/** A job shows what its newest runs are linked to, so many of them; each run shows its own links for ever. */
const RUNS_LOOKED_AT = 500

/**
 * What stands beside a run, each once: what is linked to it, whatever became of it since, and what is open in one of its scopes
 * (its job, its customer, its objects) and active by its local day. Nothing is told when there is no such run.
 */
export async function readAlertsOfRun(
  db: Connection,
  kind: AlertKind,
  runId: number,
  usualZone: string,
): Promise<ShownAlertRow[]> {
  const { scopes, links, alertId } = TABLES[kind]
  return shown(
    db,
    kind,
    sql`
      select r.id, r.job_id, j.customer_id, z.zone, (r.run_at at time zone z.zone)::date as day
      from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
      cross join lateral (select coalesce(j.time_zone, c.time_zone, ${usualZone}::text) as zone) z
      where r.id = ${runId}`,
    sql`
      select l.${alertId} as alert_id, true as linked, null::bigint as scope_id from ${links} l join place p on p.id = l.job_run_id
      union all
      select s.${alertId}, false, s.id from place p join ${scopes} s on s.job_id = p.job_id and s.resolved_at is null
      union all
      select s.${alertId}, false, s.id from place p join ${scopes} s on s.customer_id = p.customer_id and s.resolved_at is null
      union all
      select s.${alertId}, false, s.id from place p join run_object_links o on o.run_id = p.id
      join ${scopes} s on s.customer_object_id = o.customer_object_id and s.resolved_at is null`,
    sql`coalesce(t.active_from_date, (t.start_date at time zone p.zone)::date) <= p.day`,
  )
}

/** What stands on the page of a job, each once: what its newest runs are linked to, and what is open on it, its customer or an object it has. */
export async function readAlertsOfJob(
  db: Connection,
  kind: AlertKind,
  jobId: number,
): Promise<ShownAlertRow[]> {
  const { scopes, links, alertId } = TABLES[kind]
  return shown(
    db,
    kind,
    sql`select j.id as job_id, j.customer_id from jobs j where j.id = ${jobId}`,
    sql`
      select l.${alertId} as alert_id, true as linked, null::bigint as scope_id
      from (select id from job_runs where job_id = ${jobId} order by run_at desc, id desc limit ${RUNS_LOOKED_AT}) r
      join ${links} l on l.job_run_id = r.id
      union all
      select s.${alertId}, false, s.id from place p join ${scopes} s on s.job_id = p.job_id and s.resolved_at is null
      union all
      select s.${alertId}, false, s.id from place p join ${scopes} s on s.customer_id = p.customer_id and s.resolved_at is null
      union all
      select s.${alertId}, false, s.id from place p join job_object_links o on o.job_id = p.job_id
      join ${scopes} s on s.customer_object_id = o.customer_object_id and s.resolved_at is null`,
    sql`true`,
  )
}

/** One row an alert; an open scope counts only while the alert itself is open, and where `isActive` says so. */
async function shown(
  db: Connection,
  kind: AlertKind,
  place: ReturnType<typeof sql>,
  sources: ReturnType<typeof sql>,
  isActive: ReturnType<typeof sql>,
): Promise<ShownAlertRow[]> {
  const { alerts } = TABLES[kind]
  const { rows } = await sql<ShownAlertRow>`
    with place as (${place}), found as materialized (
      select f.alert_id, bool_or(f.linked) as linked, coalesce(array_agg(distinct f.scope_id) filter (where not f.linked), '{}') as scope_ids
      from (${sources}) f join ${alerts} t on t.id = f.alert_id cross join place p
      where f.linked or (t.resolved_at is null and ${isActive})
      group by f.alert_id
    )
    select ${alertColumns(kind)}, f.linked,
      coalesce((select json_agg(x order by x.id) from (${scopeView(kind, sql`s.id = any(f.scope_ids)`)}) x), '[]') as scopes
    from found f join ${alerts} t on t.id = f.alert_id ${ALERT_PEOPLE}
    order by t.resolved_at is not null, t.start_date desc, t.id desc
  `.execute(db)
  return rows
}
