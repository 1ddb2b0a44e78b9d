import type { Status } from '../../../domain/status.ts'
import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readJobReport } from './job-report.ts'
import { jobResult } from './job-result.ts'
import { maybeVeeam } from './veeam-mail.ts'

/** The daily report of a scale-out backup repository and its extents. */
export const veeamScaleOutRepository: Parser = {
  id: 'veeam-scale-out-repository',
  version: 2,
  software: 'Veeam',
  types: ['Scale-out Backup Repository'],
  description:
    "The daily report of a scale-out backup repository: one object an extent, with the report's own status words (OK, Reaching capacity, Offline, …).",
  origin: 'screenshot',
  criteria: { bodyContains: ['Scale-out backup repository'] },
  examples: ['[Warning] Scale-out backup repository Archive'],
  informational: false,
  cadence: 'report',
  match: maybeVeeam,
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const report = readJobReport(mail)
  if (report?.type !== 'Scale-out Backup Repository') return null
  return [jobResult({ report, mail, type: report.type, unit: 'extent', statusOf: statusOfExtent })]
}

const STATUS_OF_EXTENT = new Map<string, Status>([
  ['ok', 'success'],
  ['success', 'success'],
  ['maintenance mode', 'warning'],
  ['reaching capacity', 'warning'],
  ['out of capacity', 'failed'],
  ['offline', 'failed'],
  ['error', 'failed'],
])

/** An offload that went wrong puts its own message in the place of a status word. */
function statusOfExtent(words: string): Status {
  const known = STATUS_OF_EXTENT.get(words.toLowerCase())
  return known ?? (/\b(?:failed|error)\b/i.test(words) ? 'failed' : 'warning')
}
