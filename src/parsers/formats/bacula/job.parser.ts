import type { Parser } from '../../parser.ts'
import { jobReport } from './job-report.ts'
import { readReportMail } from './report-mail.ts'

/** The report that a Bacula director sends at the end of a job. */
export const baculaJob: Parser = {
  id: 'bacula-job',
  version: 2,
  software: 'Bacula',
  types: ['Backup'],
  description:
    'Job reports of a Bacula director, by the termination in the report block, else by the default subject; restores and verifications count as checks. Built from the report template of the product.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: ['Bacula: <type> <outcome> of <client> <level>'],
    bodyContains: ['Termination:', 'Bacula'],
  },
  examples: ['Bacula: Backup OK of srv01-fd Full', 'Bacula: Backup Error of srv01-fd Incremental'],
  informational: false,
  cadence: 'report',
  match: (mail) => readReportMail(mail, 'Bacula') !== null,
  parse: (mail) => jobReport(mail, 'Bacula'),
}
