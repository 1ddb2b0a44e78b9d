import { type Connection, sql } from '../../platform/db.ts'

/** From one job to the one that it is merged into. */
export type Move = { from: number; to: number }

/** Gives over the messages, and what was decided and supposed about their results. */
export async function moveMails(tx: Connection, { from, to }: Move): Promise<void> {
  await sql`update mail_results set job_id = ${to} where job_id = ${from}`.execute(tx)
  await sql`update mail_results set probable_job_id = ${to} where probable_job_id = ${from}`.execute(tx)
  await sql`update mail_messages set job_id = ${to} where job_id = ${from}`.execute(tx)
}

/** Gives over the identities; where the other job has some already, all of these are aliases. Returns how many there are. */
export async function moveIdentities(tx: Connection, { from, to }: Move): Promise<number> {
  const { rows } = await sql`
    update job_identities set job_id = ${to},
      is_alias = is_alias or exists (select from job_identities i where i.job_id = ${to} and not i.is_alias)
    where job_id = ${from} returning id
  `.execute(tx)
  await sql`
    delete from identity_proposals p where job_id = ${from}
      and exists (select from identity_proposals there where there.job_id = ${to} and there.identity_key = p.identity_key)
  `.execute(tx)
  await sql`update identity_proposals set job_id = ${to} where job_id = ${from}`.execute(tx)
  return rows.length
}

/** Gives over all runs; returns how many there are. */
export async function moveRuns(tx: Connection, { from, to }: Move): Promise<number> {
  const result = await tx
    .updateTable('job_runs')
    .set({ job_id: to })
    .where('job_id', '=', from)
    .executeTakeFirstOrThrow()
  return Number(result.numUpdatedRows)
}

/** Gives over the objects, each with the first and the last time that either job saw it. */
export async function moveObjects(tx: Connection, { from, to }: Move): Promise<void> {
  await sql`
    with gone as (delete from job_object_links where job_id = ${from} returning customer_object_id, first_seen_at, last_seen_at)
    insert into job_object_links (job_id, customer_object_id, first_seen_at, last_seen_at)
    select ${to}, customer_object_id, first_seen_at, last_seen_at from gone order by customer_object_id
    on conflict (job_id, customer_object_id) do update
      set first_seen_at = least(job_object_links.first_seen_at, excluded.first_seen_at),
          last_seen_at = greatest(job_object_links.last_seen_at, excluded.last_seen_at)
  `.execute(tx)
}

/** Gives over the scopes of tickets and remarks; where both jobs are in the scope of one, it is open as long as it was for either. */
export async function moveScopes(tx: Connection, { from, to }: Move): Promise<void> {
  for (const kind of ['ticket', 'remark']) {
    const scopes = sql.table(`${kind}_scopes`)
    const owner = sql.ref(`${kind}_id`)
    await sql`
      update ${scopes} there set resolved_at = null, resolved_by_user_id = null
      from ${scopes} s
      where s.job_id = ${from} and s.resolved_at is null and there.job_id = ${to} and there.${owner} = s.${owner} and there.resolved_at is not null
    `.execute(tx)
    await sql`
      delete from ${scopes} s where s.job_id = ${from}
        and exists (select from ${scopes} there where there.job_id = ${to} and there.${owner} = s.${owner})
    `.execute(tx)
    await sql`update ${scopes} set job_id = ${to} where job_id = ${from}`.execute(tx)
  }
}

/** Gives over the rules about the job, its objects and its runs, in force or not; returns how many there are. */
export async function moveOverrides(tx: Connection, { from, to }: Move): Promise<number> {
  const { rows } = await sql`update overrides set job_id = ${to} where job_id = ${from} returning id`.execute(
    tx,
  )
  return rows.length
}

/** Adds up which senders were verified, and keeps which were let pass. */
export async function moveSenders(tx: Connection, { from, to }: Move): Promise<void> {
  await sql`
    with gone as (delete from job_verified_senders where job_id = ${from} returning source_id, from_domain, verified_runs)
    insert into job_verified_senders as v (job_id, source_id, from_domain, verified_runs)
    select ${to}, source_id, from_domain, verified_runs from gone order by source_id, from_domain
    on conflict (job_id, source_id, from_domain) do update set verified_runs = v.verified_runs + excluded.verified_runs
  `.execute(tx)
  await sql`
    with gone as (
      delete from job_accepted_senders where job_id = ${from} returning source_id, from_domain, passed_domain, accepted_by_user_id, accepted_at)
    insert into job_accepted_senders (job_id, source_id, from_domain, passed_domain, accepted_by_user_id, accepted_at)
    select ${to}, source_id, from_domain, passed_domain, accepted_by_user_id, accepted_at from gone
    order by source_id, from_domain, passed_domain
    on conflict do nothing
  `.execute(tx)
}

/** Gives over maintenance, a vendor's account and the claim of who is busy with the job, unless somebody is busy with the other one. */
export async function moveOthers(tx: Connection, { from, to }: Move): Promise<void> {
  await sql`update maintenance_windows set job_id = ${to} where job_id = ${from}`.execute(tx)
  await sql`update cove_accounts set job_id = ${to} where job_id = ${from}`.execute(tx)
  await sql`update cloud_connect_accounts set job_id = ${to} where job_id = ${from}`.execute(tx)
  await sql`
    with gone as (delete from run_check_claims where job_id = ${from} returning user_id, claimed_at, expires_at)
    insert into run_check_claims (job_id, user_id, claimed_at, expires_at)
    select ${to}, user_id, claimed_at, expires_at from gone on conflict do nothing
  `.execute(tx)
}

/** Gives a vendor's account, where the job stands for one, to the other job. */
export async function moveCoveAccount(tx: Connection, { from, to }: Move): Promise<void> {
  const { rows } = await sql<{ account: number }>`
    select cove_account_id as account from jobs where id = ${from} and cove_account_id is not null
  `.execute(tx)
  const [found] = rows
  if (!found) return
  await sql`update jobs set cove_account_id = null where id = ${from}`.execute(tx)
  await sql`update jobs set cove_account_id = ${found.account} where id = ${to}`.execute(tx)
}
