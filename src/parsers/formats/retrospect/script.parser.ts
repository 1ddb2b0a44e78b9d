import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { later, parseDuration, parseLocalDateTime } from '../../support/dates.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'
import { type Counts, readSubject } from './subject.ts'

/** The notification that Retrospect sends after it has run a script. */
export const retrospectScript: Parser = {
  id: 'retrospect-script',
  version: 1,
  software: 'Retrospect',
  types: ['Backup'],
  description:
    'Notifications of Retrospect about a script, in English and French, by the counts of errors and warnings; daily digests are no reports. Built without a received sample: subjects were published, the lines of the log are from the manual.',
  origin: 'manual only',
  criteria: {
    subjectMatches: [
      '<script> - N errors, M warnings - Retrospect',
      '<script> - Error Notification - Retrospect',
    ],
    subjectContains: ['Retrospect'],
  },
  examples: [
    'Nightly - 0 errors, 0 warnings - Retrospect',
    'Nuit - 2 erreurs, 1 avertissement - Retrospect',
    'Nightly - Error Notification - Retrospect',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => /\bretrospect\b/i.test(`${mail.subject.slice(0, 2000)} ${mail.fromName}`),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const subject = readSubject(mail.subject.slice(0, 2000))
  if (!subject) return null
  const lines = mail.lines.slice(0, 5000)
  const labels = labelledLines(lines)
  const jobName = scriptOf(subject.script, scriptIn(lines, labels))
  if (!jobName) return null

  const troubles = lines.filter((line) => /^!\s?\S/.test(line)).map((line) => line.slice(1, 500).trim())
  const counts = subject.counts ?? countsInBody(lines)
  const started = lines.find((line) => line.startsWith('+ '))
  const startedAt = started ? parseLocalDateTime(started, mail.receivedAt) : null
  const duration = labelValue(labels, 'Duration', 'Durée')
  return [
    {
      ...BLANK_RESULT,
      software: 'Retrospect',
      type: 'Backup',
      jobName: jobName.slice(0, 255),
      host: clientIn(labels),
      subjectPrefix: subject.prefix,
      ...verdictOf(subject.event, counts, troubles),
      startedAt,
      endedAt: later(startedAt, duration ? parseDuration(duration.split('(')[0] ?? '') : null),
      remark: troubles.slice(0, 30).join('\n').slice(0, 4000) || null,
    },
  ]
}

/** Counts of zero are the product's way to say that all went well, unless its log knows of trouble. */
function verdictOf(
  event: string | null,
  counts: Counts | null,
  troubles: readonly string[],
): { status: Status; statusText: string } {
  const statusText = event && !/^notification$/i.test(event) ? event : (counts?.text ?? event ?? '')
  if (event && FAILED_EVENT.test(event)) return { status: 'failed', statusText }
  if (!counts) return { status: 'warning', statusText }
  if (counts.errors > 0) return { status: 'failed', statusText }
  return { status: counts.warnings > 0 || troubles.length > 0 ? 'warning' : 'success', statusText }
}

const FAILED_EVENT = /error notification|notification d['’]erreur|stopped by operator|par l['’]op[ée]rateur/i

/** `* Errors: 0 *` and `* Warnings: 2 *` as lines of the body, as the Management Console sends them. */
function countsInBody(lines: readonly string[]): Counts | null {
  const errors = counted(lines, /^[*\s]*((?:errors|erreurs) ?: ?(\d{1,6}))\b/i)
  const warnings = counted(lines, /^[*\s]*((?:warnings|avertissements) ?: ?(\d{1,6}))\b/i)
  if (!errors) return null
  const text = [errors, warnings?.count ? warnings : null].flatMap((each) => each?.text ?? [])
  return { text: text.join(', '), errors: errors.count, warnings: warnings?.count ?? 0 }
}

function counted(lines: readonly string[], pattern: RegExp): { text: string; count: number } | null {
  for (const line of lines) {
    const found = pattern.exec(line.slice(0, 100))
    if (found) return { text: found[1] ?? '', count: Number(found[2]) }
  }
  return null
}

/** The subject's name counts, without what was put before it where the body knows the name too. */
function scriptOf(inSubject: string, inBody: string | null): string | null {
  if (inBody && (inSubject === '' || inSubject.toLowerCase().endsWith(` ${inBody.toLowerCase()}`)))
    return inBody
  return inSubject || null
}

/** The script's name in the body: a label, or in quotes in the log. */
function scriptIn(lines: readonly string[], labels: Map<string, string>): string | null {
  const labelled = labelValue(labels, 'Script')
  if (labelled) return labelled.split(/\s{2,}|\bclient\s?:/i)[0]?.trim() || null
  for (const line of lines) {
    const named = NAMES.exec(line.slice(0, 1000))
    if (named) return named[1] ?? named[2] ?? null
  }
  return null
}

const NAMES =
  /\bscript [«"“] ?([^»"”]{1,255}?) ?[»"”]|^\+ (?:normal|recycle|new|new media|progressive) backup using (.{1,255}?) at \d/i

function clientIn(labels: Map<string, string>): string | null {
  return /^[\w.-]{1,255}/.exec(labelValue(labels, 'Client') ?? '')?.[0] ?? null
}
