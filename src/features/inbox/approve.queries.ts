import type { Identity } from '../../domain/identity.ts'
import { identityKey, senderKey } from '../../domain/identity.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** Whose identity this is already; undefined when nobody's. */
export async function ownerOfIdentity(
  tx: Connection,
  identity: Identity,
): Promise<{ job_id: number; name: string } | undefined> {
  return tx
    .selectFrom('job_identities as i')
    .innerJoin('jobs as j', 'j.id', 'i.job_id')
    .select(['i.job_id', (eb) => eb.fn.coalesce('j.display_name', 'j.job_name').as('name')])
    .where('i.identity_key', '=', identityKey(identity))
    .executeTakeFirst()
}

/** Creates a job; `displayName` only where a person changed the reported name. */
export async function insertJob(
  tx: Connection,
  job: {
    customerId: number
    identity: Identity
    displayName: string | null
    informational: boolean
    cadence: 'report' | 'event'
    at: string
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('jobs')
    .values({
      customer_id: job.customerId,
      backup_software: job.identity.software,
      backup_type: job.identity.type,
      job_name: job.identity.jobName,
      host: job.identity.host,
      display_name: job.displayName,
      informational: job.informational,
      cadence: job.cadence,
      created_at: job.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Adds an identity to a job; one that the job has already is left as it is. */
export async function insertIdentity(
  tx: Connection,
  jobId: number,
  identity: Identity,
  by: { alias: boolean; userId: number | null; at: string },
): Promise<void> {
  await tx
    .insertInto('job_identities')
    .values({
      job_id: jobId,
      from_address: identity.fromAddress,
      backup_software: identity.software,
      backup_type: identity.type,
      job_name: identity.jobName,
      host: identity.host,
      plus_tag: identity.plusTag,
      subject_prefix: identity.subjectPrefix,
      identity_key: identityKey(identity),
      sender_key: senderKey(identity),
      is_alias: by.alias,
      created_by_user_id: by.userId,
      created_at: by.at,
    })
    .onConflict((conflict) => conflict.column('identity_key').doNothing())
    .execute()
}

/** Remembers that this result of this sender's reports is to be ignored. */
export async function rememberIgnored(
  tx: Connection,
  identity: Identity,
  resultKey: string,
  userId: number | null,
): Promise<void> {
  await tx
    .insertInto('result_choices')
    .values({
      from_address: identity.fromAddress,
      backup_software: identity.software,
      backup_type: identity.type,
      result_key: resultKey,
      ignored: true,
      created_by_user_id: userId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['from_address', 'backup_software', 'backup_type', 'result_key'])
        .doUpdateSet({ ignored: true, customer_id: null }),
    )
    .execute()
}

/** A message of the Inbox (null: none) and all others that an open result of the same senders stands in, in the order in which they were received. */
export async function inboxMessagesOfSenders(
  tx: Connection,
  senderKeys: readonly string[],
  messageId: number | null,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select m.id from mail_messages m
    where m.location = 'inbox' and (m.filed_at is not null or m.id = ${messageId}::bigint) and m.id in (
      select ${messageId}::bigint union select r.mail_message_id from mail_results r where r.state = 'open' and r.sender_key = any(${[...senderKeys]}))
    order by m.received_at, m.id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/** Names for an answer: jobs with their customers. */
export async function jobRefs(
  tx: Connection,
  ids: readonly number[],
): Promise<{ id: number; name: string; customer: { id: number; name: string } }[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', 'c.id', 'j.customer_id')
    .select([
      'j.id',
      (eb) => eb.fn.coalesce('j.display_name', 'j.job_name').as('name'),
      'c.id as customer_id',
      'c.name as customer_name',
    ])
    .where('j.id', 'in', [...ids])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    customer: { id: row.customer_id, name: row.customer_name },
  }))
}

/** A customer to approve for, with its receive tag. */
export async function customerForApproval(
  tx: Connection,
  id: number,
): Promise<{ id: number; name: string; receive_tag: string } | undefined> {
  return tx
    .selectFrom('customers')
    .select(['id', 'name', 'receive_tag'])
    .where('id', '=', id)
    .where('merged_into_customer_id', 'is', null)
    .executeTakeFirst()
}

/** The job that has the runs of the given one: itself, or the one that it was merged into. */
export async function survivingJob(tx: Connection, id: number): Promise<number> {
  const row = await tx.selectFrom('jobs').select('merged_into_job_id').where('id', '=', id).executeTakeFirst()
  return row?.merged_into_job_id ?? id
}
