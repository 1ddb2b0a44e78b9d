import type { Actor } from '../../domain/actor.ts'
import { isHiddenWhenSuccessful } from '../../domain/filing.ts'
import type { Connection } from '../../platform/db.ts'
import {
  appendReviewEvents,
  type LinkedObject,
  type NewRun,
  refreshJobHealth,
} from './create-runs.queries.ts'
import { shareOverrides } from './judge-overrides.queries.ts'
import { judgeOverrides } from './judge-overrides.ts'
import { judgeSenders } from './judge-sender.ts'
import { judgeSuccesses } from './judge-success.ts'
import {
  appendReparsedEvents,
  type FreshRun,
  lockRunsOfMessages,
  type OldRun,
  readObjectsOfRuns,
  setReviewed,
  stampReaders,
  writeFreshFacts,
  writeFreshObjects,
} from './refresh-runs.queries.ts'
import { newObjects, newRun, type ReportedRun, type RunRules, resultOf } from './run-facts.ts'
import { isRaised, isSameRun, objectsThatDiffer, stateOf } from './same-facts.ts'

export type RefreshedRuns = {
  /** Runs whose facts changed. */
  changed: number
  /** Those of them that somebody had reviewed. */
  reviewed: number
  /** Runs that a better parser found to be no success after all: they wait for a person again. */
  reopened: number
}

type Change = {
  old: OldRun
  report: Omit<ReportedRun, 'jobId'>
  fresh: FreshRun
  objects: LinkedObject[]
  before: Record<string, unknown>
  after: Record<string, unknown>
}

/**
 * Gives the runs of messages that were read again their new facts, in the caller's transaction, which holds the identity
 * lock. A run keeps its job and its review; what overrides make of it is judged by its new facts; a reviewed one gets an event with its facts before and after. Called again with the same reports it changes nothing.
 */
export async function refreshRuns(
  tx: Connection,
  reports: readonly Omit<ReportedRun, 'jobId'>[],
  rules: RunRules,
  by: { actor: Actor; batchId: string },
): Promise<RefreshedRuns> {
  await shareOverrides(tx)
  const old = await lockRunsOfMessages(tx, [...new Set(reports.map((report) => report.mailMessageId))])
  if (old.length === 0) return { changed: 0, reviewed: 0, reopened: 0 }
  const changes = await changesOf(tx, old, reports, rules)
  await stampReaders(tx, readersOf(old, reports))
  if (changes.length === 0) return { changed: 0, reviewed: 0, reopened: 0 }
  await writeFreshFacts(
    tx,
    changes.map((change) => change.fresh),
  )
  await writeFreshObjects(
    tx,
    changes.map((change) => change.old.id),
    changes.flatMap((change) => change.objects),
  )
  await judgeNewSuccesses(tx, changes)
  await judgeOverrides(tx, idsOf(changes), rules.now)
  const reviewed = changes.filter(({ old: { reviewed_at } }) => reviewed_at !== null)
  await appendReparsedEvents(
    tx,
    reviewed.map(({ old: { id }, before, after }) => ({ run_id: id, before, after })),
    { ...by, at: rules.now },
  )
  const reopened = await reviewAnew(tx, changes, rules, by.batchId)
  await refreshJobHealth(tx, new Map(changes.map((change) => [change.old.job_id, 0])))
  return { changed: changes.length, reviewed: reviewed.length, reopened }
}

async function changesOf(
  tx: Connection,
  old: readonly OldRun[],
  reports: readonly Omit<ReportedRun, 'jobId'>[],
  rules: RunRules,
): Promise<Change[]> {
  const reportOf = new Map(
    reports.map((report) => [resultOf(report.mailMessageId, report.result.key), report]),
  )
  const oldObjects = await readObjectsOfRuns(
    tx,
    old.map((run) => run.id),
  )
  return old.flatMap((run) => {
    const report = reportOf.get(resultOf(run.mail_message_id, run.result_key))
    if (!report) return []
    const reported = { ...report, jobId: run.job_id, runAt: run.run_at }
    const facts = newRun(reported, rules)
    const links = { run_id: run.id, job_id: run.job_id, customer_id: run.customer_id }
    const objects = newObjects(reported, rules).map((object) => ({ ...object, ...links }))
    const differing = objectsThatDiffer(oldObjects.get(run.id) ?? [], objects)
    if (isSameRun(run, facts) && differing.before.length === 0 && differing.after.length === 0) return []
    const fresh = withVerdict(run, facts)
    return [
      {
        old: run,
        report,
        fresh,
        objects,
        before: stateOf(run, run, differing.before),
        after: stateOf(run, fresh, differing.after),
      },
    ]
  })
}

/**
 * What becomes a success only now is judged as if it came in now. Who is verified was learned from when the run was made;
 * only a sender in doubt matters here.
 */
async function judgeNewSuccesses(tx: Connection, changes: readonly Change[]): Promise<void> {
  const successes = changes.filter(({ old, fresh }) => fresh.status === 'success' && old.status !== 'success')
  await judgeSuccesses(tx, idsOf(successes))
  await judgeSenders(
    tx,
    successes.flatMap(({ old, report }) =>
      report.sender.kind === 'verified'
        ? []
        : [{ ...report, runId: old.id, jobId: old.job_id, runAt: old.run_at, isSuccess: true }],
    ),
  )
}

/** Our verdict about a success stands as long as the report calls itself one. */
function withVerdict(old: OldRun, facts: NewRun): FreshRun {
  const raised = isRaised(old) && facts.status === 'success'
  return { ...facts, status: raised ? 'warning' : facts.status, run_id: old.id, raised }
}

/** Every run is known to be read by the present parser, whether that changed anything or not. */
function readersOf(old: readonly OldRun[], reports: readonly Omit<ReportedRun, 'jobId'>[]) {
  const reportOf = new Map(
    reports.map((report) => [resultOf(report.mailMessageId, report.result.key), report]),
  )
  return old.flatMap((run) => {
    const report = reportOf.get(resultOf(run.mail_message_id, run.result_key))
    return report
      ? [{ run_id: run.id, parser_id: report.parserId, parser_version: report.parserVersion }]
      : []
  })
}

/** What the system itself entered as reviewed, because it was a success that tells nothing, is so no longer when it is none; and the other way round. */
async function reviewAnew(
  tx: Connection,
  changes: readonly Change[],
  rules: RunRules,
  batchId: string,
): Promise<number> {
  const quiet = changes.filter(({ old }) => isHiddenWhenSuccessful(old.backup_software, old.backup_type))
  const isSystems = ({ old }: Change) =>
    old.reviewed_at !== null && old.reviewed_by_user_id === null && !old.history
  const reopened = quiet.filter((change) => isSystems(change) && change.fresh.status !== 'success')
  const hidden = quiet.filter(({ old, fresh }) => old.reviewed_at === null && fresh.status === 'success')
  await setReviewed(tx, idsOf(reopened), null)
  await setReviewed(tx, idsOf(hidden), rules.now)
  const event = { user_id: null, user_name: 'system', batch_id: batchId, at: rules.now }
  await appendReviewEvents(tx, [
    ...idsOf(reopened).map((id) => ({ ...event, run_id: id, action: 'reopened' as const })),
    ...idsOf(hidden).map((id) => ({ ...event, run_id: id, action: 'hidden type' as const })),
  ])
  return reopened.length
}

function idsOf(changes: readonly Change[]): number[] {
  return changes.map((change) => change.old.id)
}
