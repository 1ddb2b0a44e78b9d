import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, BLANK_RESULT, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { later, notBefore, onReportDate, parseDuration } from '../../support/dates.ts'
import { parseBytes } from '../../support/sizes.ts'
import type { JobReport } from './job-report.ts'
import type { ObjectRow } from './object-rows.ts'
import { overallStatus, statusOfWord } from './statuses.ts'
import { readSubject } from './subject.ts'
import { counter, sizeIn } from './summary.ts'

type Wanted = {
  report: JobReport
  mail: ReadMail
  type: string
  /** What kind of thing the objects are where the report does not count them. */
  unit?: string | null
  /** What an object's status word means, where the report has words of its own. */
  statusOf?: (word: string) => Status
}

/** The result of a report of the common layout. */
export function jobResult({
  report,
  mail,
  type,
  unit = null,
  statusOf = statusOfRow,
}: Wanted): ReportedResult {
  const times = timesOf(report, mail.receivedAt)
  return {
    ...BLANK_RESULT,
    software: 'Veeam',
    type,
    jobName: report.name,
    ...overallStatus({
      word: report.statusWord,
      background: report.background,
      subjectWord: readSubject(mail.subject)?.statusWord ?? null,
      words: [
        ...counted(report),
        ...report.objects.map(({ status }) => ({ word: status, status: statusOf(status) })),
      ],
    }),
    objects: report.objects.map((row) =>
      reportedObject(row, { report, mail, unit, statusOf, runStart: times.startedAt }),
    ),
    ...times,
    totalBytes: sizeIn(report, 'total size', 'processed', 'data size'),
    transferredBytes: sizeIn(report, 'transferred'),
    remark: report.messages.join('\n') || null,
    kind: report.kind,
    isRetry: report.isRetry,
  }
}

function statusOfRow(word: string): Status {
  return statusOfWord(word) ?? 'warning'
}

/** The counters above zero, by the label that they are printed under. */
function counted(report: JobReport): { word: string; status: Status }[] {
  const counters: [string, Status, number | null][] = [
    ['Error', 'failed', counter(report, 'error', 'errors')],
    ['Warning', 'warning', counter(report, 'warning', 'warnings')],
    ['Success', 'success', counter(report, 'success', 'successes')],
  ]
  return counters.filter(([, , count]) => (count ?? 0) > 0).map(([word, status]) => ({ word, status }))
}

function timesOf(
  report: JobReport,
  near: string | null,
): { startedAt: string | null; endedAt: string | null } {
  const { sessionAt, values } = report
  const startedAt = onReportDate(values.get('start time') ?? '', sessionAt, near) ?? sessionAt
  const printedEnd = onReportDate(values.get('end time') ?? '', sessionAt ?? startedAt, near)
  const endedAt = notBefore(startedAt, printedEnd)
  return { startedAt, endedAt: endedAt ?? later(startedAt, parseDuration(values.get('duration') ?? '')) }
}

type Surroundings = Required<Wanted> & { runStart: string | null }

function reportedObject(
  row: ObjectRow,
  { report, mail, unit, statusOf, runStart }: Omit<Surroundings, 'type'>,
): ReportedObject {
  const day = report.sessionAt ?? runStart
  const startedAt = notBefore(runStart, onReportDate(row.start, day, mail.receivedAt))
  const status = statusOf(row.status)
  // A status that is no plain word for a result says itself what is wrong.
  const ownWords = status !== 'success' && statusOfWord(row.status) === null ? row.status : null
  return {
    ...BLANK_OBJECT,
    name: row.name,
    type: /^\(vapp\) /i.test(row.name) ? 'vapp' : (report.unit ?? unit),
    status,
    message: row.details || ownWords || null,
    startedAt,
    endedAt: notBefore(startedAt, onReportDate(row.end, day, mail.receivedAt)),
    sizeBytes: parseBytes(row.size),
    transferredBytes: parseBytes(row.transferred),
  }
}
