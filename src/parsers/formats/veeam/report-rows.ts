import { type Element, isTag, type ParentNode } from 'domhandler'
import type { ReadMail } from '../../read-mail.ts'
import { textOf } from '../../support/html.ts'
import { backgroundOf } from '../../support/html-table.ts'

export type ReportCell = { text: string; background: string | null }
/** A row of the report; rows of one HTML table share its number, lines of a text all have 0. */
export type ReportRow = { cells: ReportCell[]; table: number }

/** The rows that hold text, in document order: cells that only frame another table are left out, so that every text is read once. */
export function htmlRows(mail: ReadMail): ReportRow[] {
  const rows: ReportRow[] = []
  if (mail.document) collect(mail.document, null, { rows, tables: 0, table: 0 })
  return rows.filter((row) => row.cells.length > 0)
}

/** The lines of a report whose tables were turned into text, with tabs or wide gaps between the cells. */
export function textRows(mail: ReadMail): ReportRow[] {
  return mail.lines
    .filter((line) => line !== '')
    .map((line) => ({
      cells: line.split(/\t| {3,12}/).map((text) => ({ text: clip(text), background: null })),
      table: 0,
    }))
}

type Reading = { rows: ReportRow[]; tables: number; table: number }

/** Whether the node holds a table. */
function collect(node: ParentNode, row: ReportRow | null, reading: Reading): boolean {
  let framesTable = false
  for (const child of node.children) {
    if (isTag(child) && collectElement(child, row, reading)) framesTable = true
  }
  return framesTable
}

function collectElement(element: Element, row: ReportRow | null, reading: Reading): boolean {
  switch (element.name) {
    case 'table': {
      const outer = reading.table
      reading.table = ++reading.tables
      collect(element, null, reading)
      reading.table = outer
      return true
    }
    case 'tr': {
      const own: ReportRow = { cells: [], table: reading.table }
      reading.rows.push(own)
      return collect(element, own, reading)
    }
    case 'td':
    case 'th': {
      const framesTable = collect(element, null, reading)
      if (!framesTable) row?.cells.push({ text: clip(textOf(element)), background: backgroundOf(element) })
      return framesTable
    }
    default:
      return collect(element, row, reading)
  }
}

const MAX_CELL = 10_000

function clip(text: string): string {
  return text.slice(0, MAX_CELL).trim()
}
