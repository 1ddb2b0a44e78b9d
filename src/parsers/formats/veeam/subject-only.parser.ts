import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { htmlRows, textRows } from './report-rows.ts'
import { statusOfWord } from './statuses.ts'
import { readSubject, type SubjectFacts } from './subject.ts'
import { isLabel } from './summary.ts'
import { cutSuffixes } from './title.ts'
import { namesVeeam } from './veeam-mail.ts'

/** The last resort: a report that lost its body on the way, with Veeam's default subject. */
export const veeamSubjectOnly: Parser = {
  id: 'veeam-subject-only',
  version: 1,
  software: 'Veeam',
  types: [
    'Backup Job',
    'Backup Copy Job',
    'Configuration Backup',
    'Scale-out Backup Repository',
    'Microsoft 365 Backup',
  ],
  description:
    "Veeam mails whose report was lost on the way: status and job name from the default subject. Agent, tape and other jobs can't be told from backup jobs then. Built without a received sample, from published subjects.",
  origin: 'manual only',
  criteria: { subjectMatches: ['[Success|Warning|Failed] Job name (N objects)'], bodyContains: ['Veeam'] },
  examples: ['[Failed] Daily Backup (3 objects) 1 failed'],
  informational: false,
  cadence: 'report',
  match: (mail) => readSubject(mail.subject) !== null,
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const subject = readSubject(mail.subject)
  if (!subject?.name || !isBare(mail)) return null
  const type = typeOf(subject, mail)
  if (!type) return null
  const { name, kind, isRetry } = cutSuffixes(nameOf(subject, type), '')
  return [
    {
      ...BLANK_RESULT,
      software: 'Veeam',
      type,
      jobName: name,
      status: statusOfWord(subject.statusWord) ?? 'warning',
      statusText: subject.statusWord,
      remark: subject.issues || null,
      kind,
      isRetry,
    },
  ]
}

/** No report of ours nor of anybody else: nothing at all, or a few words that name Veeam. */
function isBare(mail: ReadMail): boolean {
  if (mail.text.trim() === '') return true
  if (mail.text.length > MAX_WORDS || !namesVeeam(mail)) return false
  return ![...htmlRows(mail), ...textRows(mail)].some((row) => row.cells.some((cell) => isLabel(cell.text)))
}

const MAX_WORDS = 4000
const SCALE_OUT = /^scale-out backup repository:? (.+)$/i

function typeOf({ name, counted, issues }: SubjectFacts, mail: ReadMail): string | null {
  if (SCALE_OUT.test(name)) return 'Scale-out Backup Repository'
  if (counted === null) return null
  if (name === 'Backup Configuration Job') return 'Configuration Backup'
  if (
    /^\d{1,7} issues?$/.test(issues) ||
    /veeam backup for microsoft/i.test(`${mail.fromName} ${mail.text}`)
  ) {
    return 'Microsoft 365 Backup'
  }
  return name.includes('\\') ? 'Backup Copy Job' : 'Backup Job'
}

function nameOf({ name }: SubjectFacts, type: string): string {
  return (type === 'Scale-out Backup Repository' && SCALE_OUT.exec(name)?.[1]) || name
}
