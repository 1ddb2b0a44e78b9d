import type { z } from 'zod'
import type { markRunsSchema } from '../../../contract/overrides.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { recordAudit } from '../audit/index.ts'
import { judgeOverrides, lockOverrides, refreshJobHealth } from '../runs/index.ts'
import { insertJobRules, insertMarks, markableRuns, removeOwn, runsOfRules } from './mark-runs.queries.ts'

type MarkWorld = Pick<World, 'db' | 'clock'>

/** So many runs are judged by one statement. */
const CHUNK = 1000

/**
 * Makes a success of the runs of a selection, all or nothing: for this once, or by the same rule for each of their jobs. Runs
 * that are a success, did not come or whose sender is in doubt are left out, so that marking twice marks once.
 */
export async function markRuns(world: MarkWorld, actor: Actor, asked: z.output<typeof markRunsSchema>) {
  return world.db.transaction().execute(async (tx) => {
    await lockOverrides(tx)
    const now = world.clock()
    const by = { ...actor, at: now }
    const runs = await markableRuns(tx, asked.runIds)
    const comment = asked.comment.trim()
    const overrideIds = asked.jobsRule
      ? await insertJobRules(
          tx,
          [...Map.groupBy(runs, (run) => run.job_id)].map(([job_id, own]) => ({
            job_id,
            valid_from: own.map(({ run_at }) => run_at).toSorted()[0] ?? now,
          })),
          { ...asked.jobsRule, text: asked.jobsRule.text.trim(), comment },
          by,
        )
      : await insertMarks(
          tx,
          runs.map(({ id }) => id),
          comment,
          by,
        )
    if (overrideIds.length > 0)
      await recordAudit(tx, now, actor, 'override created', `Created ${overrideIds.length} overrides`, {
        overrideIds,
        runIds: runs.map(({ id }) => id),
        jobsRule: asked.jobsRule,
        comment,
      })
    const changedRuns = await judge(tx, await runsOfRules(tx, overrideIds), now)
    await publish(tx, 'overrides')
    return { overrideIds, changedRuns, leftOut: new Set(asked.runIds).size - runs.length }
  })
}

/** Takes back what one step of `markRuns` made, as far as this person made it; the runs count as they did before. */
export async function unmarkRuns(world: MarkWorld, actor: Actor, overrideIds: readonly number[]) {
  return world.db.transaction().execute(async (tx) => {
    await lockOverrides(tx)
    const now = world.clock()
    const removed = await removeOwn(tx, overrideIds, actor.userId, now)
    if (removed.length > 0)
      await recordAudit(tx, now, actor, 'override removed', `Took ${removed.length} overrides back`, {
        overrideIds: removed,
      })
    const changedRuns = await judge(tx, await runsOfRules(tx, removed), now)
    await publish(tx, 'overrides')
    return { changedRuns }
  })
}

async function judge(tx: Connection, runIds: readonly number[], now: string): Promise<number> {
  const jobIds = new Set<number>()
  let changedRuns = 0
  for (let at = 0; at < runIds.length; at += CHUNK) {
    const judged = await judgeOverrides(tx, runIds.slice(at, at + CHUNK), now)
    changedRuns += judged.changed
    for (const jobId of judged.jobIds) jobIds.add(jobId)
  }
  await refreshJobHealth(tx, new Map([...jobIds].map((id) => [id, 0])))
  return changedRuns
}
