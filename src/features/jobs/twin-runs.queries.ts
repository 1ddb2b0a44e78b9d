import type { Actor } from '../../domain/actor.ts'
import { type Connection, sql } from '../../platform/db.ts'
import type { Move } from './merge-moves.queries.ts'

export type Twin = { gone: number; kept: number }

/**
 * Runs that both jobs have under one external id are one and the same: the target's stays as it is, reviewed or not, and takes
 * over the tickets, remarks and rules of the other one, whose review is kept in an event. Returns how many there were.
 */
export async function uniteTwins(
  tx: Connection,
  { from, to }: Move,
  by: { actor: Actor; batchId: string; at: string },
): Promise<number> {
  const { rows: twins } = await sql<Twin>`
    select s.id as gone, t.id as kept from job_runs s join job_runs t on t.job_id = ${to} and t.external_id = s.external_id
    where s.job_id = ${from} and s.external_id is not null order by t.id for update
  `.execute(tx)
  if (twins.length === 0) return 0
  const pairs = sql`jsonb_to_recordset(${JSON.stringify(twins)}::jsonb) as w (gone bigint, kept bigint)`
  for (const kind of ['ticket', 'remark']) {
    const links = sql.table(`${kind}_job_runs`)
    const owner = sql.ref(`${kind}_id`)
    await sql`
      insert into ${links} (${owner}, job_run_id, linked_at)
      select l.${owner}, w.kept, l.linked_at from ${pairs} join ${links} l on l.job_run_id = w.gone
      order by l.${owner}, w.kept on conflict do nothing
    `.execute(tx)
  }
  await sql`update overrides v set run_id = w.kept from ${pairs} where v.run_id = w.gone`.execute(tx)
  await sql`update job_runs r set late_run_id = w.kept from ${pairs} where r.late_run_id = w.gone`.execute(tx)
  await sql`
    update job_runs r set autotask_ticket_id = s.autotask_ticket_id, autotask_ticket_number = s.autotask_ticket_number,
      autotask_ticket_created_at = s.autotask_ticket_created_at, autotask_ticket_created_by_user_id = s.autotask_ticket_created_by_user_id,
      autotask_ticket_deleted_at = s.autotask_ticket_deleted_at
    from ${pairs} join job_runs s on s.id = w.gone
    where r.id = w.kept and r.autotask_ticket_id is null and s.autotask_ticket_id is not null
  `.execute(tx)
  await sql`
    insert into job_run_review_events (run_id, job_id, customer_id, user_id, user_name, action, batch_id, at, before_state, after_state)
    select r.id, r.job_id, j.customer_id, ${by.actor.userId}::bigint, ${by.actor.name}, 'deleted', ${by.batchId}::uuid, ${by.at}::timestamptz,
      ${RUN_BEFORE}, jsonb_build_object('same_as_run', w.kept)
    from ${pairs} join job_runs r on r.id = w.gone join jobs j on j.id = r.job_id order by r.id
  `.execute(tx)
  await sql`delete from job_runs where id = any(${twins.map((twin) => twin.gone)})`.execute(tx)
  return twins.length
}

/** What the evidence keeps of a run `r` that goes. */
export const RUN_BEFORE = sql`jsonb_build_object(
  'reviewed_at', r.reviewed_at, 'reviewed_by_user_id', r.reviewed_by_user_id, 'status', r.status, 'effective_status', r.effective_status,
  'run_at', r.run_at)`
