import type { Pin } from '../../domain/schedule/pinned.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** Which of these jobs exist, in order of their ids. */
export async function existingJobs(tx: Connection, jobIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from jobs where id = any(${[...jobIds]}) and merged_into_job_id is null order by id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/**
 * Sets what holds for these jobs by hand (null: the reports again) and takes the plan that this overtakes; from now on they are
 * judged by it, and are learned next.
 */
export async function setPins(
  tx: Connection,
  jobIds: readonly number[],
  pin: Pin | null,
  by: { userId: number | null; at: string },
): Promise<void> {
  const ids = [...jobIds].sort((a, b) => a - b)
  await sql`
    insert into job_schedules as s (job_id, kind, learned_at, pin, pinned_by_user_id, pinned_at, judged_from)
    select id, 'learning', ${by.at}, ${pin && JSON.stringify(pin)}::jsonb, ${by.userId}, ${by.at}, ${by.at} from unnest(${ids}::bigint[]) as a (id) order by id
    on conflict (job_id) do update
      set pin = excluded.pin, pinned_by_user_id = excluded.pinned_by_user_id, pinned_at = excluded.pinned_at, judged_from = excluded.judged_from,
        seen_run_count = null
  `.execute(tx)
  await sql`delete from expected_runs where job_id = any(${ids}) and state = 'open'`.execute(tx)
}

/** What a job or a customer says of its own about schedules; undefined leaves it, null takes it away. */
export type OwnRules = {
  grace_minutes?: number | null | undefined
  time_zone?: string | null | undefined
}

/** Changes these jobs; they are learned next. */
export async function changeJobs(
  tx: Connection,
  jobIds: readonly number[],
  changes: OwnRules & { irregular_after_days?: number | null | undefined },
): Promise<void> {
  if (Object.values(changes).some((value) => value !== undefined))
    await tx
      .updateTable('jobs')
      .set(changes)
      .where(sql<boolean>`id = any(${[...jobIds]})`)
      .execute()
  await sql`update job_schedules set seen_run_count = null where job_id = any(${[...jobIds]})`.execute(tx)
}

/** What a customer says of its own about schedules; undefined when there is no such customer. */
export async function readCustomerRules(db: Connection, id: number) {
  return db
    .selectFrom('customers')
    .select(['grace_minutes', 'time_zone', 'holiday_calendar_id'])
    .where('id', '=', id)
    .where('merged_into_customer_id', 'is', null)
    .executeTakeFirst()
}

/** Changes these customers; their jobs are learned next. Returns the customers that exist. */
export async function changeCustomers(
  tx: Connection,
  customerIds: readonly number[],
  changes: OwnRules & { holiday_calendar_id?: number | null | undefined },
): Promise<number[]> {
  const found = await tx
    .selectFrom('customers')
    .select('id')
    .where(sql<boolean>`id = any(${[...customerIds]})`)
    .where('merged_into_customer_id', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const ids = found.map((row) => row.id)
  if (Object.values(changes).some((value) => value !== undefined))
    await tx.updateTable('customers').set(changes).where(sql<boolean>`id = any(${ids})`).execute()
  await sql`
    update job_schedules s set seen_run_count = null from jobs j where j.id = s.job_id and j.customer_id = any(${ids})
  `.execute(tx)
  return ids
}

/** All jobs are learned next: something that holds for all of them changed. */
export async function learnEverythingNext(tx: Connection): Promise<void> {
  await sql`update job_schedules set seen_run_count = null where seen_run_count is not null`.execute(tx)
}
