import {
  type Doubt,
  EARLIER_REPORTS,
  type EarlierReport,
  type SuccessSwitches,
} from '../../domain/success-rules.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** A success of ours to judge; its objects and those of the earlier reports are ids of the customer's objects. */
export type NewSuccess = {
  run_id: number
  kind: string | null
  total_bytes: number | null
  object_ids: number[]
  switches: SuccessSwitches
  /** The reports of the same job and kind before this one, newest first. */
  earlier: (Omit<EarlierReport, 'objects'> & { objectIds: number[] })[]
}

/** The successes among these runs that our rules may doubt, each with what came before it: history and the same batch included. */
export async function readNewSuccesses(tx: Connection, runIds: readonly number[]): Promise<NewSuccess[]> {
  const { rows } = await sql<NewSuccess>`
    select r.id as run_id, r.kind, r.total_bytes, to_json(${objectIdsOf(sql`r.id`)}) as object_ids,
      ${successSwitches(sql`j.success_rules`)} as switches,
      (select coalesce(json_agg(json_build_object('status', e.status, 'totalBytes', e.total_bytes, 'objectIds', ${objectIdsOf(sql`e.id`)})
         order by e.run_at desc, e.id desc), '[]')
       from (
         select b.id, b.run_at, b.status, b.total_bytes from job_runs b
         where b.job_id = r.job_id and coalesce(b.kind, '') = coalesce(r.kind, '') and (b.run_at, b.id) < (r.run_at, r.id)
           and not b.missed and not b.informational and not b.is_check and not b.is_retry
         order by b.run_at desc, b.id desc limit ${EARLIER_REPORTS}) e) as earlier
    from job_runs r join jobs j on j.id = r.job_id
    where r.id = any(${[...runIds]}) and r.status = 'success' and not r.history
      and not r.informational and not r.is_check and not r.is_retry
  `.execute(tx)
  return rows
}

/** The names of objects by their ids. */
export async function readObjectNames(
  tx: Connection,
  objectIds: readonly number[],
): Promise<Map<number, string>> {
  if (objectIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('customer_objects')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${[...objectIds]})`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Turns successes into warnings by our rules; a run that is no success any more is left as it is. */
export async function raiseToWarning(
  tx: Connection,
  doubts: readonly (Doubt & { run_id: number })[],
): Promise<void> {
  if (doubts.length === 0) return
  await sql`
    update job_runs r set status = 'warning', effective_status = 'warning', raised_by_rule = d.rule, raised_because = d.because
    from jsonb_to_recordset(${JSON.stringify(doubts)}::jsonb) as d (run_id bigint, rule text, because text)
    where r.id = d.run_id and r.status = 'success'
  `.execute(tx)
}

/** Which rules a job's `success_rules` leave on; each is on until somebody switches it off. */
export function successSwitches(column: ReturnType<typeof sql>) {
  return sql<SuccessSwitches>`json_build_object(
    'objects', coalesce((${column} ->> 'objects')::boolean, true), 'size', coalesce((${column} ->> 'size')::boolean, true))`
}

/** Ids and not names: a report has many objects and ten reports before it, and nearly always they are the same. */
function objectIdsOf(runId: ReturnType<typeof sql>) {
  return sql`array(select l.customer_object_id from run_object_links l where l.run_id = ${runId})`
}
