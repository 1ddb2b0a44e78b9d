import { worstStatus } from '../../../domain/status.ts'
import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readJsonReport } from './json-report.ts'
import { type PlainFacts, resultOf } from './plain-facts.ts'
import { isTitle, readTextReports } from './text-report.ts'

/** Our own report for scripts, as text or as JSON; docs/plain-report.md describes it to those who write scripts. */
export const backupchecksPlainReport: Parser = {
  id: 'backupchecks-plain-report',
  version: 2,
  software: 'Backupchecks',
  types: ['Plain report'],
  description:
    'Our own format for scripts and home-grown backups: labelled lines below a line "Backupchecks report", or the JSON of the HTTP interface. As the format is ours, its layout is exact.',
  origin: 'vendor template',
  criteria: { bodyContains: ['Backupchecks report', 'Job:', 'Status:', 'or JSON with "job" and "status"'] },
  examples: ['Backup of db-01', 'Cron <root@db-01> /usr/local/bin/backup'],
  informational: false,
  cadence: 'report',
  match: (mail) => mayHoldReport(mail) && bodiesOf(mail).some((body) => body.some(opensReport)),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  if (!mayHoldReport(mail)) return null
  for (const body of bodiesOf(mail)) {
    const json = body.some(opensJson) ? readJsonReport(body.join('\n')) : null
    const reports = json ? [json] : readTextReports(body, mail.receivedAt)
    if (reports.length > 0) return withKeys(reports)
  }
  return null
}

/** Most mails are none of ours, and need not be taken apart to see it. */
function mayHoldReport(mail: ReadMail): boolean {
  return [mail.text, mail.htmlText].some(
    (text) => /backupchecks report/i.test(text) || (text.includes('"job"') && text.includes('"status"')),
  )
}

const MAX_LINES = 200_000
/** What mail programs put before each line of a mail that is forwarded or answered. */
const QUOTING = /^(?:[ \t]{0,3}> ?){1,20}/

/** The lines of the body, and, as some senders fill only that one, those of the HTML part. */
function bodiesOf(mail: ReadMail): string[][] {
  return [mail.text, mail.htmlText].map((text) =>
    text.split('\n', MAX_LINES).map((line) => line.replace(QUOTING, '')),
  )
}

function opensReport(line: string): boolean {
  return isTitle(line) || opensJson(line)
}

function opensJson(line: string): boolean {
  return /^[ \t]{0,20}\{/.test(line)
}

/** Several reports of one mail are told apart by job and host; of the same one twice (an answer quotes it), the worse stays. */
function withKeys(reports: readonly PlainFacts[]): ReportedResult[] {
  const results = new Map<string, ReportedResult>()
  for (const report of reports) {
    const result = resultOf(report)
    const key = (result.host ? `${result.jobName} | ${result.host}` : result.jobName).toLowerCase()
    const known = results.get(key)
    const isWorse = known && worstStatus([known.status, result.status]) !== known.status
    if (!known || isWorse) results.set(key, { ...result, key })
  }
  const [only, ...more] = results.values()
  return only && more.length === 0 ? [{ ...only, key: '' }] : [...results.values()]
}
