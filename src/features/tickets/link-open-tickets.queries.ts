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
 * Looked up once a ticket and once a job, however many runs came together and however long a ticket has been open.
 */
export async function copyAutotaskTickets(tx: Connection, runIds: readonly number[]): Promise<void> {
  await sql`
    with fresh as materialized (
      select id, job_id from job_runs where id = any(${[...runIds]}) and autotask_ticket_id is null
    ), of_ticket as materialized (
      select t.id as ticket_id, c.*
      from (select distinct l.ticket_id from fresh f join ticket_job_runs l on l.job_run_id = f.id) linked
      join tickets t on t.id = linked.ticket_id and t.autotask_ticket_id is not null and t.resolved_at is null
      cross join lateral (
        select ${PSA_COLUMNS} from ticket_job_runs other join job_runs c on c.id = other.job_run_id
        where other.ticket_id = t.id and c.autotask_ticket_id = t.autotask_ticket_id and c.autotask_ticket_deleted_at is null
        order by other.job_run_id desc limit 1) c
    ), of_job as materialized (
      select j.job_id, c.*
      from (select distinct job_id from fresh) j
      cross join lateral (
        select ${PSA_COLUMNS} from job_runs c
        where c.job_id = j.job_id and c.autotask_ticket_id is not null and c.autotask_ticket_deleted_at is null and not exists (
          select from tickets done where done.autotask_ticket_id = c.autotask_ticket_id and done.resolved_at is not null)
        order by c.run_at desc, c.id desc limit 1) c
    ), chosen as (
      select distinct on (f.id) f.id as fresh_id, o.* from fresh f cross join lateral (
        select 1 as choice, t.run_at, t.id, t.psa_id, t.number, t.made_at, t.made_by
        from ticket_job_runs l join of_ticket t on t.ticket_id = l.ticket_id where l.job_run_id = f.id
        union all
        select 2, j.run_at, j.id, j.psa_id, j.number, j.made_at, j.made_by from of_job j where j.job_id = f.job_id) o
      order by f.id, o.choice, o.run_at desc, o.id desc
    )
    update job_runs r set autotask_ticket_id = o.psa_id, autotask_ticket_number = o.number, autotask_ticket_created_at = o.made_at,
      autotask_ticket_created_by_user_id = o.made_by
    from chosen o where r.id = o.fresh_id
  `.execute(tx)
}

const PSA_COLUMNS = sql`
  c.id, c.run_at, c.autotask_ticket_id as psa_id, c.autotask_ticket_number as number, c.autotask_ticket_created_at as made_at,
  c.autotask_ticket_created_by_user_id as made_by`
