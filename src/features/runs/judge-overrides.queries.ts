import type { JudgedObject, JudgedRun, OverrideRule } from '../../domain/override.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** Whoever makes or changes runs shares this lock; whoever changes a rule takes it alone, so that no run slips between the two. */
const OVERRIDE_LOCK = 4_271_977

/** Held until the transaction ends, and taken before any run is locked: rules don't change meanwhile. */
export async function shareOverrides(tx: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${OVERRIDE_LOCK})`.execute(tx)
}

/** Held until the transaction ends: no run is made or judged while a rule changes. */
export async function lockOverrides(tx: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock(${OVERRIDE_LOCK})`.execute(tx)
}

/** The columns of a rule `v` as the rules know it. */
export const RULE_COLUMNS = sql`
  v.id, v.level, v.run_id as "runId", v.job_id as "jobId", v.customer_object_id as "objectId", v.backup_software as software, v.backup_type as type,
  v.match_status as status, coalesce(v.match_text, '') as text, coalesce(v.match_mode, 'contains') as mode, v.treat_as_success as "treatAsSuccess",
  v.valid_from as "validFrom", v.valid_until as "validUntil", v.created_at as "createdAt"`

/** The rules that speak of these runs, of their jobs, or of all jobs of their kind. */
export async function readRulesFor(tx: Connection, runIds: readonly number[]): Promise<OverrideRule[]> {
  const { rows } = await sql<OverrideRule>`
    with r as materialized (select id, job_id, run_at from job_runs where id = any(${[...runIds]}) and not missed),
    span as (select min(run_at) as first, max(run_at) as last from r),
    of_jobs as (select distinct r.job_id, j.backup_software, j.backup_type from r join jobs j on j.id = r.job_id)
    select ${RULE_COLUMNS} from overrides v
    where v.level = 'run' and v.removed_at is null and v.run_id in (select id from r)
    union all
    select ${RULE_COLUMNS} from overrides v, span
    where v.level = 'object' and v.removed_at is null and v.job_id in (select job_id from of_jobs)
      and v.valid_from <= span.last and (v.valid_until is null or v.valid_until > span.first)
    union all
    select ${RULE_COLUMNS} from overrides v, span
    where v.level = 'global' and v.removed_at is null and v.valid_from <= span.last and (v.valid_until is null or v.valid_until > span.first)
      and exists (
        select from of_jobs j where (v.backup_software is null or v.backup_software = j.backup_software)
          and (v.backup_type is null or v.backup_type = j.backup_type))
  `.execute(tx)
  return rows
}

/** A run to judge with what it counts as so far. */
export type StandingRun = Omit<JudgedRun, 'objects'> & {
  effectiveStatus: JudgedRun['status']
  overrideId: number | null
}

const RUN_COLUMNS = sql`
  r.id, r.job_id as "jobId", j.backup_software as software, j.backup_type as type, r.run_at as "runAt", r.status, r.status_text as "statusText", r.remark,
  r.unverified_sender as "senderInDoubt", r.effective_status as "effectiveStatus", r.override_id as "overrideId"`

/** These runs without the missed ones; `locked`: in a fixed order until the transaction ends. */
export async function readRunsToJudge(
  tx: Connection,
  runIds: readonly number[],
  locked: boolean,
): Promise<StandingRun[]> {
  const { rows } = await sql<StandingRun>`
    select ${RUN_COLUMNS} from job_runs r join jobs j on j.id = r.job_id
    where r.id = any(${[...runIds]}) and not r.missed
    order by r.id ${locked ? sql`for no key update of r` : sql``}
  `.execute(tx)
  return rows
}

export type StandingObject = JudgedObject & { overrideId: number | null }

/** The objects of these runs that a rule may speak of, by run; successes too where rules may flag them. */
export async function readObjectsToJudge(
  tx: Connection,
  runIds: readonly number[],
  withSuccesses: boolean,
): Promise<Map<number, StandingObject[]>> {
  const { rows } = await sql<StandingObject & { runId: number }>`
    select l.run_id as "runId", l.customer_object_id as id, l.status, l.message, l.override_id as "overrideId"
    from run_object_links l
    where l.run_id = any(${[...runIds]}) ${withSuccesses ? sql`` : sql`and (l.status <> 'success' or l.override_id is not null)`}
    order by l.run_id, l.position
  `.execute(tx)
  const byRun = new Map<number, StandingObject[]>()
  for (const { runId, ...object } of rows) {
    const objects = byRun.get(runId)
    if (objects) objects.push(object)
    else byRun.set(runId, [object])
  }
  return byRun
}

/** Writes what these locked runs count as from now on. */
export async function writeJudgements(
  tx: Connection,
  runs: readonly { run_id: number; effective_status: string; override_id: number | null }[],
  now: string,
): Promise<void> {
  if (runs.length === 0) return
  await sql`
    update job_runs r set effective_status = n.effective_status, override_id = n.override_id,
      overridden_at = case when n.override_id is null then null when n.override_id = r.override_id then r.overridden_at else ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as n (run_id bigint, effective_status text, override_id bigint)
    where r.id = n.run_id
  `.execute(tx)
}

/** Writes which rule covers each of these objects from now on. */
export async function writeObjectRules(
  tx: Connection,
  objects: readonly { run_id: number; customer_object_id: number; override_id: number | null }[],
): Promise<void> {
  if (objects.length === 0) return
  await sql`
    update run_object_links l set override_id = n.override_id
    from jsonb_to_recordset(${JSON.stringify(objects)}::jsonb) as n (run_id bigint, customer_object_id bigint, override_id bigint)
    where l.run_id = n.run_id and l.customer_object_id = n.customer_object_id
  `.execute(tx)
}
