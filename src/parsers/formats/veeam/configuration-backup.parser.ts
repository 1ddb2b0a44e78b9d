import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readJobReport } from './job-report.ts'
import { jobResult } from './job-result.ts'
import { maybeVeeam } from './veeam-mail.ts'

/** The report of a backup server's own configuration backup. */
export const veeamConfigurationBackup: Parser = {
  id: 'veeam-configuration-backup',
  version: 2,
  software: 'Veeam',
  types: ['Configuration Backup'],
  description:
    "The backup of a Veeam server's configuration: the job is always called Backup Configuration Job, its host is the server named in the title. Built without a received sample: subjects were published, the labels are those that a public script reads.",
  origin: 'manual only',
  criteria: { bodyContains: ['Configuration Backup for'], subjectContains: ['Backup Configuration Job'] },
  examples: ['[Success] Backup Configuration Job (1 objects)'],
  informational: false,
  cadence: 'report',
  match: maybeVeeam,
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const report = readJobReport(mail)
  if (report?.type !== 'Configuration Backup') return null
  const result = jobResult({ report, mail, type: 'Configuration Backup' })
  // Its table lists the catalogues that were saved, with no status each.
  return [{ ...result, jobName: 'Backup Configuration Job', host: report.name }]
}
