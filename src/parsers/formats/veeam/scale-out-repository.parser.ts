import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, type Parser } from '../../parser.ts'
import { type TableRow, tablesOf } from '../../support/html-table.ts'
import { type Frame, framesOf } from './frame.ts'
import { sessionResult } from './session.ts'

/** The status words of extents, which are not those of jobs. */
const EXTENT_STATUS: Record<string, Status> = {
  ok: 'success',
  'maintenance mode': 'warning',
  'reaching capacity': 'warning',
  'out of capacity': 'failed',
  offline: 'failed',
}

/** Capacity report of a scale-out backup repository with its tiers. */
export const veeamScaleOutRepository: Parser = {
  id: 'veeam-scale-out-repository',
  version: 1,
  software: 'Veeam',
  types: ['Scale-out Backup Repository'],
  description:
    'The report about a scale-out backup repository: one row for each extent of the performance and capacity tiers, with words of its own (OK, Reaching capacity, Offline …).',
  origin: 'screenshot',
  criteria: { bodyContains: ['Scale-out backup repository', 'Extent'] },
  examples: ['[Success] Scale-out backup repository Main'],
  informational: false,
  cadence: 'report',
  match: (mail) =>
    mail.document !== null && /scale-out backup repository/i.test(mail.htmlText.slice(0, 4000)),
  parse(mail) {
    const [frame, another] = framesOf(mail)
    const name = /^scale-out backup repository:?\s(.{1,200})$/i.exec(frame?.headline ?? '')?.[1]?.trim()
    if (!frame || another || !name || !mail.document) return null
    const extents = tablesOf(mail.document).flatMap((table) => extentsIn(table.rows))
    return [
      sessionResult(mail, withoutJobRows(frame), { type: 'Scale-out Backup Repository', name }, extents),
    ]
  },
}

/** The tier tables stand beside each other, so they are read apart from the frame; what it took for messages is their cells. */
function withoutJobRows(frame: Frame): Frame {
  return { ...frame, rows: [], messages: [] }
}

function extentsIn(rows: readonly TableRow[]) {
  const header = rows.findIndex((row) => row.cells[0]?.text.trim().toLowerCase() === 'extent')
  const statusColumn =
    rows[header]?.cells.findIndex((cell) => cell.text.trim().toLowerCase() === 'status') ?? -1
  if (header === -1 || statusColumn === -1) return []
  return rows.slice(header + 1).flatMap((row) => {
    const name = row.cells[0]?.text.trim()
    const word = row.cells[statusColumn]?.text.trim() ?? ''
    if (!name || row.cells.length <= statusColumn) return []
    const status = EXTENT_STATUS[word.toLowerCase()] ?? 'warning'
    return [
      { ...BLANK_OBJECT, name, type: 'extent', status, message: status === 'success' ? null : word || null },
    ]
  })
}
