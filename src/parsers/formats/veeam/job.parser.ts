import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { type JobReport, readJobReport } from './job-report.ts'
import { jobResult } from './job-result.ts'
import { isMicrosoft365, isStandaloneAgent } from './product.ts'
import { readSubject } from './subject.ts'
import { maybeVeeam } from './veeam-mail.ts'

/** The report of one job session, titled `<Type> job: <name>`. */
export const veeamJob: Parser = {
  id: 'veeam-job',
  version: 2,
  software: 'Veeam',
  types: [
    'Backup Job',
    'Backup Copy Job',
    'Replication Job',
    'Agent Backup Job',
    'Agent Backup Policy',
    'Tape Job',
    'SureBackup Job',
    'File Backup Job',
    'Application Backup Policy',
    'MongoDB Backup Job',
    'Health Check',
  ],
  description:
    "Veeam job reports titled with the job's type and name, from Backup & Replication, the standalone agents and the vee-mail script for Linux. Backup copy, tape, SureBackup and health check reports were built without a received sample.",
  origin: 'received',
  criteria: { bodyContains: ['Backup job:', 'Replication job:', 'Agent Backup job:', 'Veeam'] },
  examples: [
    '[Success] Daily Backup (12 objects)',
    '[Failed] Offsite Copy\\Daily Backup (3 objects) 1 failed',
  ],
  informational: false,
  cadence: 'report',
  match: maybeVeeam,
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const report = readJobReport(mail)
  if (!report || report.type === null || !veeamJob.types.includes(report.type)) return null
  if (isMicrosoft365(report, mail) || isDigest(report)) return null
  const { type } = report
  if (type === 'Agent Backup Job') return [agentResult(mail, report)]
  const result = jobResult({ report, mail, type })
  if (type === 'Backup Copy Job') return [{ ...result, jobName: copyName(report.name, mail.subject) }]
  if (type !== 'Health Check') return [result]
  return [{ ...result, isCheck: true, informational: result.status === 'success' }]
}

/** Enterprise Manager lists the sessions of a day in tables of its own. */
function isDigest(report: JobReport): boolean {
  return report.columns.includes('performance rate')
}

/** A copy job reports for each of its sources, `<copy>\\<source>`; where the title names the copy only, the subject may have both. */
function copyName(titled: string, subject: string): string {
  const named = readSubject(subject)?.name ?? ''
  return named.toLowerCase().startsWith(`${titled.toLowerCase()}\\`) ? named : titled
}

/** A standalone agent reports for its own computer, and its job has the same name on many; an agent job of a backup server does not. */
function agentResult(mail: ReadMail, report: JobReport): ReportedResult {
  const result = jobResult({ report, mail, type: 'Agent Backup Job', unit: 'host' })
  if (!isStandaloneAgent(report) || report.objects.length > 1) return result
  return { ...result, host: report.objects[0]?.name ?? computerInSubject(mail.subject, report.name) }
}

/** `[Failed] FILESRV01 System Backup …`, `[Failed] LNX01 - 2026-11-09 …`: the computer stands before the job's name. */
function computerInSubject(subject: string, jobName: string): string | null {
  const text = readSubject(subject)?.name ?? ''
  const at = text.indexOf(jobName)
  const before = at > 0 ? text.slice(0, at) : text.includes(' - ') ? text : ''
  return before.split(' - ')[0]?.trim() || null
}
