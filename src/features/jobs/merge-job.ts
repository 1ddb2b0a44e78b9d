import { randomUUID } from 'node:crypto'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { fileWithSweep } from '../inbox/index.ts'
import { type IngestWorld, lockIdentities, processWaiting, rulesOf } from '../ingest/index.ts'
import { judgeOverrides, lockOverrides, refreshJobHealth } from '../runs/index.ts'
import { deleteSchedule, learnJobs, lockSchedules, mergeMisses } from '../schedules/index.ts'
import { readSettings } from '../settings/index.ts'
import { releaseHeldMessages } from './change-job.queries.ts'
import { requireTypedName } from './confirmation.ts'
import {
  leaveTrace,
  type MergeSide,
  readMergeCounts,
  readMergeSides,
  senderKeysOf,
} from './merge-job.queries.ts'
import {
  type Move,
  moveCoveAccount,
  moveIdentities,
  moveMails,
  moveObjects,
  moveOthers,
  moveOverrides,
  moveRuns,
  moveScopes,
  moveSenders,
} from './merge-moves.queries.ts'
import { runsToJudge } from './runs-to-judge.queries.ts'
import { uniteTwins } from './twin-runs.queries.ts'

export type Merged = { runs: number; twins: number; identities: number; newRuns: number }

/** What merging a job into another one would do, and what stands in its way; changes nothing. */
export async function previewMerge({ db, clock }: Pick<World, 'db' | 'clock'>, id: number, intoId: number) {
  const { source, target } = await readMergeSides(db, id, intoId, false)
  if (!source || !target) throw notFound('job')
  const counts = await readMergeCounts(db, id, intoId, clock())
  return {
    ...counts,
    obstacle: obstacleOf(source, target)?.message ?? null,
    into: {
      id: target.id,
      name: target.name,
      customer: { id: target.customer_id, name: target.customer_name },
      software: target.backup_software,
      type: target.backup_type,
      host: target.host,
    },
    differs: {
      software: source.backup_software !== target.backup_software,
      type: source.backup_type !== target.backup_type,
      kind: source.informational !== target.informational || source.cadence !== target.cadence,
    },
    losesPin: source.is_pinned,
  }
}

/**
 * Merges a job into another one of the same customer: all that it has becomes the other one's, whose reports they are from now
 * on. One transaction, in which nothing is filed and no rule changes; the merged job stays as a trace that leads to the other.
 */
export async function mergeJob(
  world: IngestWorld,
  actor: Actor,
  request: { id: number; intoId: number; confirmation?: string | undefined },
): Promise<Merged> {
  const settings = await readSettings(world)
  const move = { from: request.id, to: request.intoId }
  const merged = await world.db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    await lockOverrides(tx)
    await lockSchedules(tx, [move.from, move.to])
    await deleteSchedule(tx, move.from)
    const { source, target } = await readMergeSides(tx, move.from, move.to, true)
    if (!source || !target) throw notFound('job')
    const obstacle = obstacleOf(source, target)
    if (obstacle) throw obstacle
    requireTypedName(source, request.confirmation)
    const rules = rulesOf(world, settings)
    const done = await moveAll(tx, move, { actor, at: rules.now })
    await judgeAnew(tx, { source, target }, done.twins > 0, rules.now)
    await leaveTrace(tx, move.from, move.to, rules.now)
    await releaseHeldMessages(tx, move.to)
    const swept = await fileWithSweep(tx, rules, {
      senderKeys: await senderKeysOf(tx, move.to),
      messageId: null,
      assigned: new Map(),
    })
    const words = `Merged job ${source.name} (${source.id}) into ${target.name} (${target.id}) of ${target.customer_name}`
    await recordAudit(tx, rules.now, actor, 'job merged', words, { ...move, ...done, swept: swept.runs })
    for (const topic of ['run-checks', 'inbox', 'overrides', 'tickets', 'claims']) await publish(tx, topic)
    return { runs: done.runs, twins: done.twins, identities: done.identities, newRuns: swept.runs }
  })
  // Should the process end here, both are done within a minute by the tasks that watch for such jobs and messages.
  await learnJobs(world, [move.to])
  const { runs } = await processWaiting(world)
  return { ...merged, newRuns: merged.newRuns + runs }
}

async function moveAll(tx: Connection, move: Move, { actor, at }: { actor: Actor; at: string }) {
  await moveMails(tx, move)
  const identities = await moveIdentities(tx, move)
  const twins = await uniteTwins(tx, move, { actor, batchId: randomUUID(), at })
  const runs = await moveRuns(tx, move)
  await moveObjects(tx, move)
  await moveScopes(tx, move)
  const overrides = await moveOverrides(tx, move)
  await moveSenders(tx, move)
  await moveOthers(tx, move)
  await moveCoveAccount(tx, move)
  await refreshJobHealth(tx, new Map([[move.to, runs]]))
  await mergeMisses(tx, move.from, move.to, at)
  return { identities, twins, runs, overrides }
}

const JUDGED_AT_ONCE = 1000

/** Rules of either job now speak of the runs of both, and those about a product or type of other runs than before. */
async function judgeAnew(
  tx: Connection,
  { source, target }: { source: MergeSide; target: MergeSide },
  hasTwins: boolean,
  now: string,
): Promise<void> {
  const isOtherKind =
    source.backup_software !== target.backup_software || source.backup_type !== target.backup_type
  const ids = await runsToJudge(tx, target.id, hasTwins || isOtherKind)
  for (let start = 0; start < ids.length; start += JUDGED_AT_ONCE)
    await judgeOverrides(tx, ids.slice(start, start + JUDGED_AT_ONCE), now)
  if (ids.length > 0) await refreshJobHealth(tx, new Map([[target.id, 0]]))
}

function obstacleOf(source: MergeSide, target: MergeSide): Refusal | null {
  if (source.id === target.id) return new Refusal('same_job', 'A job cannot be merged into itself.')
  if (source.merged_into_job_id !== null)
    return new Refusal('job_merged', `${source.name} was merged into another job already.`)
  if (target.merged_into_job_id !== null)
    return new Refusal('job_merged', `${target.name} was merged into another job; choose that one.`)
  if (source.customer_id !== target.customer_id)
    return new Refusal(
      'other_customer',
      `${target.name} belongs to ${target.customer_name}, ${source.name} to ${source.customer_name}. Only jobs of one customer are merged; where the customer is wrong, change it first (Edit).`,
    )
  if (target.archived_at !== null)
    return new Refusal(
      'job_archived',
      `${target.name} is archived. Unarchive it first, or merge it into this one.`,
    )
  if (source.has_account && target.has_account)
    return new Refusal(
      'two_accounts',
      'Each of the two stands for an account of its vendor. Unlink one of the accounts first.',
    )
  return null
}
