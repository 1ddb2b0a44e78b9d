import { type Identity, identityKey, senderKey } from '../../domain/identity.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type IdentityRow = {
  id: number
  job_id: number
  from_address: string
  backup_software: string
  backup_type: string
  job_name: string
  host: string | null
  plus_tag: string | null
  subject_prefix: string | null
  is_alias: boolean
}

export type SeenIdentityRow = IdentityRow & {
  created_at: string
  created_by: string | null
  first_seen_at: string | null
  last_seen_at: string | null
  reports: number
}

const COLUMNS = sql`
  i.id, i.job_id, i.from_address, i.backup_software, i.backup_type, i.job_name, i.host, i.plus_tag, i.subject_prefix, i.is_alias`

/** The identities of a job, its own first, each with when its reports came among the job's newest runs. */
export async function readSeenIdentities(
  db: Connection,
  jobId: number,
  newestRuns: number,
): Promise<SeenIdentityRow[]> {
  const { rows } = await sql<SeenIdentityRow>`
    with newest as materialized (
      select mail_message_id, result_key, run_at from job_runs where job_id = ${jobId} order by run_at desc, id desc limit ${newestRuns}
    ), seen as materialized (
      select m.identity_key, min(n.run_at) as first, max(n.run_at) as last, count(*) as reports
      from newest n join mail_results m on m.mail_message_id = n.mail_message_id and m.result_key = n.result_key
      group by m.identity_key
    )
    select ${COLUMNS}, i.created_at, coalesce(nullif(u.display_name, ''), u.username) as created_by,
      s.first as first_seen_at, s.last as last_seen_at, coalesce(s.reports, 0) as reports
    from job_identities i left join seen s on s.identity_key = i.identity_key left join users u on u.id = i.created_by_user_id
    where i.job_id = ${jobId} order by i.is_alias, s.last desc nulls last, i.id
  `.execute(db)
  return rows
}

/** The identities of a job, oldest first. */
export async function readIdentities(tx: Connection, jobId: number): Promise<IdentityRow[]> {
  const { rows } =
    await sql<IdentityRow>`select ${COLUMNS} from job_identities i where i.job_id = ${jobId} order by i.id`.execute(
      tx,
    )
  return rows
}

/** Writes the parts of an identity anew. */
export async function rewriteIdentity(tx: Connection, id: number, identity: Identity): Promise<void> {
  await tx
    .updateTable('job_identities')
    .set({
      from_address: identity.fromAddress,
      job_name: identity.jobName,
      host: identity.host,
      plus_tag: identity.plusTag,
      subject_prefix: identity.subjectPrefix,
      identity_key: identityKey(identity),
      sender_key: senderKey(identity),
    })
    .where('id', '=', id)
    .execute()
}

/** Lets an identity be one of another job, as an alias where that has one already. */
export async function giveIdentity(tx: Connection, id: number, toJobId: number): Promise<void> {
  await sql`
    update job_identities set job_id = ${toJobId}, is_alias = exists (select from job_identities o where o.job_id = ${toJobId})
    where id = ${id}
  `.execute(tx)
}

/** Removes an identity. */
export async function deleteIdentity(tx: Connection, id: number): Promise<void> {
  await tx.deleteFrom('job_identities').where('id', '=', id).execute()
}

/** Where a job has aliases only, its oldest one is its own from now on. */
export async function promoteOldest(tx: Connection, jobId: number): Promise<void> {
  await sql`
    update job_identities set is_alias = false
    where id = (select min(id) from job_identities where job_id = ${jobId})
      and not exists (select from job_identities where job_id = ${jobId} and not is_alias)
  `.execute(tx)
}

/** Another job that the same reports belong to already. */
export async function otherOwner(
  tx: Connection,
  identity: Identity,
  id: number,
): Promise<{ name: string } | undefined> {
  return tx
    .selectFrom('job_identities as i')
    .innerJoin('jobs as j', 'j.id', 'i.job_id')
    .select((eb) => eb.fn.coalesce('j.display_name', 'j.job_name').as('name'))
    .where('i.identity_key', '=', identityKey(identity))
    .where('i.id', '<>', id)
    .executeTakeFirst()
}
