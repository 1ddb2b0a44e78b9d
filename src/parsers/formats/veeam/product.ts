import type { ReadMail } from '../../read-mail.ts'
import type { JobReport } from './job-report.ts'

/** Whether the report comes from Veeam Backup for Microsoft 365: named under the title, at the end, or as the sender. */
export function isMicrosoft365(report: JobReport, mail: ReadMail): boolean {
  const words = `${report.description}\n${report.product}\n${mail.fromName}`
  return /veeam backup for (?:microsoft|office)\b/i.test(words)
}

/** Whether an agent sent the report itself; a backup server names its own product at the end. */
export function isStandaloneAgent(report: JobReport): boolean {
  return /^\W{0,4}veeam (?:agent|endpoint)/i.test(report.product || report.description)
}
