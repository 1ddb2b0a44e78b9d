import { type Judgement, judgeRun, mayFlagSuccess, type OverrideRule } from '../../domain/override.ts'
import type { Connection } from '../../platform/db.ts'
import {
  readObjectsToJudge,
  readRulesFor,
  readRunsToJudge,
  type StandingObject,
  type StandingRun,
  writeJudgements,
  writeObjectRules,
} from './judge-overrides.queries.ts'

export type Judged = {
  /** How many of the runs count as something else now, or by another rule. */
  changed: number
  /** Jobs with runs whose effective status changed: their health wants to be refreshed. */
  jobIds: number[]
}

const NOTHING: Judged = { changed: 0, jobIds: [] }

/** Gives runs that were just made, in the transaction that makes them, what the rules in force make of them. */
export async function judgeNewRuns(tx: Connection, runIds: readonly number[], now: string): Promise<Judged> {
  if (runIds.length === 0 || (await readRulesFor(tx, runIds)).length === 0) return NOTHING
  return judgeOverrides(tx, runIds, now)
}

/**
 * Judges runs anew by the rules in force, as if they had come in now, in a transaction that shares (or holds) the lock of the
 * overrides. The reported status is never touched; called again it changes nothing.
 */
export async function judgeOverrides(
  tx: Connection,
  runIds: readonly number[],
  now: string,
): Promise<Judged> {
  if (runIds.length === 0) return NOTHING
  const runs = await readRunsToJudge(tx, runIds, true)
  // Only now: whatever another transaction decided about these runs is committed and seen.
  const rules = await readRulesFor(tx, runIds)
  const objectsOf = await readObjectsToJudge(tx, runIds, rules.some(mayFlagSuccess))
  const judged = judgeAll(runs, objectsOf, rules)
  const changed = judged.filter(({ run, judgement }) => differs(run, judgement))
  await writeJudgements(
    tx,
    changed.map(({ run, judgement: { effectiveStatus, overrideId } }) => ({
      run_id: run.id,
      effective_status: effectiveStatus,
      override_id: overrideId,
    })),
    now,
  )
  await writeObjectRules(tx, judged.flatMap(changedObjects))
  const turned = changed.filter(({ run, judgement }) => run.effectiveStatus !== judgement.effectiveStatus)
  return { changed: changed.length, jobIds: [...new Set(turned.map(({ run }) => run.jobId))] }
}

export type JudgedStanding = { run: StandingRun; objects: readonly StandingObject[]; judgement: Judgement }

/** What each of these runs counts as by these rules. */
export function judgeAll(
  runs: readonly StandingRun[],
  objectsOf: ReadonlyMap<number, StandingObject[]>,
  rules: readonly OverrideRule[],
): JudgedStanding[] {
  const global = rules.filter((rule) => rule.level === 'global')
  const ofRun = Map.groupBy(
    rules.filter((rule) => rule.level === 'run'),
    (rule) => rule.runId,
  )
  const ofJob = Map.groupBy(
    rules.filter((rule) => rule.level === 'object'),
    (rule) => rule.jobId,
  )
  return runs.map((run) => {
    const objects = objectsOf.get(run.id) ?? []
    const own = [...(ofRun.get(run.id) ?? []), ...(ofJob.get(run.jobId) ?? []), ...global]
    return { run, objects, judgement: judgeRun({ ...run, objects }, own) }
  })
}

function differs(run: StandingRun, { effectiveStatus, overrideId }: Judgement): boolean {
  return run.effectiveStatus !== effectiveStatus || run.overrideId !== overrideId
}

function changedObjects({ run, objects, judgement }: JudgedStanding) {
  return objects.flatMap((object) => {
    const rule = judgement.objects.get(object.id) ?? null
    return rule === object.overrideId
      ? []
      : [{ run_id: run.id, customer_object_id: object.id, override_id: rule }]
  })
}
