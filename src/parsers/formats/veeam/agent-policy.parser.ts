import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readJobReport } from './job-report.ts'
import { jobResult } from './job-result.ts'
import { maybeVeeam } from './veeam-mail.ts'

/** The daily report of an agent backup policy, titled with the bare name of the policy. */
export const veeamAgentPolicy: Parser = {
  id: 'veeam-agent-policy',
  version: 2,
  software: 'Veeam',
  types: ['Agent Backup Policy'],
  description:
    'The daily report of an agent backup policy: one object a computer. The report has no time of its own, only those of the computers.',
  origin: 'screenshot',
  criteria: { bodyContains: ['Assigned', 'Configured', 'Disconnected'] },
  examples: ['[Success] Workstations (25 objects)'],
  informational: false,
  cadence: 'report',
  match: maybeVeeam,
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const report = readJobReport(mail)
  if (!report || report.type !== null || !report.values.has('assigned')) return null
  if (!report.values.has('configured') && !report.values.has('disconnected')) return null
  return [jobResult({ report, mail, type: 'Agent Backup Policy', unit: 'host' })]
}
