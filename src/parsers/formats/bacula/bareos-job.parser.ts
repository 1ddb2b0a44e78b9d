import type { Parser } from '../../parser.ts'
import { jobReport } from './job-report.ts'
import { readReportMail } from './report-mail.ts'

/** The report that a Bareos director sends at the end of a job. */
export const baculaBareosJob: Parser = {
  id: 'bacula-bareos-job',
  version: 2,
  software: 'Bareos',
  types: ['Backup'],
  description:
    'Job reports of a Bareos director, by the termination in the report block, else by the default subject; restores and verifications count as checks. Built from the report template of the product.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: ['Bareos: <type> <outcome> of <client> <level>'],
    bodyContains: ['Termination:', 'Bareos'],
  },
  examples: ['Bareos: Backup OK of srv01-fd Full', 'Bareos: Backup Error of srv01-fd Incremental'],
  informational: false,
  cadence: 'report',
  match: (mail) => readReportMail(mail, 'Bareos') !== null,
  parse: (mail) => jobReport(mail, 'Bareos'),
}
