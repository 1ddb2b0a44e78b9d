import { type Status, worstStatus } from '../../../domain/status.ts'
import type { ReadMail } from '../../read-mail.ts'
import { columnsByName, type Table, tablesOf } from '../../support/html-table.ts'

/** One guest as its row prints it; a fact that is not printed is ''. */
export type GuestRow = {
  id: string
  name: string
  status: Status
  statusWord: string
  time: string
  size: string
  filename: string
  /** Only the old HTML layout prints the reason in the row. */
  message: string
}

/** `todo` is a guest that an aborted run never reached. */
const STATUS_OF_WORD = new Map<string, Status>([
  ['ok', 'success'],
  ['err', 'failed'],
  ['failed', 'failed'],
  ['todo', 'failed'],
])

/**
 * The guests of a report from its HTML table and its text table together: the HTML one has the full names (the old
 * text one cuts them at 20 characters), and where the two disagree about a status the worse one counts.
 */
export function readGuestTable(mail: ReadMail): GuestRow[] {
  const fromHtml = mail.document ? tablesOf(mail.document).flatMap(rowsOfHtmlTable) : []
  const fromText = rowsOfTextTable(mail.lines)
  if (fromHtml.length === 0) return fromText
  const textById = new Map(fromText.map((row) => [row.id, row]))
  return fromHtml.map((row) => worseOf(row, textById.get(row.id)))
}

/** The heading line of the text table, in both layouts. */
export function isTableHeader(line: string): boolean {
  return /^VMID\s{1,40}name\s{1,40}status\b/i.test(line.slice(0, 200))
}

function worseOf(row: GuestRow, other: GuestRow | undefined): GuestRow {
  if (!other || worstStatus([row.status, other.status]) === row.status) return row
  return { ...row, status: other.status, statusWord: other.statusWord }
}

function rowsOfHtmlTable(table: Table): GuestRow[] {
  const header = table.rows[0]?.cells.map((cell) => cell.text) ?? []
  const at = columnsByName(header, {
    id: ['VMID'],
    name: ['Name'],
    status: ['Status'],
    time: ['Time'],
    size: ['Size'],
    filename: ['Filename'],
  })
  if (at.id < 0 || at.status < 0) return []
  return table.rows.slice(1).flatMap(({ cells }) => {
    const text = (column: number): string => cells[column]?.text.slice(0, 1000) ?? ''
    const id = text(at.id)
    if (!isGuestId(id)) return []
    const reasonInsteadOfSize = cells.length < header.length && statusOf(text(at.status)) !== 'success'
    return [
      {
        id,
        name: text(at.name),
        ...status(text(at.status)),
        time: text(at.time),
        size: reasonInsteadOfSize ? '' : text(at.size),
        filename: reasonInsteadOfSize ? '' : text(at.filename),
        message: reasonInsteadOfSize ? text(at.size) : '',
      },
    ]
  })
}

function rowsOfTextTable(lines: readonly string[]): GuestRow[] {
  const header = lines.findIndex(isTableHeader)
  if (header < 0) return []
  const rows: GuestRow[] = []
  for (const line of lines.slice(header + 1)) {
    const words = line.slice(0, 1000).trim().split(/\s+/)
    if (words[0] === '') continue
    if (!isGuestId(words[0] ?? '')) break
    rows.push(rowOfWords(words))
  }
  return rows
}

/** Works on words, because padding is lost when a mail is re-encoded: the time's place tells where the status and the name are. */
function rowOfWords(words: readonly string[]): GuestRow {
  const nameless = isDuration(words[2] ?? '') && STATUS_OF_WORD.has((words[1] ?? '').toLowerCase())
  const found = nameless ? 2 : words.findIndex((word, index) => index >= 3 && isDuration(word))
  const time = found < 0 ? words.length : found
  const afterTime = words.findIndex((word, index) => index > time && !isDuration(word))
  const rest = afterTime < 0 ? [] : words.slice(afterTime)
  const sizeWords = /^[\d.,]+$/.test(rest[0] ?? '') ? 2 : 1
  return {
    id: words[0] ?? '',
    name: words.slice(1, Math.max(1, time - 1)).join(' '),
    ...status(words[time - 1] ?? ''),
    time: words.slice(time, afterTime < 0 ? undefined : afterTime).join(' '),
    size: rest.slice(0, sizeWords).join(' '),
    filename: rest.slice(sizeWords).join(' '),
    message: '',
  }
}

function isGuestId(word: string): boolean {
  return /^\d{1,12}$/.test(word)
}

/** `00:13:22` in the old layout; `2m`, `41s` or `2min` in the new one. */
function isDuration(word: string): boolean {
  return /^<?\d{1,6}(?::\d\d){1,2}$|^<?\d{1,9}(?:\.\d{1,6})?(?:y|months?|w|d|h|m|min|s|ms|us|µs)$/.test(word)
}

function statusOf(word: string): Status {
  return STATUS_OF_WORD.get(word.toLowerCase()) ?? 'warning'
}

function status(word: string): Pick<GuestRow, 'status' | 'statusWord'> {
  return { status: statusOf(word), statusWord: word }
}
