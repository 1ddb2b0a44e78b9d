import type { SuccessSwitches } from '../../domain/success-rules.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type LockedJob = {
  id: number
  customer_id: number
  job_name: string
  archived_at: string | null
  merged_into_job_id: number | null
}

/** A job locked for a change. */
export async function lockJob(tx: Connection, id: number): Promise<LockedJob | undefined> {
  return tx
    .selectFrom('jobs')
    .select(['id', 'customer_id', 'job_name', 'archived_at', 'merged_into_job_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Changes the given columns of a job; undefined leaves one as it is. */
export async function updateJob(
  tx: Connection,
  id: number,
  changes: {
    display_name?: string | null | undefined
    notes?: string | undefined
    customer_id?: number | undefined
    archived_at?: string | null | undefined
  },
): Promise<void> {
  if (Object.values(changes).every((value) => value === undefined)) return
  await tx.updateTable('jobs').set(changes).where('id', '=', id).execute()
}

/** Switches rules about a job's successes on or off; those that are not named stay as they are. */
export async function switchSuccessRules(
  tx: Connection,
  id: number,
  switches: Partial<SuccessSwitches>,
): Promise<void> {
  await sql`update jobs set success_rules = success_rules || ${JSON.stringify(switches)}::jsonb where id = ${id}`.execute(
    tx,
  )
}

/** Whether a customer exists that jobs may belong to. */
export async function customerExists(tx: Connection, id: number): Promise<boolean> {
  const row = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', id)
    .where('merged_into_customer_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Gives a job's objects to another customer: links move to that customer's objects of the same type and name, made where they are missing. */
export async function rehomeObjects(tx: Connection, jobId: number, customerId: number): Promise<void> {
  await sql`
    insert into customer_objects (customer_id, object_type, name)
    select ${customerId}, o.object_type, o.name from job_object_links l join customer_objects o on o.id = l.customer_object_id where l.job_id = ${jobId}
    on conflict do nothing
  `.execute(tx)
  const moved = sql`
    select old.id as old_id, new.id as new_id
    from job_object_links l join customer_objects old on old.id = l.customer_object_id
    join customer_objects new on new.customer_id = ${customerId} and new.object_type = old.object_type and new.name_key = old.name_key
    where l.job_id = ${jobId} and old.id <> new.id`
  await sql`
    update run_object_links l set customer_object_id = m.new_id
    from (${moved}) m, job_runs r where l.customer_object_id = m.old_id and r.id = l.run_id and r.job_id = ${jobId}
  `.execute(tx)
  for (const kind of ['ticket', 'remark']) {
    const scopes = sql.table(`${kind}_scopes`)
    const owner = sql.ref(`${kind}_id`)
    await sql`
      update ${scopes} s set customer_object_id = m.new_id from (${moved}) m
      where s.customer_object_id = m.old_id and not exists (select from job_object_links o where o.customer_object_id = m.old_id and o.job_id <> ${jobId})
        and not exists (select from ${scopes} there where there.${owner} = s.${owner} and there.customer_object_id = m.new_id)
    `.execute(tx)
  }
  await sql`update overrides v set customer_object_id = m.new_id from (${moved}) m where v.customer_object_id = m.old_id and v.job_id = ${jobId}`.execute(
    tx,
  )
  await sql`update job_object_links l set customer_object_id = m.new_id from (${moved}) m where l.customer_object_id = m.old_id and l.job_id = ${jobId}`.execute(
    tx,
  )
}

/** The results that came while a job was archived: undecided again, and their messages put back to be filed anew. */
export async function releaseHeldMessages(tx: Connection, jobId: number): Promise<void> {
  await sql`
    with released as (
      delete from mail_results where job_id = ${jobId} and state = 'held' returning mail_message_id)
    update mail_messages m set location = 'inbox', filed_at = null, job_id = null
    where m.id in (select mail_message_id from released) and m.location <> 'deleted'
  `.execute(tx)
}
