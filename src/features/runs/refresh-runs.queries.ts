import type { Actor } from '../../domain/actor.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { insertRunObjects, type LinkedObject, type NewRun, type NewRunObject } from './create-runs.queries.ts'

type RunStatus = 'success' | 'warning' | 'failed' | 'missed'

export type OldRun = Omit<NewRun, 'status' | 'external_id' | 'source_id' | 'source_type'> & {
  id: number
  customer_id: number
  backup_software: string
  backup_type: string
  status: RunStatus
  effective_status: RunStatus
  raised_by_rule: string | null
  unverified_sender: boolean
  reviewed_by_user_id: number | null
}

/** The runs that these messages made, locked, each with what its report said so far. */
export async function lockRunsOfMessages(tx: Connection, messageIds: readonly number[]): Promise<OldRun[]> {
  const { rows } = await sql<OldRun>`
    select r.id, r.job_id, j.customer_id, j.backup_software, j.backup_type, r.mail_message_id, r.result_key, r.run_at, r.started_at, r.ended_at,
      r.status, r.effective_status, r.status_text, r.remark, r.kind, r.is_retry, r.informational, r.is_check, r.history, r.total_bytes,
      r.transferred_bytes, r.raised_by_rule, r.unverified_sender, r.reviewed_at, r.reviewed_by_user_id, r.parser_id, r.parser_version
    from job_runs r join jobs j on j.id = r.job_id
    where r.mail_message_id = any(${[...messageIds]}) and not r.missed
    order by r.id
    for update of r
  `.execute(tx)
  return rows
}

export type OldObject = NewRunObject

/** The objects of these runs, by run. */
export async function readObjectsOfRuns(
  tx: Connection,
  runIds: readonly number[],
): Promise<Map<number, OldObject[]>> {
  const { rows } = await sql<OldObject & { run_id: number }>`
    select l.run_id, o.object_type, o.name, l.position, l.status, l.message, l.observed_at, l.started_at, l.ended_at, l.size_bytes, l.transferred_bytes
    from run_object_links l join customer_objects o on o.id = l.customer_object_id
    where l.run_id = any(${[...runIds]})
    order by l.run_id, l.position
  `.execute(tx)
  const byRun = new Map<number, OldObject[]>()
  for (const { run_id, ...object } of rows) byRun.set(run_id, [...(byRun.get(run_id) ?? []), object])
  return byRun
}

/** Notes by which parser and version these runs were read last. */
export async function stampReaders(
  tx: Connection,
  readers: readonly { run_id: number; parser_id: string | null; parser_version: number | null }[],
): Promise<void> {
  if (readers.length === 0) return
  await sql`
    update job_runs r set parser_id = n.parser_id, parser_version = n.parser_version
    from jsonb_to_recordset(${JSON.stringify(readers)}::jsonb) as n (run_id bigint, parser_id text, parser_version integer)
    where r.id = n.run_id and (r.parser_id, r.parser_version) is distinct from (n.parser_id, n.parser_version)
  `.execute(tx)
}

/** `raised`: it calls itself a success, and we made a warning of that when it came in, by a rule or because of its sender; the verdict stands. */
export type FreshRun = NewRun & { run_id: number; raised: boolean }

/** Writes what the reports of these locked runs were now read as; what overrides make of that is judged afterwards. */
export async function writeFreshFacts(tx: Connection, runs: readonly FreshRun[]): Promise<void> {
  await sql`
    update job_runs r
    set status = n.status, status_text = n.status_text, remark = n.remark, kind = n.kind, is_retry = n.is_retry,
        informational = n.informational, is_check = n.is_check, started_at = n.started_at, ended_at = n.ended_at,
        total_bytes = n.total_bytes, transferred_bytes = n.transferred_bytes,
        raised_by_rule = case when n.raised then o.raised_by_rule end, raised_because = case when n.raised then o.raised_because end,
        unverified_sender = n.raised and o.unverified_sender,
        effective_status = n.status
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as n (
      run_id bigint, started_at timestamptz, ended_at timestamptz, status text, status_text text, remark text, kind text, is_retry boolean,
      informational boolean, is_check boolean, total_bytes bigint, transferred_bytes bigint, raised boolean)
    join job_runs o on o.id = n.run_id
    where r.id = n.run_id
  `.execute(tx)
}

/** Puts these objects in the place of those that the runs had. */
export async function writeFreshObjects(
  tx: Connection,
  runIds: readonly number[],
  objects: readonly LinkedObject[],
): Promise<void> {
  const { rows: before } = await sql<{ run_id: number; customer_object_id: number }>`
    delete from run_object_links where run_id = any(${[...runIds]}) returning run_id, customer_object_id
  `.execute(tx)
  await insertRunObjects(tx, objects)
  await forgetLostObjects(tx, before)
}

/** An object that no run of its job lists any more is no object of that job; of the others the first and last sight follow. */
async function forgetLostObjects(
  tx: Connection,
  before: readonly { run_id: number; customer_object_id: number }[],
): Promise<void> {
  if (before.length === 0) return
  await sql`
    with lost as (
      select distinct r.job_id, b.customer_object_id
      from jsonb_to_recordset(${JSON.stringify(before)}::jsonb) as b (run_id bigint, customer_object_id bigint)
      join job_runs r on r.id = b.run_id
      where not exists (select from run_object_links l where l.run_id = b.run_id and l.customer_object_id = b.customer_object_id)
    ), seen as materialized (
      select lost.job_id, lost.customer_object_id, min(l.observed_at) as first_seen_at, max(l.observed_at) as last_seen_at
      from lost
      left join run_object_links l on l.customer_object_id = lost.customer_object_id
        and exists (select from job_runs r where r.id = l.run_id and r.job_id = lost.job_id)
      group by lost.job_id, lost.customer_object_id
    ), gone as (
      delete from job_object_links k using seen
      where k.job_id = seen.job_id and k.customer_object_id = seen.customer_object_id and seen.first_seen_at is null
    )
    update job_object_links k set first_seen_at = seen.first_seen_at, last_seen_at = seen.last_seen_at
    from seen where k.job_id = seen.job_id and k.customer_object_id = seen.customer_object_id and seen.first_seen_at is not null
  `.execute(tx)
}

/** Appends what a re-parse changed about reviewed runs, with their facts before and after. */
export async function appendReparsedEvents(
  tx: Connection,
  changes: readonly { run_id: number; before: unknown; after: unknown }[],
  by: { actor: Actor; batchId: string; at: string },
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into job_run_review_events (run_id, job_id, customer_id, user_id, user_name, action, batch_id, at, before_state, after_state)
    select e.run_id, r.job_id, j.customer_id, ${by.actor.userId}::bigint, ${by.actor.name}, 'reparsed', ${by.batchId}::uuid, ${by.at}::timestamptz,
      e.before, e.after || jsonb_build_object('effective_status', r.effective_status)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as e (run_id bigint, before jsonb, after jsonb)
    join job_runs r on r.id = e.run_id join jobs j on j.id = r.job_id
    order by e.run_id
  `.execute(tx)
}

/** Enters runs as reviewed by the system at this time, or (null) opens them again. */
export async function setReviewed(
  tx: Connection,
  runIds: readonly number[],
  at: string | null,
): Promise<void> {
  if (runIds.length === 0) return
  await sql`update job_runs set reviewed_at = ${at}, reviewed_by_user_id = null where id = any(${[...runIds]})`.execute(
    tx,
  )
}
