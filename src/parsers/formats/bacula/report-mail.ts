import type { ReadMail } from '../../read-mail.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'

/** Bareos grew out of Bacula; both send the same report, and each names itself in it. */
export type Director = 'Bacula' | 'Bareos'

export type ReportMail = {
  director: Director
  /** The fields of the report block; empty when the mail has none. */
  fields: Map<string, string>
  /** The subject's own words, `<type> <outcome> of <client> <level>`; null when it was edited. */
  subject: { outcome: string; client: string; level: string } | null
  /** The unique name of the job run, `<job>.<date>_<time>_<count>`; null when the mail names none. */
  jobRun: string | null
}

/** A report about one job run of Bacula or Bareos; null for anything else, as the directors' other messages. */
export function readReportMail(mail: ReadMail): ReportMail | null {
  const start = mail.lines.findIndex((line) => BLOCK_START.test(line))
  const block = start < 0 ? [] : mail.lines.slice(start, start + MAX_BLOCK)
  const fields = labelledLines(block)
  const subject = subjectIn(mail.subject)
  if (!labelValue(fields, 'Termination') && !subject) return null
  const director = directorIn(mail, start)
  if (!director) return null
  return { director, fields, subject, jobRun: labelValue(fields, 'Job', 'Current Job') ?? jobRunIn(mail.lines) }
}

const MAX_BLOCK = 120
const BLOCK_START = /^(?:build os|(?:current |prev backup )?jobid):/i

/** `Bareos: Backup OK of client-fd Full`, as the directors' mail command is set up by default. */
const SUBJECT =
  /\b(?:bareos|bacula): (?<outcome>.{1,120}) of (?<client>[^ ]{1,128})(?: (?<level>[A-Za-z ]{1,40}))?$/i

function subjectIn(subject: string): ReportMail['subject'] {
  const found = SUBJECT.exec(subject.slice(0, 1000))?.groups
  return found ? { outcome: found.outcome ?? '', client: found.client ?? '', level: found.level ?? '' } : null
}

/** Who speaks: the line above the block, `… JobId 7: Bareos bareos-dir 21.1.2 (01Jan22):`, else subject, else sender. */
function directorIn(mail: ReadMail, blockStart: number): Director | null {
  const above = mail.lines.slice(Math.max(0, blockStart - 3), Math.max(0, blockStart)).join('\n')
  const header = /\b(bacula|bareos)(?: enterprise)? [\w.-]{1,128} \d{1,3}\.\d/i.exec(above.slice(-2000))?.[1]
  const prefix = /\b(bacula|bareos):/i.exec(mail.subject.slice(0, 1000))?.[1]
  const sender = /\b(bacula|bareos)\b/i.exec(`${mail.fromName} ${mail.fromAddress}`.slice(0, 500))?.[1]
  const named = (header ?? prefix ?? sender)?.toLowerCase()
  if (named === undefined) return null
  return named === 'bareos' ? 'Bareos' : 'Bacula'
}

function jobRunIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const found = /\bStart (?:Backup|Restore|\w{1,30}) ?(?:Job )?JobId \d{1,12}, Job=([^\s,]{1,255})/.exec(
      line.slice(0, 500),
    )
    if (found?.[1]) return found[1]
  }
  return null
}
