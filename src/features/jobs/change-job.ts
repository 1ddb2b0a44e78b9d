import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { SuccessSwitches } from '../../domain/success-rules.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { type IngestWorld, lockIdentities, processWaiting } from '../ingest/index.ts'
import {
  customerExists,
  type LockedJob,
  lockJob,
  rehomeObjects,
  releaseHeldMessages,
  switchSuccessRules,
  updateJob,
} from './change-job.queries.ts'

type JobsWorld = Pick<World, 'db' | 'clock'>

/** Changes a job's display name, notes, customer or success rules; a new customer takes the job's objects and scopes along, old reports stay. */
export async function changeJob(
  { db, clock }: JobsWorld,
  actor: Actor,
  id: number,
  changes: {
    displayName?: string | null | undefined
    customerId?: number | undefined
    notes?: string | undefined
    successRules?: Partial<SuccessSwitches> | undefined
  },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    const job = await lockForChange(tx, id)
    if (changes.customerId !== undefined && changes.customerId !== job.customer_id) {
      if (!(await customerExists(tx, changes.customerId))) throw notFound('customer')
      await rehomeObjects(tx, id, changes.customerId)
    }
    await updateJob(tx, id, {
      display_name: changes.displayName === '' ? null : changes.displayName,
      notes: changes.notes,
      customer_id: changes.customerId,
    })
    if (changes.successRules) await switchSuccessRules(tx, id, changes.successRules)
    await recordAudit(tx, clock(), actor, 'job changed', `Changed job ${job.job_name}`, { id, ...changes })
  })
}

/** Archives a job: from now on its messages are kept with it but make no runs. */
export async function archiveJob({ db, clock }: JobsWorld, actor: Actor, id: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    const job = await lockForChange(tx, id)
    if (job.archived_at) throw new Refusal('already_archived', 'This job is archived already.')
    await updateJob(tx, id, { archived_at: clock() })
    await recordAudit(tx, clock(), actor, 'job archived', `Archived job ${job.job_name}`, { id })
  })
}

/** Takes a job out of the archive; the messages that came meanwhile become runs. Returns how many. */
export async function unarchiveJob(world: IngestWorld, actor: Actor, id: number): Promise<number> {
  await world.db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    const job = await lockForChange(tx, id)
    if (!job.archived_at) throw new Refusal('not_archived', 'This job is not archived.')
    await updateJob(tx, id, { archived_at: null })
    await releaseHeldMessages(tx, id)
    await recordAudit(tx, world.clock(), actor, 'job unarchived', `Unarchived job ${job.job_name}`, { id })
  })
  return (await processWaiting(world)).runs
}

/** A job locked for a change; one that was merged is only a trace. */
export async function lockForChange(tx: Connection, id: number): Promise<LockedJob> {
  const job = await lockJob(tx, id)
  if (!job) throw notFound('job')
  if (job.merged_into_job_id !== null)
    throw new Refusal('job_merged', 'This job was merged into another one; change that one.')
  return job
}
