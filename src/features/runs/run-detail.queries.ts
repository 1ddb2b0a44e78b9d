import type { StoredHealth } from '../../domain/job-health.ts'
import type { MatchMode, OverrideLevel } from '../../domain/override.ts'
import type { Status } from '../../domain/status.ts'
import type { SuccessRule, SuccessSwitches } from '../../domain/success-rules.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { HEALTH_COLUMNS } from './job-columns.queries.ts'
import { successSwitches } from './judge-success.queries.ts'

type RunStatus = 'success' | 'warning' | 'failed' | 'missed'

export type RunRow = StoredHealth & {
  id: number
  job_id: number
  run_at: string
  started_at: string | null
  ended_at: string | null
  status: RunStatus
  effective_status: RunStatus
  status_text: string
  raised_by_rule: SuccessRule | null
  raised_because: string | null
  success_rules: SuccessSwitches
  late_run_id: number | null
  remark: string | null
  history: boolean
  informational: boolean
  is_check: boolean
  is_retry: boolean
  unverified_sender: boolean
  from_address: string | null
  authentication_results: string[] | null
  trusted_authentication_server: string | null
  kind: string | null
  total_bytes: number | null
  transferred_bytes: number | null
  reviewed_at: string | null
  reviewed_by: string | null
  source_type: 'cove_api' | 'cloud_connect' | 'http' | null
  source_name: string | null
  external_id: string | null
  mail_message_id: number | null
  mail_subject: string | null
  parser_id: string | null
  parser_version: number | null
  job_name: string
  backup_software: string
  backup_type: string
  host: string | null
  customer_id: number
  customer_name: string
  override_id: number | null
}

/** One run with its job. */
export async function readRun(db: Connection, id: number): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select r.id, r.job_id, r.run_at, r.started_at, r.ended_at, r.status, r.effective_status, r.status_text, r.raised_by_rule, r.raised_because,
      ${successSwitches(sql`j.success_rules`)} as success_rules, r.late_run_id, r.remark, r.history, r.informational,
      r.is_check, r.is_retry, r.unverified_sender, r.kind, r.total_bytes, r.transferred_bytes, r.reviewed_at, r.mail_message_id, m.subject as mail_subject,
      r.source_type, r.external_id, coalesce(own.name, s.name) as source_name,
      m.from_address, m.authentication_results, s.trusted_authentication_server,
      case when r.reviewed_at is null then null else coalesce(nullif(u.display_name, ''), u.username, 'system') end as reviewed_by,
      r.parser_id, r.parser_version, coalesce(j.display_name, j.job_name) as job_name, j.backup_software, j.backup_type, j.host,
      c.id as customer_id, c.name as customer_name, r.override_id, ${HEALTH_COLUMNS}
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    left join job_health h on h.job_id = j.id left join users u on u.id = r.reviewed_by_user_id left join mail_messages m on m.id = r.mail_message_id
    left join sources s on s.id = m.source_id left join sources own on own.id = r.source_id
    where r.id = ${id}
  `.execute(db)
  return rows[0]
}

export type RunObjectRow = {
  id: number
  name: string
  object_type: string
  status: 'success' | 'warning' | 'failed'
  message: string | null
  started_at: string | null
  ended_at: string | null
  size_bytes: number | null
  transferred_bytes: number | null
  override_id: number | null
}

/** The objects of a run as the report listed them. */
export async function readRunObjects(db: Connection, runId: number): Promise<RunObjectRow[]> {
  const { rows } = await sql<RunObjectRow>`
    select o.id, o.name, o.object_type, l.status, l.message, l.started_at, l.ended_at, l.size_bytes, l.transferred_bytes, l.override_id
    from run_object_links l join customer_objects o on o.id = l.customer_object_id
    where l.run_id = ${runId} order by l.position, o.id
  `.execute(db)
  return rows
}

export type OverrideOfRun = {
  id: number
  level: OverrideLevel
  object: string | null
  software: string | null
  type: string | null
  status: Status | null
  text: string
  mode: MatchMode
  treat_as_success: boolean
  valid_until: string | null
  comment: string
  created_by: string
  created_at: string
}

/** What a run's dialog tells of the override that decided about it. */
export async function readOverrideOfRun(db: Connection, id: number): Promise<OverrideOfRun | undefined> {
  const { rows } = await sql<OverrideOfRun>`
    select v.id, v.level, o.name as object, v.backup_software as software, v.backup_type as type, v.match_status as status,
      coalesce(v.match_text, '') as text, coalesce(v.match_mode, 'contains') as mode, v.treat_as_success, v.valid_until, v.comment,
      coalesce(nullif(u.display_name, ''), u.username, nullif(v.created_by_name, ''), 'system') as created_by, v.created_at
    from overrides v left join customer_objects o on o.id = v.customer_object_id left join users u on u.id = v.created_by_user_id
    where v.id = ${id}
  `.execute(db)
  return rows[0]
}
