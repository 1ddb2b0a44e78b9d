import { BLANK_OBJECT, type ReportedObject } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { columnsByName, tablesOf } from '../../support/html-table.ts'
import { parseBytes } from '../../support/sizes.ts'
import { outcomeIn } from './outcome.ts'

/** The machines of a run, from every table with a column for names and one for the outcome. */
export function objectsOf(mail: ReadMail): ReportedObject[] {
  if (!mail.document) return []
  const found: ReportedObject[] = []
  for (const { rows } of tablesOf(mail.document)) {
    const headerAt = rows.slice(0, 5).findIndex(({ cells }) => isHeader(cells.map((cell) => cell.text)))
    if (headerAt < 0) continue
    const header = rows[headerAt]?.cells.map((cell) => cell.text) ?? []
    const columns = columnsByName(header, COLUMNS)
    const type = /\bvms?\b/i.test(header[columns.name] ?? '') ? 'vm' : null
    for (const { cells } of rows.slice(headerAt + 1)) {
      const cell = (column: keyof typeof COLUMNS): string => cells[columns[column]]?.text ?? ''
      const [name = ''] = cell('name').split('\n')
      if (name === '' || cell('status') === '' || found.length === MAX_OBJECTS) continue
      found.push({
        ...BLANK_OBJECT,
        name: name.slice(0, 200),
        type,
        status: outcomeIn(cell('status')) ?? 'warning',
        message: cell('message').slice(0, 1000) || null,
        startedAt: parseLocalDateTime(cell('start'), mail.receivedAt),
        endedAt: parseLocalDateTime(cell('end'), mail.receivedAt),
        sizeBytes: parseBytes(cell('size')),
        transferredBytes: parseBytes(cell('transferred')),
      })
    }
  }
  return found
}

const MAX_OBJECTS = 20_000

const COLUMNS = {
  name: [
    'VM',
    'VM name',
    'VMs',
    'Object',
    'Object name',
    'Item',
    'Machine',
    'Instance',
    'Source',
    'Source VM',
  ],
  status: ['Status', 'Result', 'State', 'Outcome'],
  message: ['Details', 'Message', 'Error', 'Comment', 'Events', 'Error message'],
  start: ['Started', 'Start time', 'Start'],
  end: ['Finished', 'End time', 'End', 'Completed'],
  size: ['Size', 'Data', 'Processed', 'Data processed', 'Source size'],
  transferred: ['Transferred', 'Data transferred'],
}

function isHeader(texts: readonly string[]): boolean {
  const columns = columnsByName(texts, COLUMNS)
  return columns.name >= 0 && columns.status >= 0
}
