import { randomUUID } from 'node:crypto'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { publish } from '../../platform/live.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { lockIdentities } from '../ingest/index.ts'
import { lockOverrides } from '../runs/index.ts'
import { deleteSchedule, lockSchedules } from '../schedules/index.ts'
import { requireTypedName } from './confirmation.ts'
import { deleteJobRows, lockDoomedJob, noteDeleted, returnMessages } from './delete-job.queries.ts'

/**
 * Deletes a job with its runs, rules and schedule, in one transaction. Its messages go back to the Inbox and wait there; the
 * evidence of its reviews stays, with what each reviewed run was.
 */
export async function deleteJob(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  actor: Actor,
  request: { id: number; confirmation?: string | undefined },
): Promise<{ runs: number; messages: number }> {
  return db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    await lockOverrides(tx)
    await lockSchedules(tx, [request.id])
    await deleteSchedule(tx, request.id)
    const job = await lockDoomedJob(tx, request.id)
    if (!job) throw notFound('job')
    if (job.merged_into_job_id !== null)
      throw new Refusal('job_merged', 'This job was merged into another one; delete that one.')
    requireTypedName(job, request.confirmation)
    const messages = await returnMessages(tx, job.id)
    const reviewed = await noteDeleted(tx, job, { actor, batchId: randomUUID(), at: clock() })
    await deleteJobRows(tx, job.id)
    const facts = { id: job.id, customerId: job.customer_id, runs: job.run_count, reviewed, messages }
    const words = `Deleted job ${job.name} of ${job.customer_name}`
    await recordAudit(tx, clock(), actor, 'job deleted', words, facts)
    for (const topic of ['run-checks', 'inbox', 'overrides', 'tickets']) await publish(tx, topic)
    return { runs: job.run_count, messages }
  })
}
