import { z } from 'zod'
import type { World } from '../../app/world.ts'
import type { OverrideScope } from '../../domain/override.ts'
import type { Connection } from '../../platform/db.ts'
import type { Errand } from '../../platform/jobs.ts'
import { publish } from '../../platform/live.ts'
import { judgeOverrides, refreshJobHealth, shareOverrides } from '../runs/index.ts'
import { candidateRuns, countCandidates, type Place, type Span } from './candidates.queries.ts'
import {
  advanceSweep,
  finishSweep,
  insertSweep,
  noteChanged,
  readSweep,
  removeOldSweeps,
  type Sweep,
  setTotal,
  unfinishedSweeps,
} from './sweep.queries.ts'

type SweepWorld = Pick<World, 'db' | 'clock'>
type AskingWorld = Pick<World, 'db' | 'clock' | 'log' | 'queue'>

const SWEEP_ERRAND = 'overrides.sweep'
/** So many runs are judged in one transaction. */
const CHUNK = 1000
/** Beyond so many, progress is shown without an end. */
const COUNTED = 1_000_000
const KEPT_DAYS = 14

/**
 * Judges the runs of a scope anew in the transaction that changes a rule: the newest at once, and where there are more, notes
 * a sweep for the rest.
 */
export async function rejudge(
  tx: Connection,
  rule: { id: number; scope: OverrideScope },
  span: Span,
  now: string,
): Promise<{ changed: number; sweepId: number | null }> {
  const runs = await candidateRuns(tx, rule.scope, span, null, CHUNK)
  const changed = await judge(tx, runs, now)
  const last = runs.at(-1)
  const sweepId = last && runs.length === CHUNK ? await insertSweep(tx, rule.id, span, last, now) : null
  return { changed, sweepId }
}

/**
 * Brings a sweep to its end, chunk by chunk. It may be ended at any moment and begun again anywhere: how far it came is
 * committed with each chunk, so two at once do nothing twice.
 */
export async function workOnSweep(world: SweepWorld, id: number, signal?: AbortSignal): Promise<void> {
  const begun = await readSweep(world.db, id)
  if (begun && begun.total === null) {
    const rest = { ...begun, endsAt: begun.downTo.runAt }
    await setTotal(world.db, id, await countCandidates(world.db, begun.scope, rest, COUNTED))
  }
  while (!signal?.aborted) {
    const sweep = await readSweep(world.db, id)
    if (!sweep || !(await goOn(world, sweep))) return
  }
}

/** Asks for a sweep; its row is the truth, so when the queue cannot be asked now, `resumeSweeps` does it within a minute. */
export async function askForSweep({ queue, log }: Pick<World, 'queue' | 'log'>, id: number): Promise<void> {
  await queue.ask(SWEEP_ERRAND, String(id), { id }).catch((error: unknown) => {
    log.warn({ err: error, sweepId: id }, 'the queue could not be asked to judge runs anew')
  })
}

/** Asks once more for every sweep that is not at its end: what a crash interrupted goes on where it stood. */
export async function resumeSweeps(world: AskingWorld): Promise<void> {
  for (const id of await unfinishedSweeps(world.db)) await askForSweep(world, id)
  await removeOldSweeps(world.db, new Date(Date.parse(world.clock()) - KEPT_DAYS * 86_400_000).toISOString())
}

/** The queue's work on a sweep, one at a time for each. */
export function sweepErrand(world: SweepWorld): Errand {
  return {
    name: SWEEP_ERRAND,
    run: (data, signal) => workOnSweep(world, sweepData.parse(data).id, signal),
  }
}

const sweepData = z.object({ id: z.number().int().positive() })

/** One chunk; false when nothing is left, or somebody else went on meanwhile. */
async function goOn({ db, clock }: SweepWorld, sweep: Sweep): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await shareOverrides(tx)
    const runs = await candidateRuns(tx, sweep.scope, sweep, sweep.downTo, CHUNK)
    const last = runs.at(-1)
    const isMine = await advanceSweep(tx, sweep, { downTo: last ?? sweep.downTo, examined: runs.length })
    if (!isMine) return true
    await noteChanged(tx, sweep.id, await judge(tx, runs, clock()))
    if (runs.length < CHUNK) await finishSweep(tx, sweep.id, clock())
    await publish(tx, 'overrides')
    return runs.length === CHUNK
  })
}

async function judge(tx: Connection, runs: readonly Place[], now: string): Promise<number> {
  const { changed, jobIds } = await judgeOverrides(
    tx,
    runs.map(({ id }) => id),
    now,
  )
  await refreshJobHealth(tx, new Map(jobIds.map((id) => [id, 0])))
  return changed
}
