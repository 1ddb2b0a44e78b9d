import type { z } from 'zod'
import type { identityPartsSchema } from '../../../contract/job-identities.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { type Identity, senderKey } from '../../domain/identity.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { fileWithSweep, refuseIndistinct } from '../inbox/index.ts'
import { lockIdentities, rulesOf } from '../ingest/index.ts'
import type { RunRules } from '../runs/index.ts'
import { readSettings } from '../settings/index.ts'
import { lockForChange } from './change-job.ts'
import {
  deleteIdentity,
  giveIdentity,
  type IdentityRow,
  otherOwner,
  promoteOldest,
  readIdentities,
  readSeenIdentities,
  rewriteIdentity,
} from './identities.queries.ts'
import { readJob } from './jobs.queries.ts'

type IdentitiesWorld = Pick<World, 'db' | 'clock'>
type Parts = z.output<typeof identityPartsSchema>

/** The list is read with the page: more runs than this would hold it up. */
const NEWEST_RUNS = 2000

/** By what the reports of a job are recognised, with when each was seen among its newest runs. */
export async function identitiesOfJob({ db }: Pick<World, 'db'>, jobId: number) {
  const job = await readJob(db, jobId)
  if (!job) throw notFound('job')
  const rows = await readSeenIdentities(db, jobId, NEWEST_RUNS)
  return {
    rows: rows.map((row) => ({
      id: row.id,
      software: row.backup_software,
      type: row.backup_type,
      ...partsOf(row),
      isAlias: row.is_alias,
      addedAt: row.created_at,
      addedBy: row.created_by,
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.last_seen_at,
      reports: row.reports,
    })),
    lookedAt: job.run_count > NEWEST_RUNS ? NEWEST_RUNS : null,
  }
}

/** Corrects by what reports of a job are recognised; what waits in the Inbox and fits now becomes runs. */
export async function correctIdentity(
  world: IdentitiesWorld,
  actor: Actor,
  { jobId, id, ...parts }: Parts & { jobId: number; id: number },
): Promise<{ runs: number }> {
  return changing(world, jobId, id, async (tx, { row, rules }) => {
    const identity = identityOf(row, parts)
    refuseIndistinct(identity)
    const owner = await otherOwner(tx, identity, id)
    if (owner) throw new Refusal('identity_taken', `These reports already belong to the job "${owner.name}".`)
    await rewriteIdentity(tx, id, identity)
    await recordAudit(tx, rules.now, actor, 'identity corrected', `Corrected an identity of job ${jobId}`, {
      jobId,
      id,
      before: partsOf(row),
      after: partsOf({ ...row, ...columnsOf(identity) }),
    })
    return sweep(tx, rules, identity)
  })
}

/** Lets the future reports of an identity be runs of another job; the runs that are there stay. Not the last one of a job. */
export async function moveIdentity(
  world: IdentitiesWorld,
  actor: Actor,
  { jobId, id, toJobId }: { jobId: number; id: number; toJobId: number },
): Promise<{ runs: number }> {
  return changing(world, jobId, id, async (tx, { row, rules, isLast }) => {
    if (toJobId === jobId) throw new Refusal('same_job', 'It is an identity of this job already.')
    if (isLast)
      throw new Refusal(
        'last_identity',
        'It is the only one by which this job is recognised. Merge the whole job into the other one instead.',
      )
    const target = await lockForChange(tx, toJobId)
    await giveIdentity(tx, id, toJobId)
    await promoteOldest(tx, jobId)
    const words = `Moved an identity of job ${jobId} to job ${target.job_name} (${toJobId})`
    await recordAudit(tx, rules.now, actor, 'identity moved', words, {
      jobId,
      toJobId,
      id,
      identity: partsOf(row),
    })
    return sweep(tx, rules, identityOf(row, partsOf(row)))
  })
}

/** Removes an identity: its future reports wait in the Inbox. Not the last one of a job. */
export async function removeIdentity(
  world: IdentitiesWorld,
  actor: Actor,
  { jobId, id }: { jobId: number; id: number },
): Promise<void> {
  await changing(world, jobId, id, async (tx, { row, rules, isLast }) => {
    if (isLast)
      throw new Refusal(
        'last_identity',
        'It is the only one by which this job is recognised. Archive or delete the job if its reports are not wanted.',
      )
    await deleteIdentity(tx, id)
    await promoteOldest(tx, jobId)
    await recordAudit(tx, rules.now, actor, 'identity removed', `Removed an identity of job ${jobId}`, {
      jobId,
      id,
      identity: partsOf(row),
    })
    return { runs: 0 }
  })
}

/** One change at a time, and nothing is filed meanwhile. */
async function changing(
  world: IdentitiesWorld,
  jobId: number,
  id: number,
  change: (
    tx: Connection,
    found: { row: IdentityRow; rules: RunRules; isLast: boolean },
  ) => Promise<{ runs: number }>,
): Promise<{ runs: number }> {
  const rules = rulesOf(world, await readSettings(world))
  return world.db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    await lockForChange(tx, jobId)
    const identities = await readIdentities(tx, jobId)
    const row = identities.find((identity) => identity.id === id)
    if (!row) throw notFound('identity')
    return change(tx, { row, rules, isLast: identities.length === 1 })
  })
}

async function sweep(tx: Connection, rules: RunRules, identity: Identity): Promise<{ runs: number }> {
  const { runs } = await fileWithSweep(tx, rules, {
    senderKeys: [senderKey(identity)],
    messageId: null,
    assigned: new Map(),
  })
  return { runs }
}

function partsOf(row: IdentityRow): Parts {
  return {
    fromAddress: row.from_address,
    jobName: row.job_name,
    host: row.host,
    plusTag: row.plus_tag,
    subjectPrefix: row.subject_prefix,
  }
}

/** What is left blank is no part of it; addresses are compared in small letters. */
function identityOf(row: IdentityRow, parts: Parts): Identity {
  return {
    fromAddress: parts.fromAddress.toLowerCase(),
    software: row.backup_software,
    type: row.backup_type,
    jobName: parts.jobName,
    host: parts.host || null,
    plusTag: parts.plusTag?.toLowerCase() || null,
    subjectPrefix: parts.subjectPrefix || null,
  }
}

function columnsOf(identity: Identity) {
  return {
    from_address: identity.fromAddress,
    job_name: identity.jobName,
    host: identity.host,
    plus_tag: identity.plusTag,
    subject_prefix: identity.subjectPrefix,
  }
}
