import { randomUUID } from 'node:crypto'
import { SYSTEM } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { linkOpenTickets } from '../tickets/index.ts'
import {
  appendReviewEvents,
  type CreatedRun,
  insertRunObjects,
  insertRuns,
  refreshJobHealth,
} from './create-runs.queries.ts'
import { shareOverrides } from './judge-overrides.queries.ts'
import { judgeNewRuns } from './judge-overrides.ts'
import { judgeSenders } from './judge-sender.ts'
import { judgeSuccesses } from './judge-success.ts'
import { newObjects, newRun, type ReportedRun, type RunRules, resultOf } from './run-facts.ts'

/**
 * Makes runs with their objects, in the caller's transaction: the one place where reports become runs.
 * Idempotent: a result that already is a run is left as it is. Old reports enter as reviewed history.
 */
export async function createRuns(
  tx: Connection,
  reports: readonly ReportedRun[],
  rules: RunRules,
): Promise<CreatedRun[]> {
  if (reports.length === 0) return []
  await shareOverrides(tx)
  const created = await insertRuns(
    tx,
    reports.map((report) => newRun(report, rules)),
  )
  const runOf = new Map(created.map((run) => [resultOf(run.mail_message_id, run.result_key), run]))
  const objects = reports.flatMap((report) => {
    const run = runOf.get(resultOf(report.mailMessageId, report.result.key))
    if (!run) return []
    const links = { run_id: run.id, job_id: run.job_id, customer_id: run.customer_id }
    return newObjects(report, rules).map((object) => ({ ...object, ...links }))
  })
  await insertRunObjects(tx, objects)
  await judgeSuccesses(
    tx,
    created.map((run) => run.id),
  )
  await judgeSenders(
    tx,
    reports.flatMap((report) => {
      const run = runOf.get(resultOf(report.mailMessageId, report.result.key))
      return run ? [{ ...report, runId: run.id, isSuccess: report.result.status === 'success' }] : []
    }),
  )
  await judgeNewRuns(
    tx,
    created.map((run) => run.id),
    rules.now,
  )
  await linkOpenTickets(
    tx,
    created.filter((run) => !run.history).map((run) => run.id),
    rules.now,
  )
  await appendReviewEvents(tx, systemReviews(created, rules.now))
  await refreshJobHealth(tx, countByJob(created))
  return created
}

/** Runs that the system itself enters as reviewed leave the same evidence as a person's review. */
function systemReviews(created: readonly CreatedRun[], now: string) {
  const batch = randomUUID()
  return created
    .filter((run) => run.reviewed_at !== null)
    .map((run) => ({
      run_id: run.id,
      user_id: SYSTEM.userId,
      user_name: SYSTEM.name,
      action: run.history ? ('history' as const) : ('hidden type' as const),
      batch_id: batch,
      at: now,
    }))
}

function countByJob(created: readonly CreatedRun[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const run of created) counts.set(run.job_id, (counts.get(run.job_id) ?? 0) + 1)
  return counts
}
