import { BLANK_OBJECT, type ReportedObject } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { columnsByName, tablesOf } from '../../support/html-table.ts'
import { parseBytes } from '../../support/sizes.ts'
import { statusOfWord } from './outcome.ts'

const COLUMNS = { name: ['Name'], status: ['Status', 'State'], size: ['Size'] }
const MAX_ITEMS = 1000

/** The volumes and parts of the machine that the report lists, from its table or from what is left of it in plain text. */
export function readItems(mail: ReadMail): ReportedObject[] {
  for (const { rows } of mail.document ? tablesOf(mail.document) : []) {
    const items = itemsIn(rows.map((row) => row.cells.map((cell) => cell.text)))
    if (items.length > 0) return items
  }
  return itemsInText(mail.text)
}

function itemsIn(rows: readonly string[][]): ReportedObject[] {
  const at = rows.findIndex((row) => row.length > 1 && columnsOf(row) !== null)
  const columns = columnsOf(rows[at] ?? [])
  if (!columns) return []
  const items: ReportedObject[] = []
  for (const row of rows.slice(at + 1, at + 1 + MAX_ITEMS)) {
    const name = row[columns.name]?.trim()
    const state = row[columns.status]?.trim()
    if (!name || !state) break
    items.push(itemOf(name, state, row[columns.size] ?? ''))
  }
  return items
}

const TEXT_HEADER = /\bname[ \t]{1,8}status[ \t]{1,8}size\b/i
const TEXT_ROW =
  /(\S[^\t\n]{0,80}?)[ \t]{1,8}(\p{L}{3,40})[ \t]{1,8}([\d.,]{1,15} ?(?:[KMGTP]?B|bytes))(?!\S)/giu

/** The rows behind the header, a line each or all on one. */
function itemsInText(text: string): ReportedObject[] {
  const header = TEXT_HEADER.exec(text)
  if (!header) return []
  const start = header.index + header[0].length
  const rows = text.slice(start, start + 20_000).matchAll(TEXT_ROW)
  return [...rows].map(([, name = '', state = '', size = '']) => itemOf(name, state, size))
}

function itemOf(name: string, state: string, size: string): ReportedObject {
  const status = statusOfWord(state)
  return {
    ...BLANK_OBJECT,
    name,
    type: /^[a-z]:/i.test(name) ? 'volume' : null,
    status,
    message: status === 'success' ? null : state,
    sizeBytes: parseBytes(size),
  }
}

function columnsOf(header: readonly string[]): Record<keyof typeof COLUMNS, number> | null {
  const columns = columnsByName(header, COLUMNS)
  return columns.name >= 0 && columns.status >= 0 ? columns : null
}
