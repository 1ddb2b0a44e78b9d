import { sql } from '../../platform/db.ts'

/** Tickets and remarks are kept alike, in tables of their own; together they are called alerts. */
export type AlertKind = 'ticket' | 'remark'

/** Where each kind is kept. */
export const TABLES = {
  ticket: {
    alerts: sql`tickets`,
    scopes: sql`ticket_scopes`,
    links: sql`ticket_job_runs`,
    alertId: sql`ticket_id`,
    text: sql`description`,
  },
  remark: {
    alerts: sql`remarks`,
    scopes: sql`remark_scopes`,
    links: sql`remark_job_runs`,
    alertId: sql`remark_id`,
    text: sql`body`,
  },
} as const

export type AlertRow = {
  kind: AlertKind
  id: number
  code: string | null
  origin: 'internal' | 'psa' | null
  text: string
  active_from: string
  start_at: string
  resolved_at: string | null
  resolved_by: string | null
  closed_reason: 'resolved' | 'deleted' | null
  created_by: string
  created_at: string
  version: number
}

const NAME_OF = (user: ReturnType<typeof sql>) =>
  sql`coalesce(nullif(${user}.display_name, ''), ${user}.username, 'system')`

/** What is told of an alert `t`; needs `ALERT_PEOPLE`. A remark without a day is active from its start. */
export function alertColumns(kind: AlertKind) {
  const own =
    kind === 'ticket'
      ? sql`'ticket' as kind, t.ticket_code as code, t.origin, t.description as text, t.closed_reason`
      : sql`'remark' as kind, null as code, null as origin, t.body as text, null as closed_reason`
  return sql`
    t.id, ${own}, coalesce(t.active_from_date, (t.start_date at time zone 'UTC')::date) as active_from, t.start_date as start_at, t.resolved_at,
    case when t.resolved_at is null then null else ${NAME_OF(sql`closer`)} end as resolved_by,
    ${NAME_OF(sql`maker`)} as created_by, t.created_at, t.version`
}

export const ALERT_PEOPLE = sql`
  left join users maker on maker.id = t.created_by_user_id left join users closer on closer.id = t.resolved_by_user_id`

export type ScopeRow = {
  id: number
  alert_id: number
  kind: 'job' | 'customer' | 'object'
  target_id: number
  name: string
  customer_id: number
  customer_name: string
  resolved_at: string | null
  resolved_by: string | null
}

/** The scopes `s` that a condition leaves, with the names of what they are about. */
export function scopeView(kind: AlertKind, condition: ReturnType<typeof sql>) {
  const { alerts, scopes, alertId } = TABLES[kind]
  return sql<ScopeRow>`
    select s.id, s.${alertId} as alert_id,
      case when s.job_id is not null then 'job' when s.customer_id is not null then 'customer' else 'object' end as kind,
      coalesce(s.job_id, s.customer_id, s.customer_object_id) as target_id,
      coalesce(j.display_name, j.job_name, o.name, c.name) as name, c.id as customer_id, c.name as customer_name,
      coalesce(s.resolved_at, owner.resolved_at) as resolved_at,
      case when coalesce(s.resolved_at, owner.resolved_at) is null then null
        else coalesce(nullif(u.display_name, ''), u.username, 'system') end as resolved_by
    from ${scopes} s join ${alerts} owner on owner.id = s.${alertId}
    left join jobs j on j.id = s.job_id left join customer_objects o on o.id = s.customer_object_id
    join customers c on c.id = coalesce(s.customer_id, j.customer_id, o.customer_id)
    left join users u on u.id = case when s.resolved_at is null then owner.resolved_by_user_id else s.resolved_by_user_id end
    where ${condition}`
}
