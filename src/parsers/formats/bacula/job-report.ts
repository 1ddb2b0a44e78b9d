import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { type Director, type ReportMail, readReportMail } from './report-mail.ts'
import { isCheck, statusOfTermination } from './termination.ts'

/** The result of a job run as a mail of this director reports it; null when the mail is none of its reports. */
export function jobReport(mail: ReadMail, director: Director): ReportedResult[] | null {
  const report = readReportMail(mail, director)
  if (!report) return null
  const { fields } = report
  const client = clientOf(report)
  const jobName = report.jobRun?.replace(RUN_SUFFIX, '') || client
  if (!jobName) return null

  const termination = fields.get('termination') || report.subject?.outcome || ''
  const verdict = verdictOf(termination, report.subject?.outcome ?? null)
  const level = levelOf(fields.get('level') || report.subject?.level || '')
  const written = bytesIn(fields.get('read'))
  const checks = isCheck(termination)
  return [
    {
      ...BLANK_RESULT,
      software: director,
      type: 'Backup',
      jobName,
      host: client,
      ...verdict,
      startedAt: timeIn(fields.get('start'), mail),
      endedAt: timeIn(fields.get('end'), mail),
      // Other levels only write what has changed, which says nothing about the size of the source.
      totalBytes: level === 'full' ? written : null,
      transferredBytes: bytesIn(fields.get('written')) ?? written,
      remark: problemsIn(mail.lines),
      kind: level,
      isCheck: checks,
      informational: checks && verdict.status === 'success',
    },
  ]
}

/** What makes the name of every run a new one. */
const RUN_SUFFIX = /\.\d{4}-\d\d-\d\d_\d\d\.\d\d\.\d\d(?:_\d{1,6})?$/

/** Both places speak of the same run; where they differ, somebody has to look. */
function verdictOf(termination: string, inSubject: string | null): { status: Status; statusText: string } {
  const status = statusOfTermination(termination)
  const statusText = termination.replace(/\*/g, '').trim().slice(0, 300) || 'no termination in the mail'
  const contradicted = inSubject !== null && statusOfTermination(inSubject) !== 'success'
  return { status: status === 'success' && contradicted ? 'warning' : status, statusText }
}

/** `"client-fd" 21.1.2 (01Jan22) Debian …`, in old versions `client-fd`. */
function clientOf({ fields, subject }: ReportMail): string | null {
  const printed = fields.get('client') ?? ''
  const quoted = /^"([^"]{1,128})"/.exec(printed)?.[1]
  return quoted ?? (printed.split(' ')[0]?.slice(0, 128) || subject?.client || null)
}

/** `Incremental, since=2026-11-08 21:00:00` */
function levelOf(printed: string): string | null {
  return /^[a-z]{1,30}(?: full)?/i.exec(printed)?.[0].toLowerCase() ?? null
}

/** `198,836,224 (198.8 MB)`; the exact number stands first. */
function bytesIn(printed: string | undefined): number | null {
  const digits = /^\d{1,3}(?:,\d{3}){0,6}|^\d{1,18}/.exec(printed ?? '')?.[0]
  return digits ? Number(digits.replaceAll(',', '')) : null
}

function timeIn(printed: string | undefined, mail: ReadMail): string | null {
  return printed === undefined ? null : parseLocalDateTime(printed, mail.receivedAt)
}

/** The log's own errors and warnings: `09-Nov 21:02 client-fd JobId 7: Error: …` */
function problemsIn(lines: readonly string[]): string | null {
  const problems = lines
    .map(
      (line) => /\bJobId \d{1,12}: ((?:fatal error|error|warning): .{0,500})/i.exec(line.slice(0, 900))?.[1],
    )
    .filter((problem) => problem !== undefined)
  return problems.slice(0, 30).join('\n').slice(0, 4000) || null
}
