import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { everydayLabels, given, readKnownLabels } from '../../support/known-labels.ts'
import { runTimes } from '../../support/run-times.ts'
import { parseBytes } from '../../support/sizes.ts'
import type { Verdict } from '../../support/verdicts.ts'
import { judge } from './outcome.ts'
import { type MacriumSubject, readSubject } from './subject.ts'

/** The mail of Macrium Reflect after a backup, and Site Manager's about one. */
export const macriumReflectBackup: Parser = {
  id: 'macrium-reflect-backup',
  version: 2,
  software: 'Macrium Reflect',
  types: ['Backup'],
  description:
    "Backups of Macrium Reflect, with the log in the mail where it is included, and of Site Manager. Built without a received sample, from published subjects and labels; the log's labels are from the product's documentation. Site Manager's digests and alarms are no backups.",
  origin: 'manual only',
  criteria: {
    subjectMatches: [
      '<computer> Macrium Reflect - Backup …',
      'Site Manager Notification Email',
      'Notification - Backup … on computer <computer>',
    ],
    bodyContains: ['Success :)', 'Computer Name:', 'Backup definition:'],
  },
  examples: ['PC01 Macrium Reflect - Backup Success', 'SRV01(Daily) Macrium Reflect - Backup with Warnings'],
  informational: false,
  cadence: 'report',
  match: (mail) => subjectOf(mail) !== null,
  parse: (mail) => {
    const subject = subjectOf(mail)
    const verdict = subject && judge(subject.outcome, mail.lines)
    return subject && verdict ? [resultOf(mail, subject, verdict)] : null
  },
}

/** Under a subject of the user's own, the template's line and its labels tell. */
function subjectOf(mail: ReadMail): MacriumSubject | null {
  const known = readSubject(mail.subject)
  if (known) return known
  const opening = mail.lines.slice(0, 30).map((line) => line.slice(0, 100))
  const isTemplate =
    opening.some((line) => /^(?:success|warning|failed) ?:[)(|]$/i.test(line)) &&
    opening.some((line) => /^(?:computer name|backup definition)\b/i.test(line))
  return isTemplate ? { computer: null, definition: null, outcome: null } : null
}

const WORDS = {
  computer: ['Computer Name', 'Computer'],
  definition: ['Backup definition file', 'Backup definition', 'Definition'],
  kind: ['Backup Type'],
  total: ['Total Selected'],
  start: ['Current Time', 'Start Time', 'Started'],
  end: ['End Time', 'Finished'],
  duration: ['Duration', 'Total Time', 'Elapsed Time'],
}
const LABELS = everydayLabels(WORDS)

function resultOf(mail: ReadMail, subject: MacriumSubject, verdict: Verdict): ReportedResult {
  const lines = mail.lines.slice(0, MAX_LINES).map((line) => line.slice(0, 500))
  const labels = readKnownLabels(lines, LABELS)
  return {
    ...BLANK_RESULT,
    software: 'Macrium Reflect',
    type: 'Backup',
    jobName: nameOfDefinition(given(labels, 'definition') || (subject.definition ?? '')) || 'Backup',
    host: /^["']?([^\s"']{1,100})/.exec(given(labels, 'computer'))?.[1] ?? subject.computer,
    ...verdict,
    ...runTimes(
      {
        start: given(labels, 'start'),
        end: given(labels, 'end'),
        duration: given(labels, 'duration') || durationIn(lines),
      },
      mail.receivedAt,
    ),
    totalBytes: parseBytes(given(labels, 'total')),
    kind: kindOf(given(labels, 'kind')),
    remark: verdict.status === 'success' ? null : troubleIn(lines),
  }
}

const MAX_LINES = 3000

/** A definition is named by its file: `C:\…\Daily image.xml` → `Daily image`. */
function nameOfDefinition(definition: string): string {
  const unquoted = definition.slice(0, 400).replace(/^["']|["']$/g, '')
  return (unquoted.split(/[\\/]/).at(-1) ?? '').replace(/\.xml$/i, '').trim()
}

/** The log ends with `Image Completed successfully in 00:10:32`. */
function durationIn(lines: readonly string[]): string {
  const last = lines.findLast((line) => /^(?:image|backup|clone|imaging) completed\b.{0,60} in /i.test(line))
  return /\bin (\d.{0,40})$/i.exec(last ?? '')?.[1] ?? ''
}

function kindOf(printed: string): string | null {
  const word = /^(?:full|incremental|differential)\b/i.exec(printed)?.[0].toLowerCase()
  return word ?? null
}

function troubleIn(lines: readonly string[]): string | null {
  const trouble = lines.filter((line) => /\b(?:errors?|fail(?:ed|ure)?|aborted|warnings?)\b/i.test(line))
  return trouble.slice(0, 20).join('\n').slice(0, 4000) || null
}
