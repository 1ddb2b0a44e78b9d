import { type Status, worstStatus } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { later, parseDuration } from '../../support/dates.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'
import { parseBytes } from '../../support/sizes.ts'
import { readGuestLogs } from './guest-log.ts'
import { guestObjects } from './guest-objects.ts'
import { type GuestRow, isTableHeader, readGuestTable } from './guest-table.ts'
import { nodeOfSender } from './node.ts'

/** The backup report of a Proxmox VE node: one job per node, one object per guest. */
export const proxmoxVzdump: Parser = {
  id: 'proxmox-vzdump',
  version: 1,
  software: 'Proxmox VE',
  types: ['vzdump'],
  description:
    'Backup reports of Proxmox VE nodes (vzdump): the layout of 8.1 and later and the one before it, as text and as HTML. Built from the templates of the product.',
  origin: 'vendor template',
  criteria: {
    fromContains: ['vzdump backup tool'],
    subjectContains: ['vzdump backup status'],
    bodyContains: ['VMID', 'Name', 'Status'],
  },
  examples: [
    'vzdump backup status (node.example): backup successful',
    'vzdump backup status (node.example) : backup failed: multiple problems',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) =>
    /vzdump/i.test(mail.subject) || /vzdump/i.test(mail.fromName) || mail.lines.some(isTableHeader),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const subject = readSubject(mail.subject)
  const rows = readGuestTable(mail)
  if (!subject && rows.length === 0) return null

  const objects = guestObjects(rows, readGuestLogs(mail.lines, mail.receivedAt), mail.receivedAt)
  const labels = labelledLines(mail.lines)
  const status = statusOf(subject, rows)
  const startedAt = objects.flatMap((object) => object.startedAt ?? []).sort()[0] ?? null
  const lastEnd =
    objects
      .flatMap((object) => object.endedAt ?? [])
      .sort()
      .at(-1) ?? null
  const runningTime = parseDuration(labelValue(labels, 'Total running time') ?? '')
  return [
    {
      ...BLANK_RESULT,
      software: 'Proxmox VE',
      type: 'vzdump',
      jobName: 'vzdump',
      host: subject?.host ?? nodeOfSender(mail),
      status,
      statusText: subject?.wording || [...new Set(rows.map((row) => row.statusWord))].join(', '),
      objects,
      startedAt,
      endedAt: later(startedAt, runningTime) ?? lastEnd,
      totalBytes: parseBytes(labelValue(labels, 'Total size') ?? '') ?? sumOfSizes(objects),
      remark: status === 'failed' ? problemBeforeTable(mail.lines) : null,
    },
  ]
}

type Subject = { host: string; wording: string; status: Status }

/** `vzdump backup status (<node>): backup failed: <error>`; up to 8.0 with a space before the colon. */
function readSubject(subject: string): Subject | null {
  const found = /vzdump backup status \(([^()]{1,255})\) ?: ?(.+)/i.exec(subject.slice(0, 2000))
  const [, host, wording] = found ?? []
  if (!host || !wording) return null
  if (/^backup successful\b/i.test(wording)) return { host, wording, status: 'success' }
  return { host, wording, status: /^backup failed\b/i.test(wording) ? 'failed' : 'warning' }
}

/** Success needs at least one guest, and every guest and the subject to say so. */
function statusOf(subject: Subject | null, rows: readonly GuestRow[]): Status {
  const ofGuests = worstStatus(rows.map((row) => row.status))
  return subject ? worstStatus([ofGuests, subject.status]) : ofGuests
}

function sumOfSizes(objects: readonly ReportedObject[]): number | null {
  const sizes = objects.flatMap((object) => object.sizeBytes ?? [])
  return sizes.length > 0 ? sizes.reduce((sum, size) => sum + size, 0) : null
}

/** What stopped the whole run is printed above the table; the subject says at most `multiple problems`. */
function problemBeforeTable(lines: readonly string[]): string | null {
  const header = lines.findIndex(isTableHeader)
  const above = lines
    .slice(0, Math.max(0, header))
    .filter((line) => line !== '' && line !== 'Details' && !/^={3,}$/.test(line))
  return above.slice(0, 20).join('\n').slice(0, 4000) || null
}
