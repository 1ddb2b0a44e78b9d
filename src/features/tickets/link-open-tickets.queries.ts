import { type Connection, sql } from '../../platform/db.ts'

/** Links the tickets that are open in a scope of each run; resolved there or altogether means: linked no more, at once. */
export async function linkTickets(tx: Connection, runIds: readonly number[], now: string): Promise<void> {
  await sql`
    insert into ticket_job_runs (ticket_id, job_run_id, linked_at)
    select distinct s.ticket_id, s.run_id, ${now}::timestamptz
    from (${scopesOf(runIds, sql`ticket_scopes`)}) s join tickets t on t.id = s.ticket_id
    where coalesce(s.resolved_at, t.resolved_at) is null
    order by s.ticket_id, s.run_id
    on conflict do nothing
  `.execute(tx)
}

/** Links the remarks that are open in a scope of each run. */
export async function linkRemarks(tx: Connection, runIds: readonly number[], now: string): Promise<void> {
  await sql`
    insert into remark_job_runs (remark_id, job_run_id, linked_at)
    select distinct s.remark_id, s.run_id, ${now}::timestamptz
    from (${scopesOf(runIds, sql`remark_scopes`)}) s join remarks t on t.id = s.remark_id
    where coalesce(s.resolved_at, t.resolved_at) is null
    order by s.remark_id, s.run_id
    on conflict do nothing
  `.execute(tx)
}

/** A job's scopes: those on the job, on its customer, and on objects linked to the run; written so that each uses its index. */
function scopesOf(runIds: readonly number[], table: ReturnType<typeof sql>) {
  const ids = [...runIds]
  return sql`
    select r.id as run_id, s.* from job_runs r join ${table} s on s.job_id = r.job_id and s.resolved_at is null where r.id = any(${ids})
    union all
    select r.id, s.* from job_runs r join jobs j on j.id = r.job_id join ${table} s on s.customer_id = j.customer_id and s.resolved_at is null
    where r.id = any(${ids})
    union all
    select l.run_id, s.* from run_object_links l join ${table} s on s.customer_object_id = l.customer_object_id and s.resolved_at is null
    where l.run_id = any(${ids})`
}

/**
 * Copies the PSA ticket that goes on: first from the newest run that carries the PSA ticket of an internal ticket linked to the
 * run, matched by id; else from the job's newest run with a PSA ticket. In both cases one that is neither deleted nor resolved.
 */
export async function copyAutotaskTickets(tx: Connection, runIds: readonly number[]): Promise<void> {
  await sql`
    update job_runs r
    set autotask_ticket_id = o.autotask_ticket_id, autotask_ticket_number = o.autotask_ticket_number,
      autotask_ticket_created_at = o.autotask_ticket_created_at,
      autotask_ticket_created_by_user_id = o.autotask_ticket_created_by_user_id
    from unnest(${[...runIds]}::bigint[]) as n (id)
    join job_runs k on k.id = n.id
    cross join lateral (
      select * from (
        (select 1 as choice, c.* from ticket_job_runs l
         join tickets t on t.id = l.ticket_id and t.autotask_ticket_id is not null
         join ticket_job_runs other on other.ticket_id = t.id
         join job_runs c on c.id = other.job_run_id and c.autotask_ticket_id = t.autotask_ticket_id
         where l.job_run_id = k.id and c.id <> k.id and ${GOES_ON}
         order by c.run_at desc, c.id desc limit 1)
        union all
        (select 2, c.* from job_runs c
         where c.job_id = k.job_id and c.autotask_ticket_id is not null and c.id <> k.id and ${GOES_ON}
         order by c.run_at desc, c.id desc limit 1)) found
      order by found.choice limit 1) o
    where r.id = n.id and r.autotask_ticket_id is null
  `.execute(tx)
}

/** The PSA ticket of a run `c` is neither deleted nor resolved there, as far as its internal ticket says. */
const GOES_ON = sql`c.autotask_ticket_deleted_at is null and not exists (
  select from tickets done where done.autotask_ticket_id = c.autotask_ticket_id and done.resolved_at is not null)`
