import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readJobReport } from './job-report.ts'
import { jobResult } from './job-result.ts'
import { isMicrosoft365 } from './product.ts'
import { maybeVeeam } from './veeam-mail.ts'

/** The report of a backup or copy job of Veeam Backup for Microsoft 365. */
export const veeamMicrosoft365: Parser = {
  id: 'veeam-microsoft-365',
  version: 2,
  software: 'Veeam',
  types: ['Microsoft 365 Backup'],
  description:
    "Job reports of Veeam Backup for Microsoft 365 (and Office 365), in the layout of Veeam's other job reports. Built from the manual, without a received sample.",
  origin: 'manual only',
  criteria: { bodyContains: ['Veeam Backup for Microsoft 365', 'Veeam Backup for Microsoft Office 365'] },
  examples: ['[Success] Organization - Mailboxes (25 objects), 0 issues'],
  informational: false,
  cadence: 'report',
  match: maybeVeeam,
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const report = readJobReport(mail)
  if (!report || report.type === null || !isMicrosoft365(report, mail)) return null
  return [jobResult({ report, mail, type: 'Microsoft 365 Backup' })]
}
