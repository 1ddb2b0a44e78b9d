import { randomUUID } from 'node:crypto'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { appendReviewEvents } from '../runs/index.ts'
import { readSettings } from '../settings/index.ts'
import { filterOf, type QueueQuery } from './queue-filter.ts'
import { hiddenBeside, type LeftRun, leftRuns, markReviewed, reopenBatch } from './review.queries.ts'
import { openSuccesses } from './run-checks.queries.ts'

type ReviewWorld = Pick<World, 'db' | 'clock'>

/**
 * Marks exactly these runs as reviewed by this person; what arrived meanwhile is not among them and stays, and so does what a
 * colleague is busy with. Runs that the queue hides behind them go along. `batchId` takes it back.
 */
export async function reviewRuns({ db, clock }: ReviewWorld, actor: Actor, runIds: readonly number[]) {
  const { ui_timezone } = await readSettings({ db })
  return db.transaction().execute(async (tx) => {
    const now = clock()
    const { batchId, reviewed } = await review(tx, actor, runIds, { now, zone: ui_timezone })
    const done = new Set(reviewed)
    const missing = runIds.filter((id) => !done.has(id))
    const left = missing.length > 0 ? await leftRuns(tx, missing, actor.userId, now) : new Map()
    const refused = missing.map((id) => ({ id, reason: whyLeft(left.get(id)) }))
    return { batchId, reviewed: reviewed.length, refused }
  })
}

/** Marks every open original success of the jobs that the filter shows, of those that `seen` (of the list that was on screen) knew; what came or changed since stays. */
export async function reviewSuccesses(
  world: ReviewWorld,
  actor: Actor,
  query: QueueQuery & { seen: string },
) {
  const filter = await filterOf(world, query)
  return world.db.transaction().execute(async (tx) => {
    const now = world.clock()
    const runIds = await openSuccesses(tx, filter, query.seen, { userId: actor.userId, now })
    const { batchId, reviewed } = await review(tx, actor, runIds, { now, zone: filter.zone })
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

async function review(
  tx: Connection,
  actor: Actor,
  runIds: readonly number[],
  { now, zone }: { now: string; zone: string },
) {
  const batchId = randomUUID()
  const hidden = await hiddenBeside(tx, runIds, zone)
  const reviewed = await markReviewed(tx, [...runIds, ...hidden], actor.userId, now)
  await appendReviewEvents(tx, events(reviewed, actor, 'reviewed', batchId, now))
  await publish(tx, 'run-checks')
  return { batchId, reviewed }
}

function whyLeft(run: LeftRun | undefined): string {
  if (!run) return 'This run no longer exists.'
  if (run.reviewed || run.claimed_by === null) return 'Reviewed by somebody already.'
  return `${run.claimed_by} is busy with this job.`
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
