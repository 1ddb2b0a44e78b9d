import { type Identity, identityKey } from '../../domain/identity.ts'
import { type Connection, sql } from '../../platform/db.ts'
import type { MovedIdentity } from './moved-identities.ts'

/** Asks once for each job and identity whether they belong together; what was decided already is not asked again. */
export async function propose(
  tx: Connection,
  previewId: number,
  moved: readonly MovedIdentity[],
  at: string,
): Promise<void> {
  if (moved.length === 0) return
  const groups = Map.groupBy(moved, ({ jobId, identity }) => `${jobId}\0${identityKey(identity)}`)
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { identity, jobId } = first
    return [
      {
        job_id: jobId,
        identity_key: identityKey(identity),
        from_address: identity.fromAddress,
        backup_software: identity.software,
        backup_type: identity.type,
        job_name: identity.jobName,
        host: identity.host,
        plus_tag: identity.plusTag,
        subject_prefix: identity.subjectPrefix,
        messages: group.length,
        newest_message_id: Math.max(...group.map(({ messageId }) => messageId)),
      },
    ]
  })
  await sql`
    insert into identity_proposals as p (
      job_id, identity_key, from_address, backup_software, backup_type, job_name, host, plus_tag, subject_prefix, preview_id, messages,
      newest_message_id, proposed_at)
    select job_id, identity_key, from_address, backup_software, backup_type, job_name, host, plus_tag, subject_prefix, ${previewId}::bigint, messages,
      newest_message_id, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (
      job_id bigint, identity_key text, from_address text, backup_software text, backup_type text, job_name text, host text, plus_tag text,
      subject_prefix text, messages integer, newest_message_id bigint)
    order by job_id, identity_key
    on conflict (job_id, identity_key) do update
      set messages = excluded.messages + case when p.preview_id = excluded.preview_id then p.messages else 0 end,
          newest_message_id = greatest(p.newest_message_id, excluded.newest_message_id), preview_id = excluded.preview_id
      where p.state = 'open'
  `.execute(tx)
}

export type ProposalRow = {
  id: number
  job_id: number
  job: string
  customer_id: number
  customer_name: string
  owner_id: number | null
  owner: string | null
  owner_customer_id: number | null
  owner_customer_name: string | null
  from_address: string
  backup_software: string
  backup_type: string
  job_name: string
  host: string | null
  plus_tag: string | null
  subject_prefix: string | null
  messages: number
  newest_message_id: number | null
  proposed_at: string
}

/** Open proposals below an id, newest first, each with the job that has the identity by now. */
export async function listProposals(
  db: Connection,
  below: number | null,
  limit: number,
): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`
    select p.id, p.job_id, coalesce(j.display_name, j.job_name) as job, c.id as customer_id, c.name as customer_name,
      o.id as owner_id, coalesce(o.display_name, o.job_name) as owner, oc.id as owner_customer_id, oc.name as owner_customer_name,
      p.from_address, p.backup_software, p.backup_type, p.job_name, p.host, p.plus_tag, p.subject_prefix, p.messages, p.newest_message_id, p.proposed_at
    from identity_proposals p
    join jobs j on j.id = p.job_id join customers c on c.id = j.customer_id
    left join job_identities i on i.identity_key = p.identity_key
    left join jobs o on o.id = i.job_id left join customers oc on oc.id = o.customer_id
    where p.state = 'open' ${below === null ? sql`` : sql`and p.id < ${below}`}
    order by p.id desc limit ${limit}
  `.execute(db)
  return rows
}

/** How many proposals wait for a decision. */
export async function countProposals(db: Connection): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from identity_proposals where state = 'open'`.execute(db)
  return rows[0]?.count ?? 0
}

/** Decides about an open proposal; undefined when somebody did already. */
export async function decideProposal(
  tx: Connection,
  id: number,
  state: 'accepted' | 'declined',
  by: { userId: number | null; at: string },
): Promise<{ job_id: number; identity: Identity } | undefined> {
  const { rows } = await sql<{
    job_id: number
    from_address: string
    backup_software: string
    backup_type: string
    job_name: string
    host: string | null
    plus_tag: string | null
    subject_prefix: string | null
  }>`
    update identity_proposals set state = ${state}, decided_at = ${by.at}, decided_by_user_id = ${by.userId}
    where id = ${id} and state = 'open'
    returning job_id, from_address, backup_software, backup_type, job_name, host, plus_tag, subject_prefix
  `.execute(tx)
  const [row] = rows
  if (!row) return undefined
  return {
    job_id: row.job_id,
    identity: {
      fromAddress: row.from_address,
      software: row.backup_software,
      type: row.backup_type,
      jobName: row.job_name,
      host: row.host,
      plusTag: row.plus_tag,
      subjectPrefix: row.subject_prefix,
    },
  }
}
