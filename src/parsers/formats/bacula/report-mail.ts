import type { ReadMail } from '../../read-mail.ts'
import { labelVocabulary, readKnownLabels } from '../../support/known-labels.ts'

/** Bareos grew out of Bacula; both send the same report, and each names itself in it. */
export type Director = 'Bacula' | 'Bareos'

export type ReportMail = {
  /** The fields of the report block; empty when the mail has none. */
  fields: ReadonlyMap<Field, string>
  /** The subject's own words, `<type> <outcome> of <client> <level>`; null when it was edited. */
  subject: { outcome: string; client: string; level: string } | null
  /** The unique name of the job run, `<job>.<date>_<time>_<count>`; null when the mail names none. */
  jobRun: string | null
}

type Field = keyof typeof FIELDS

const FIELDS = {
  job: ['Job', 'Current Job'],
  level: ['Backup Level'],
  client: ['Client', 'Restore Client'],
  start: ['Start time'],
  end: ['End time'],
  read: ['FD Bytes Written', 'Bytes Written'],
  written: ['SD Bytes Written'],
  termination: ['Termination'],
} as const
const LABELS = labelVocabulary(FIELDS)

/** A report of this director about one job run; null for anything else, as its messages about itself. */
export function readReportMail(mail: ReadMail, director: Director): ReportMail | null {
  if (directorOf(mail) !== director) return null
  const subject = subjectIn(mail.subject)
  const fields = fieldsIn(mail.lines)
  if (!fields.get('termination') && !subject) return null
  return { fields, subject, jobRun: fields.get('job')?.split(/\s/)[0] || jobRunIn(mail.lines) }
}

/** `Bareos: Backup OK of client-fd Full`, as the directors' mail command is set up by default. */
const SUBJECT =
  /\b(?:bareos|bacula): (?<outcome>.{1,120}) of (?<client>[^ ]{1,128})(?: (?<level>[A-Za-z ]{1,40}))?(?=$| [[(])/i

function subjectIn(subject: string): ReportMail['subject'] {
  const found = SUBJECT.exec(subject.slice(0, 1000))?.groups
  return found ? { outcome: found.outcome ?? '', client: found.client ?? '', level: found.level ?? '' } : null
}

/** The line above the block, `… JobId 7: Bareos bareos-dir 21.1.2 (01Jan22):` */
const HEADER =
  /\b(bacula|bareos)(?: enterprise)? [\w.-]{1,128} \d{1,3}\.\d[\w.~-]{0,30} \(\d\d ?\w{3,9} ?\d\d/i

/** Who speaks, by that line, else by the subject, else by the sender. */
function directorOf(mail: ReadMail): Director | null {
  const header = HEADER.exec(mail.text)?.[1]
  const prefix = /\b(bacula|bareos):/i.exec(mail.subject.slice(0, 1000))?.[1]
  const sender = /\b(bacula|bareos)\b/i.exec(`${mail.fromName} ${mail.fromAddress}`.slice(0, 500))?.[1]
  const named = (header ?? prefix ?? sender)?.toLowerCase()
  if (named === undefined) return null
  return named === 'bareos' ? 'Bareos' : 'Bacula'
}

/** The log above the block is as long as the job had trouble; the block itself is short. */
const BLOCK_START = /\b(?:build os|jobid):/i
const MAX_BLOCK = 120

function fieldsIn(lines: readonly string[]): Map<Field, string> {
  const start = lines.findIndex((line) => BLOCK_START.test(line))
  const block = start < 0 ? [] : lines.slice(start, start + MAX_BLOCK)
  const fields = new Map<Field, string>()
  for (const { key, value } of readKnownLabels(block, LABELS).values) {
    if (!fields.has(key)) fields.set(key, value)
  }
  return fields
}

function jobRunIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const found = /\bStart \w{1,30} JobId \d{1,12}, Job=([^\s,]{1,255})/.exec(line.slice(0, 500))
    if (found?.[1]) return found[1]
  }
  return null
}
