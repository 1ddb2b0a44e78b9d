import { randomUUID } from 'node:crypto'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { appendReviewEvents } from '../runs/index.ts'
import { existingRuns, markReviewed, reopenBatch } from './review.queries.ts'
import { openSuccesses } from './run-checks.queries.ts'

type ReviewWorld = Pick<World, 'db' | 'clock'>

/** Marks exactly these runs as reviewed by this person; what arrived meanwhile is not among them and stays. `batchId` takes it back. */
export async function reviewRuns({ db, clock }: ReviewWorld, actor: Actor, runIds: readonly number[]) {
  return db.transaction().execute(async (tx) => {
    const { batchId, reviewed } = await review(tx, actor, runIds, clock())
    const done = new Set(reviewed)
    const missing = runIds.filter((id) => !done.has(id))
    const existing = missing.length > 0 ? await existingRuns(tx, missing) : new Set()
    const refused = missing.map((id) => ({
      id,
      reason: existing.has(id) ? 'Reviewed by somebody already.' : 'This run no longer exists.',
    }))
    return { batchId, reviewed: reviewed.length, refused }
  })
}

/** Marks every open original success of the jobs that the filter shows, up to the newest run that was on screen. */
export async function reviewSuccesses(
  { db, clock }: ReviewWorld,
  actor: Actor,
  query: {
    upToRunId: number
    q?: string | undefined
    software?: string | undefined
    customerId?: number | undefined
  },
) {
  const filter = {
    patterns: searchPatterns(query.q),
    status: undefined,
    software: query.software,
    customerId: query.customerId,
  }
  return db.transaction().execute(async (tx) => {
    const { batchId, reviewed } = await review(
      tx,
      actor,
      await openSuccesses(tx, filter, query.upToRunId),
      clock(),
    )
    return { batchId, reviewed: reviewed.length }
  })
}

/** Takes a review of one's own back; runs that somebody touched since stay as they are. Returns how many are open again. */
export async function undoReview({ db, clock }: ReviewWorld, actor: Actor, batchId: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const reopened = await reopenBatch(tx, batchId, actor.userId)
    await appendReviewEvents(tx, events(reopened, actor, 'undone', randomUUID(), clock()))
    await publish(tx, 'run-checks')
    return reopened.length
  })
}

async function review(tx: Connection, actor: Actor, runIds: readonly number[], at: string) {
  const batchId = randomUUID()
  const reviewed = await markReviewed(tx, runIds, actor.userId, at)
  await appendReviewEvents(tx, events(reviewed, actor, 'reviewed', batchId, at))
  await publish(tx, 'run-checks')
  return { batchId, reviewed }
}

function events(
  runIds: readonly number[],
  actor: Actor,
  action: 'reviewed' | 'undone',
  batchId: string,
  at: string,
) {
  return runIds.map((id) => ({
    run_id: id,
    user_id: actor.userId,
    user_name: actor.name,
    action,
    batch_id: batchId,
    at,
  }))
}
