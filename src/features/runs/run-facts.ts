import { isHiddenWhenSuccessful } from '../../domain/filing.ts'
import { instantOfReport } from '../../domain/local-time.ts'
import { isHistory } from '../../domain/receipt.ts'
import { STATUSES } from '../../domain/status.ts'
import type { SenderVerdict } from '../../domain/verified-sender.ts'
import type { ReportedObject, ReportedResult } from '../../parsers/parser.ts'
import type { NewRun, NewRunObject } from './create-runs.queries.ts'

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

/** A report's facts as the columns of a run. */
export function newRun(report: ReportedRun, rules: RunRules): NewRun {
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
export function newObjects(report: ReportedRun, rules: RunRules): NewRunObject[] {
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

/** Names one result of one message. */
export function resultOf(messageId: number | null, resultKey: string): string {
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
