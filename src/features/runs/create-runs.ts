import { randomUUID } from 'node:crypto'
import { SYSTEM } from '../../domain/actor.ts'
import { isHiddenWhenSuccessful } from '../../domain/filing.ts'
import { instantOfReport } from '../../domain/local-time.ts'
import { isHistory } from '../../domain/receipt.ts'
import { STATUSES } from '../../domain/status.ts'
import type { SenderVerdict } from '../../domain/verified-sender.ts'
import type { ReportedObject, ReportedResult } from '../../parsers/parser.ts'
import type { Connection } from '../../platform/db.ts'
import {
  appendReviewEvents,
  type CreatedRun,
  insertRunObjects,
  insertRuns,
  type NewRun,
  type NewRunObject,
  refreshJobHealth,
} from './create-runs.queries.ts'
import { judgeSenders } from './judge-sender.ts'
import { judgeSuccesses } from './judge-success.ts'

/** One result of one message that becomes a run of a job. */
export type ReportedRun = {
  jobId: number
  mailMessageId: number
  sourceId: number
  sourceType: 'http' | null
  runAt: string
  sender: SenderVerdict
  result: ReportedResult
  parserId: string | null
  parserVersion: number | null
}

export type RunRules = { now: string; timeZone: string; historyAfterDays: number }

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
  await appendReviewEvents(tx, systemReviews(created, rules.now))
  await refreshJobHealth(tx, countByJob(created))
  return created
}

function newRun(report: ReportedRun, rules: RunRules): NewRun {
  const { result } = report
  const history = isHistory(report.runAt, rules.now, rules.historyAfterDays)
  const hidden = result.status === 'success' && isHiddenWhenSuccessful(result.software, result.type)
  return {
    job_id: report.jobId,
    mail_message_id: report.mailMessageId,
    result_key: result.key,
    source_id: report.sourceId,
    source_type: report.sourceType,
    external_id: null,
    run_at: report.runAt,
    started_at: instantOfReport(result.startedAt, rules.timeZone),
    ended_at: instantOfReport(result.endedAt, rules.timeZone),
    status: result.status,
    status_text: result.statusText,
    remark: result.remark,
    kind: result.kind,
    is_retry: result.isRetry,
    informational: result.informational,
    is_check: result.isCheck,
    history,
    total_bytes: wholeBytes(result.totalBytes),
    transferred_bytes: wholeBytes(result.transferredBytes),
    reviewed_at: history || hidden ? rules.now : null,
    parser_id: report.parserId,
    parser_version: report.parserVersion,
  }
}

/** The objects of a report, each once: of a name that a report lists twice the worse status stays. */
function newObjects(report: ReportedRun, rules: RunRules): NewRunObject[] {
  const byName = new Map<string, NewRunObject>()
  report.result.objects.forEach((object, position) => {
    const row = newObject(object, position, report.runAt, rules.timeZone)
    const key = `${row.object_type}\0${row.name.toLowerCase()}`
    const known = byName.get(key)
    if (!known || severity(row.status) > severity(known.status)) byName.set(key, row)
  })
  return [...byName.values()]
}

function newObject(object: ReportedObject, position: number, runAt: string, timeZone: string): NewRunObject {
  const endedAt = instantOfReport(object.endedAt, timeZone)
  return {
    object_type: object.type ?? '',
    name: object.name,
    position,
    status: object.status,
    message: object.message,
    observed_at: runAt,
    started_at: instantOfReport(object.startedAt, timeZone),
    ended_at: endedAt,
    size_bytes: wholeBytes(object.sizeBytes),
    transferred_bytes: wholeBytes(object.transferredBytes),
  }
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

/** Names one result of one message. */
function resultOf(messageId: number | null, resultKey: string): string {
  return `${messageId}\0${resultKey}`
}

function severity(status: NewRunObject['status']): number {
  return STATUSES.indexOf(status)
}

function wholeBytes(bytes: number | null): number | null {
  return bytes === null || !Number.isFinite(bytes)
    ? null
    : Math.round(Math.min(bytes, Number.MAX_SAFE_INTEGER))
}
