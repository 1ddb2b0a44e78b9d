import { type AnyNode, type Document, type Element, isTag } from 'domhandler'
import type { ReadMail } from '../../read-mail.ts'
import { elementsNamed, textOf } from '../../support/html.ts'
import { backgroundOf } from '../../support/html-table.ts'
import { type ReportRow, textRows } from './report-rows.ts'

/** A row of a table with its own colour, or (in table 0) a line of text that stands outside of all rows. */
export type FlowRow = ReportRow & { background: string | null }

/** Everything that a mail says, in reading order: headings and lines between the tables too, for they say what a table is about. */
export function flowRows(mail: ReadMail): FlowRow[] {
  if (!mail.document) return textRows(mail).map((row) => ({ ...row, background: null }))
  const flow: Flow = { rows: [], tables: 0, framing: framingElements(mail.document) }
  walk(mail.document.children, 0, flow)
  return flow.rows
}

type Flow = { rows: FlowRow[]; tables: number; framing: ReadonlySet<Element> }

/** The elements that hold a table somewhere inside. */
function framingElements(document: Document): Set<Element> {
  const framing = new Set<Element>()
  for (const table of elementsNamed(document, 'table')) {
    let around = table.parent
    while (around && isTag(around) && !framing.has(around)) {
      framing.add(around)
      around = around.parent
    }
  }
  return framing
}

function walk(nodes: readonly AnyNode[], table: number, flow: Flow): void {
  let loose: AnyNode[] = []
  const flush = (): void => {
    if (loose.length > 0) addLines(textOf(loose), flow)
    loose = []
  }
  for (const node of nodes) {
    if (!isTag(node) || !(PARTS_OF_TABLES.has(node.name) || flow.framing.has(node))) {
      loose.push(node)
      continue
    }
    flush()
    if (node.name === 'table') walk(node.children, ++flow.tables, flow)
    else if (node.name === 'tr') addRow(node, table, flow)
    else walk(node.children, table, flow)
  }
  flush()
}

const PARTS_OF_TABLES = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'])

function addRow(row: Element, table: number, flow: Flow): void {
  const own = row.children.filter((child) => isTag(child) && isCell(child) && !flow.framing.has(child))
  const cells = own
    .filter(isTag)
    .map((cell) => ({ text: clip(textOf(cell)), background: backgroundOf(cell) }))
  if (cells.length > 0) flow.rows.push({ cells, table, background: backgroundOf(row) })
  const others = new Set<AnyNode>(own)
  walk(
    row.children.filter((child) => !others.has(child)),
    table,
    flow,
  )
}

function isCell({ name }: Element): boolean {
  return name === 'td' || name === 'th'
}

function addLines(text: string, flow: Flow): void {
  for (const line of text.split('\n')) {
    if (line === '') continue
    const cells = line.split('\t').map((cell) => ({ text: clip(cell), background: null }))
    flow.rows.push({ cells, table: 0, background: null })
  }
}

const MAX_CELL = 10_000

function clip(text: string): string {
  return text.slice(0, MAX_CELL).trim()
}
