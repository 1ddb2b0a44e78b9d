import type { ReportCell, ReportRow } from './report-rows.ts'
import { statusOfWord } from './statuses.ts'
import { isLabel } from './summary.ts'
import { readTitle } from './title.ts'

/** The coloured bar on top of a report. */
export type TitleBar = {
  /** The report's type; null under a bare name (agent policies, protection groups). */
  type: string | null
  name: string
  kind: string | null
  isRetry: boolean
  /** 'Created by …', the owner's own words, or the product's name; '' when missing. */
  description: string
  /** The status word as printed; '' when the bar shows its colour only. */
  statusWord: string
  background: string | null
  /** What '2 of 2 VMs processed' counts, in the singular and lower case; null when missing. */
  unit: string | null
  /** The first row after the bar. */
  nextRow: number
}

/** The title bar of a report that is about one job; null when there is none, or when there are several (a digest). */
export function readTitleBar(rows: readonly ReportRow[], subject: string): TitleBar | null {
  const bars = rows.flatMap((row, index) => {
    const title =
      row.cells.length <= 2 ? readTitle(firstLine(row.cells[0]), subject.slice(0, MAX_SUBJECT)) : null
    return title ? [{ ...title, index }] : []
  })
  const [first, ...others] = bars
  if (!first) return readBareBar(rows)
  if (others.some((bar) => bar.name !== first.name && isColoured(rows[bar.index]))) return null
  const { index, ...title } = first
  return isCounted(rows.slice(index, index + 4)) ? null : { ...title, ...besides(rows, index) }
}

const MAX_SUBJECT = 500

/** Enterprise Manager counts results where a job's own report has a word: `2 Failed`. */
function isCounted(rows: readonly ReportRow[]): boolean {
  const lines = rows.flatMap((row) => linesOf(...row.cells))
  return lines.some((line) => /^\d{1,6} (?:failed|errors?|warnings?|success(?:es)?)$/i.test(line))
}

/** Under a bare name stands a summary that counts computers; the bar is the last coloured row, or row with a status word, before it. */
function readBareBar(rows: readonly ReportRow[]): TitleBar | null {
  const summary = rows.findIndex(({ cells }) => cells[0]?.text.toLowerCase() === 'assigned')
  const index = rows.slice(0, Math.max(0, summary)).findLastIndex((row, at) => isBareBar(row, rows[at + 1]))
  const name = firstLine(rows[index]?.cells[0])
  if (!name || statusOfWord(name) !== null) return null
  return { type: null, name, kind: null, isRetry: false, ...besides(rows, index) }
}

/** Two cells, coloured or with a status word; in text, the line above a status word will do. */
function isBareBar(row: ReportRow, next: ReportRow | undefined): boolean {
  if (row.cells.length === 2) return isColoured(row) || hasStatusWord(row.cells[1])
  return row.table === 0 && row.cells.length === 1 && hasStatusWord(next?.cells[0])
}

function isColoured(row: ReportRow | undefined): boolean {
  return row?.cells[0]?.background != null
}

function hasStatusWord(cell: ReportCell | undefined): boolean {
  return statusOfWord(firstLine(cell)) !== null
}

type Besides = Pick<TitleBar, 'description' | 'statusWord' | 'background' | 'unit' | 'nextRow'>

/** What stands in the bar beside the title. In text, its parts are lines of their own before the summary. */
function besides(rows: readonly ReportRow[], index: number): Besides {
  const bar = rows[index]
  const [left, right] = bar?.cells ?? []
  const loose = right && bar?.table !== 0 ? [] : looseRows(rows, index + 1)
  const looseLines = loose.flatMap((row) => linesOf(...row.cells))
  const rightLines = linesOf(right)
  const word = right ? wordIn(rightLines) : (looseLines.find((line) => statusOfWord(line) !== null) ?? '')
  const all = [...linesOf(left).slice(1), ...rightLines, ...looseLines].filter((line) => line !== '')
  const counts = all.filter((line) => COUNT.test(line))
  const unit = counts.map((line) => PROCESSED.exec(line)?.[1]).find((found) => found !== undefined)
  return {
    description: all.filter((line) => line !== word && !counts.includes(line)).join('\n'),
    statusWord: word,
    background: left?.background ?? right?.background ?? null,
    unit: unit ? singular(unit) : null,
    nextRow: index + 1 + loose.length,
  }
}

const COUNT = /^\d{1,7} of \d{1,7} /
const PROCESSED = /^\d{1,7} of \d{1,7} (.{1,40}) processed/i
const MAX_LOOSE = 8

/** The lines of a text that still belong to the bar: up to the first label, or date. */
function looseRows(rows: readonly ReportRow[], from: number): ReportRow[] {
  const near = rows.slice(from, from + MAX_LOOSE + 1)
  const end = near.findIndex((row, at) => {
    const texts = row.cells.map((cell) => cell.text)
    // A status word alone is the bar's, unless a number below it makes it a counter's label.
    const isWord = texts.length === 1 && statusOfWord(texts[0] ?? '') !== null
    if (isWord) return /^\d{1,7}$/.test(near[at + 1]?.cells[0]?.text ?? '')
    return texts.some((text) => isLabel(text) || isDate(text))
  })
  return near.slice(0, Math.min(Math.max(end, 0), MAX_LOOSE))
}

function isDate(text: string): boolean {
  return /\d:\d\d/.test(text) && !/^created by /i.test(text)
}

/** The status word stands first; a count of objects in its place means that there is none. */
function wordIn(lines: readonly string[]): string {
  const first = lines[0] ?? ''
  return COUNT.test(first) ? '' : first
}

function singular(unit: string): string {
  const word = unit.trim().toLowerCase()
  return word === 'mailboxes' ? 'mailbox' : word.replace(/s$/, '')
}

function linesOf(...cells: readonly (ReportCell | undefined)[]): string[] {
  return cells.flatMap((cell) => (cell?.text ?? '').split('\n').map((line) => line.trim()))
}

function firstLine(cell: ReportCell | undefined): string {
  return cell?.text.split('\n', 1)[0]?.trim() ?? ''
}
