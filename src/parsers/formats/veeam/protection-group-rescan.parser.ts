import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readJobReport } from './job-report.ts'
import { jobResult } from './job-result.ts'
import { maybeVeeam } from './veeam-mail.ts'

/** The report of a protection group's discovery of computers, titled with the bare name of the group. */
export const veeamProtectionGroupRescan: Parser = {
  id: 'veeam-protection-group-rescan',
  version: 2,
  software: 'Veeam',
  types: ['Protection Group Rescan'],
  description: 'The discovery of computers of a protection group: shown for awareness, never a backup.',
  origin: 'screenshot',
  criteria: { bodyContains: ['Assigned', 'Seen', 'Updated', 'IP address'] },
  examples: ['[Success] Servers (10 found, 10 total, 10 seen)'],
  informational: true,
  cadence: 'report',
  match: maybeVeeam,
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const report = readJobReport(mail)
  if (!report || report.type !== null || !report.values.has('assigned')) return null
  if (!report.values.has('seen') && !report.values.has('updated')) return null
  const result = jobResult({ report, mail, type: 'Protection Group Rescan', unit: 'host' })
  return [{ ...result, informational: true }]
}
