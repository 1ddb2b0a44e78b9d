import { type Status, worstStatus } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { type DuplicatiFacts, NO_FACTS, statusOfResult } from './facts.ts'
import { readJsonReport } from './json-report.ts'
import { type DuplicatiSubject, readSubject } from './subject.ts'
import { readTemplateReport } from './template-report.ts'
import { readTextReport } from './text-report.ts'

/** The report that Duplicati mails after a run, in each of the forms it can be set to. */
export const duplicatiBackup: Parser = {
  id: 'duplicati-backup',
  version: 2,
  software: 'Duplicati',
  types: ['Backup'],
  description:
    'Reports of Duplicati in its text, JSON, mail template and HTML forms, with any subject. Built from the templates of the product; the markup of its HTML form is inferred from its text.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: ['Duplicati … report for …'],
    bodyContains: ['ParsedResult:', 'MainOperation:', '"ParsedResult"', 'Duplicati Backup Report'],
  },
  examples: ['Duplicati Backup report for Documents', 'Duplicati Warning, Backup report for Documents'],
  informational: false,
  cadence: 'report',
  match: (mail) => readSubject(mail.subject) !== null || BODY.test(mail.text),
  parse: (mail) => {
    const subject = readSubject(mail.subject)
    const facts = readBody(mail)
    return facts || subject ? [resultOf(mail, subject, facts ?? NO_FACTS)] : null
  },
}

const BODY = /ParsedResult|MainOperation|Duplicati (?:[a-z]{1,30} )?Report|Duplicati\.Library/i

function readBody(mail: ReadMail): DuplicatiFacts | null {
  return (
    readJsonReport(mail.text) ?? readTemplateReport(mail.lines) ?? readTextReport(mail.text, mail.receivedAt)
  )
}

function resultOf(mail: ReadMail, subject: DuplicatiSubject | null, facts: DuplicatiFacts): ReportedResult {
  const said = outcomeOf(subject, facts)
  const isCheck = !/^backup$/i.test(facts.operation ?? subject?.operation ?? 'backup') || facts.isDryRun
  return {
    ...BLANK_RESULT,
    software: 'Duplicati',
    type: 'Backup',
    jobName: facts.backupName ?? subject?.backupName ?? nameIn(mail.subject),
    host: facts.machine,
    ...said,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    totalBytes: facts.totalBytes,
    transferredBytes: facts.transferredBytes,
    remark: facts.logLines.join('\n').slice(0, 4000) || null,
    isCheck,
    informational: isCheck && said.status === 'success',
  }
}

function outcomeOf(
  subject: DuplicatiSubject | null,
  facts: DuplicatiFacts,
): Pick<ReportedResult, 'status' | 'statusText'> {
  if (facts.exception) return { status: 'failed', statusText: facts.exception.slice(0, 500) }
  const words = [facts.result, subject?.result].filter((word) => typeof word === 'string')
  const statuses: Status[] = words.map((word) => statusOfResult(word) ?? 'warning')
  const said = worstStatus(statuses)
  const word = words.find((_, index) => statuses[index] === said) ?? 'no result given'
  return facts.isPartial && said === 'success'
    ? { status: 'warning', statusText: `${word}, partial backup` }
    : { status: said, statusText: word }
}

/** A subject of the user's own names the job, without the word for the outcome that may be in it. */
function nameIn(subject: string): string {
  const name = subject
    .slice(0, 200)
    .replace(/[([]?\b(?:success|warning|error|fatal)\b[)\]]?/gi, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ :,-]{1,5}|[ :,-]{1,5}$/g, '')
  return name || 'Backup'
}
