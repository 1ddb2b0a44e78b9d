import { type Connection, sql } from '../../platform/db.ts'

/** How a job knows a From domain over one source. */
export type SenderHabit = {
  job_id: number
  source_id: number
  from_domain: string
  verified_runs: number
  accepted: string[]
}
type Sender = Pick<SenderHabit, 'job_id' | 'source_id' | 'from_domain'>

/** What is known about these senders; those that were never verified are left out. */
export async function readSenderHabits(tx: Connection, senders: readonly Sender[]): Promise<SenderHabit[]> {
  const { rows } = await sql<SenderHabit>`
    select v.job_id, v.source_id, v.from_domain, v.verified_runs,
      array(
        select a.passed_domain from job_accepted_senders a
        where a.job_id = v.job_id and a.source_id = v.source_id and a.from_domain = v.from_domain) as accepted
    from (select distinct job_id, source_id, from_domain
      from jsonb_to_recordset(${JSON.stringify(senders)}::jsonb) as s (job_id bigint, source_id bigint, from_domain text)) s
    join job_verified_senders v using (job_id, source_id, from_domain)
  `.execute(tx)
  return rows
}

/** Adds verified runs to what jobs know about their senders, in a fixed order. */
export async function addVerifiedRuns(
  tx: Connection,
  added: readonly (Sender & { verified_runs: number })[],
): Promise<void> {
  if (added.length === 0) return
  await sql`
    insert into job_verified_senders as v (job_id, source_id, from_domain, verified_runs)
    select job_id, source_id, from_domain, verified_runs
    from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as s (job_id bigint, source_id bigint, from_domain text, verified_runs integer)
    order by job_id, source_id, from_domain
    on conflict (job_id, source_id, from_domain) do update set verified_runs = v.verified_runs + excluded.verified_runs
  `.execute(tx)
}

/** Successes of these runs become warnings, for their sender is not verified. */
export async function markUnverified(tx: Connection, runIds: readonly number[]): Promise<void> {
  if (runIds.length === 0) return
  await sql`
    update job_runs set status = 'warning', effective_status = 'warning', unverified_sender = true
    where id = any(${[...runIds]}) and status in ('success', 'warning')
  `.execute(tx)
}

export type UnverifiedRun = {
  id: number
  job_id: number
  source_id: number
  from_address: string
  authentication_results: string[]
  trusted_authentication_server: string | null
}

/** A run whose sender is not verified, locked, with what its mail said; null when it is none (any more). */
export async function lockUnverifiedRun(tx: Connection, id: number): Promise<UnverifiedRun | null> {
  const { rows } = await sql<UnverifiedRun>`
    select r.id, r.job_id, m.source_id, m.from_address, m.authentication_results, s.trusted_authentication_server
    from job_runs r
    join mail_messages m on m.id = r.mail_message_id
    join sources s on s.id = m.source_id
    where r.id = ${id} and r.unverified_sender for update of r
  `.execute(tx)
  return rows[0] ?? null
}

/** The run counts as what it reported; where another rule of ours raised it too, that stays. */
export async function markAccepted(tx: Connection, runId: number): Promise<void> {
  await sql`
    update job_runs set unverified_sender = false,
      status = case when raised_by_rule is null then 'success' else status end,
      effective_status = case when raised_by_rule is null then 'success' else effective_status end
    where id = ${runId}
  `.execute(tx)
}

/** Reports of this job from `fromDomain` may come through `passedDomain`. */
export async function acceptSenderDomain(
  tx: Connection,
  accepted: {
    jobId: number
    sourceId: number
    fromDomain: string
    passedDomain: string
    userId: number | null
    at: string
  },
): Promise<void> {
  await tx
    .insertInto('job_accepted_senders')
    .values({
      job_id: accepted.jobId,
      source_id: accepted.sourceId,
      from_domain: accepted.fromDomain,
      passed_domain: accepted.passedDomain,
      accepted_by_user_id: accepted.userId,
      accepted_at: accepted.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
