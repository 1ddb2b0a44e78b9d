import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { elementsNamed } from '../../support/html.ts'
import { type TableRow, tablesOf } from '../../support/html-table.ts'
import { isHeaderColour } from './statuses.ts'

/** The layout that all Veeam session mails share: a coloured header, a summary of label/value pairs, a table of objects. */
export type Frame = {
  /** First line of the header: `Backup job: Name (Full)`, or a bare name. */
  headline: string
  /** The lines under it: who created the job, or the product. */
  description: string
  /** First line of the header's right cell: the status word, or ''. */
  statusWord: string
  colour: string | null
  /** The session's date and time as local ISO; null for policies. */
  session: string | null
  /** Summary values by label in lower case, without colon. */
  summary: ReadonlyMap<string, string>
  /** Job-level messages beside the summary and under the objects. */
  messages: string[]
  /** Column names of the object table in lower case; empty when there is none. */
  columns: string[]
  rows: TableRow[]
}

const SUMMARY_LABELS = new Set([
  'success',
  'warning',
  'error',
  'warnings',
  'errors',
  'start time',
  'end time',
  'duration',
  'total size',
  'data read',
  'transferred',
  'backup size',
  'dedupe',
  'compression',
  'assigned',
  'configured',
  'disconnected',
  'processed',
  'read',
  'seen',
  'updated',
  'data size',
  'bottleneck',
  'processing rate',
  'objects',
])
const BANDS = new Set(['details', ''])

/** Every session report in a mail: one for a job's own mail, several in a daily summary. Empty when the mail has not this layout. */
export function framesOf(mail: ReadMail): Frame[] {
  const frames: Frame[] = []
  if (!mail.document) return frames
  for (const row of leafRows(mail)) {
    const header = headerOf(row)
    if (header) frames.push(header)
    else addRow(frames.at(-1), row, mail.receivedAt)
  }
  return frames.filter((frame) => frame.summary.size > 0 || frame.columns.length > 0)
}

/** The value of the first of these summary labels. */
export function summaryValue(frame: Frame, ...labels: readonly string[]): string {
  for (const label of labels) {
    const value = frame.summary.get(label)
    if (value) return value
  }
  return ''
}

/** The text of a row's cell under one of these column names; '' when the table has no such column. */
export function cellOf(frame: Frame, row: TableRow, ...names: readonly string[]): string {
  const index = frame.columns.findIndex((column) => names.includes(column))
  return index === -1 ? '' : (row.cells[index]?.text ?? '')
}

/** Rows that hold text, not the nested tables of the layout. */
function leafRows(mail: ReadMail): TableRow[] {
  if (!mail.document) return []
  return tablesOf(mail.document)
    .flatMap((table) => table.rows)
    .filter((row) => row.cells.length > 0 && elementsNamed(row.element, 'table').length === 0)
}

function headerOf(row: TableRow): Frame | null {
  const [left, right, third] = row.cells
  if (!left || !right || third) return null
  const tall = /height:\s*70px/i.test(row.element.attribs.style ?? '')
  if (!tall && !isHeaderColour(left.background)) return null
  const [headline = '', ...description] = left.text.split('\n').map((line) => line.trim())
  const statusWord = right.text.split('\n')[0]?.trim() ?? ''
  return {
    headline,
    description: description.join(' '),
    statusWord,
    colour: left.background ?? right.background,
    session: null,
    summary: new Map(),
    messages: [],
    columns: [],
    rows: [],
  }
}

function addRow(frame: Frame | undefined, row: TableRow, receivedAt: string | null): void {
  if (!frame) return
  const texts = row.cells.map((cell) => cell.text.trim())
  const names = texts.map((text) => text.toLowerCase().replace(/:$/, ''))
  if (isObjectHeader(names)) {
    frame.columns = names
  } else if (frame.columns.length > 0) {
    addBelowHeader(frame, row, texts)
  } else if (texts.length === 1) {
    addSingleCell(frame, texts[0] ?? '', receivedAt)
  } else {
    addSummary(frame, texts, names)
  }
}

function isObjectHeader(names: readonly string[]): boolean {
  return (
    (names.includes('name') && names.includes('status')) ||
    (names.includes('extent') && names.includes('status')) ||
    (names[0] === 'catalog' && names.includes('items'))
  )
}

/** Under the object table: objects have as many cells as the header; a lone cell is a message about the job. */
function addBelowHeader(frame: Frame, row: TableRow, texts: readonly string[]): void {
  if (texts.length === frame.columns.length && texts[0]) frame.rows.push(row)
  else if (
    texts.length === 1 &&
    !BANDS.has(texts[0]?.toLowerCase() ?? '') &&
    !/^veeam /i.test(texts[0] ?? '')
  )
    frame.messages.push(texts[0] ?? '')
}

function addSingleCell(frame: Frame, text: string, receivedAt: string | null): void {
  const session = parseLocalDateTime(text, receivedAt)
  if (session) frame.session ??= session
  else if (!BANDS.has(text.toLowerCase()) && !/^veeam /i.test(text)) frame.messages.push(text)
}

function addSummary(frame: Frame, texts: readonly string[], names: readonly string[]): void {
  const summary = new Map(frame.summary)
  let index = 0
  while (index < texts.length) {
    const name = names[index] ?? ''
    if (SUMMARY_LABELS.has(name)) {
      if (!summary.has(name)) summary.set(name, texts[index + 1] ?? '')
      index += 2
    } else {
      if (name) frame.messages.push(texts[index] ?? '')
      index += 1
    }
  }
  frame.summary = summary
}
