import { type Status, worstStatus } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { parseBytes } from '../../support/sizes.ts'
import { type LogLine, logLines } from './log-lines.ts'
import { typeOf } from './subject.ts'

/** The report that an UrBackup server sends after a file or image backup of a client. */
export const urbackupBackup: Parser = {
  id: 'urbackup-backup',
  version: 2,
  software: 'UrBackup',
  types: ['File Backup', 'Image Backup'],
  description:
    'Reports of an UrBackup server about one file or image backup of a client; warnings and errors in its log make a success a warning. Built from the templates of the product.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: ['UrBackup: Incremental|Full file|image backup of "<client>" - success|failed'],
    bodyContains: ['UrBackup just did'],
  },
  examples: [
    'UrBackup: Incremental file backup of "PC-01" - success',
    'UrBackup: Resumed incremental image backup of "SRV-01" - failed',
    'UrBackup: Full (resumed full) file backup of "SRV-01" - success',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => DONE.test(mail.subject.slice(0, 1000)) || mail.lines.some((line) => OPENING.test(line)),
  parse,
}

const DONE =
  /\b(?:resumed )?(?<level>incremental|full)(?: \(resumed (?:incremental|full)\))? (?<kind>file|image) backup of "(?<client>[^"]{1,255})"(?<outcome>.{0,200})/i
const OPENING =
  /^urbackup just did an? (?:resumed )?(?<level>incremental|full)(?: \(resumed (?:incremental|full)\))? (?<kind>file|image) backup of "(?<client>[^"]{1,255})"/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const opening = firstGroups(mail.lines, OPENING)
  const subject = DONE.exec(mail.subject.slice(0, 1000))?.groups
  // Other products' subjects may begin alike; the words of ours are in one of the two.
  if (!opening && !/\burbackup\b/i.test(`${mail.subject.slice(0, 1000)} ${mail.fromName}`)) return null
  const about = opening ?? subject
  if (!about?.client || !about.kind) return null

  const log = logLines(mail.lines)
  const verdict = verdictOf(subject?.outcome ?? '', log, countsIn(mail.lines))
  const problems = log.filter((line) => line.level !== 'info').map((line) => line.text)
  return [
    {
      ...BLANK_RESULT,
      software: 'UrBackup',
      type: typeOf(about.kind),
      jobName: about.client,
      ...verdict,
      startedAt: timeOf(log[0]),
      endedAt: timeOf(log.at(-1)),
      transferredBytes: transferredIn(log),
      remark: problems.join('\n').slice(0, 4000) || null,
      kind: about.level?.toLowerCase() ?? null,
    },
  ]
}

type Counts = { text: string; warnings: number; errors: number }

function verdictOf(
  outcome: string,
  log: readonly LogLine[],
  counts: Counts | null,
): { status: Status; statusText: string } {
  const word = outcome.replace(/^[\s-]+/, '').trim()
  const said = [word, ...log.map((line) => line.text).filter((text) => ENDING.test(text))].filter(
    (text) => text !== '',
  )
  const status = worstStatus(said.map(statusOf))
  const spoilt = counts !== null && counts.warnings + counts.errors > 0
  const statusText = [said[0], spoilt || said.length === 0 ? counts?.text : null].filter(Boolean).join(', ')
  return {
    status: spoilt && status === 'success' ? 'warning' : status,
    statusText: statusText || 'no outcome in the mail',
  }
}

/** What the log says at its end about the whole backup; a subject may have been edited away. */
const ENDING = /^backup (?:succeeded|failed)\b/i

function statusOf(wording: string): Status {
  if (/^(?:backup )?fail(?:ed|ure)\b/i.test(wording)) return 'failed'
  const isSuccess = /^(?:success|backup succeeded)\b/i.test(wording)
  return isSuccess && !/\b(?:but|with|errors?|warnings?)\b/i.test(wording) ? 'success' : 'warning'
}

/** `( 4 infos, 0 warnings, 1 error)` */
function countsIn(lines: readonly string[]): Counts | null {
  const found = firstGroups(
    lines,
    /\( ?(?<text>\d{1,9} infos?, (?<warnings>\d{1,9}) warnings?, (?<errors>\d{1,9}) errors?) ?\)/,
  )
  return found && { text: found.text ?? '', warnings: Number(found.warnings), errors: Number(found.errors) }
}

function timeOf(line: LogLine | undefined): string | null {
  return line ? parseLocalDateTime(line.at, null) : null
}

function transferredIn(log: readonly LogLine[]): number | null {
  const line = log.findLast(({ text }) => text.startsWith('Transferred '))
  return line ? parseBytes(line.text.slice('Transferred '.length)) : null
}

function firstGroups(lines: readonly string[], pattern: RegExp): Record<string, string | undefined> | null {
  for (const line of lines) {
    const groups = pattern.exec(line)?.groups
    if (groups) return groups
  }
  return null
}
