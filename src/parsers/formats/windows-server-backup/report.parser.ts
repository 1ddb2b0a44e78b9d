import { worstStatus } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { readItems } from './items.ts'
import { statusOfWord } from './outcome.ts'
import { readSummary } from './summary.ts'

/** The HTML report that a wide-spread script makes of the last job of Windows Server Backup. */
export const windowsServerBackupReport: Parser = {
  id: 'windows-server-backup-report',
  version: 2,
  software: 'Windows Server Backup',
  types: ['Backup'],
  description:
    'The "Windows Backup Mail Report" script for Windows Server Backup: result, times and items of the last job. Built from the script; the words for the state of an item are general knowledge.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: ['Successful|Failed Backup on <host>'],
    bodyContains: ['Backup Report for', 'Backup Result:', 'The backup script failed to run!'],
  },
  examples: ['Successful Backup on SRV-01', 'Failed Backup on SRV-01'],
  informational: false,
  cadence: 'report',
  match: (mail) => /\bbackup result\b/i.test(mail.text) || scriptError(mail) !== null,
  parse,
}

const SUBJECT = /\b(?<word>\p{L}{1,30}) backup on (?<host>[\w.-]{1,255})(?=$| [[(])/iu

function parse(mail: ReadMail): ReportedResult[] | null {
  const subject = SUBJECT.exec(mail.subject.slice(0, 500))?.groups
  const summary = readSummary(mail)
  const error = scriptError(mail)
  const host = summary?.host ?? subject?.host
  const statusText = summary?.result ?? error
  if (!host || !statusText) return null

  const said = [summary?.result, subject?.word].filter((word) => word !== null && word !== undefined)
  const items = readItems(mail)
  return [
    {
      ...BLANK_RESULT,
      software: 'Windows Server Backup',
      type: 'Backup',
      jobName: host,
      host,
      companyName: summary?.company ?? null,
      status: error
        ? 'failed'
        : worstStatus([...said.map(statusOfWord), ...items.map((item) => item.status)]),
      statusText,
      objects: items,
      startedAt: summary?.start ? parseLocalDateTime(summary.start, mail.receivedAt) : null,
      endedAt: summary?.end ? parseLocalDateTime(summary.end, mail.receivedAt) : null,
      totalBytes: totalOf(items),
      remark: summary?.error ?? error,
    },
  ]
}

/** All that the script sends when it could not even ask for the job. */
function scriptError(mail: ReadMail): string | null {
  const line = mail.lines.slice(0, 20).find((each) => /^the backup script failed\b/i.test(each))
  return line?.slice(0, 500) ?? null
}

function totalOf(items: readonly ReportedObject[]): number | null {
  const sizes = items.map((item) => item.sizeBytes).filter((size) => size !== null)
  return sizes.length === items.length && sizes.length > 0 ? sizes.reduce((sum, size) => sum + size, 0) : null
}
