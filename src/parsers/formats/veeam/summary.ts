import { parseBytes } from '../../support/sizes.ts'
import type { ReportRow } from './report-rows.ts'

/** The block of label and value pairs, by lower-case label, and the job-level messages beside it. */
export type Summary = { values: ReadonlyMap<string, string>; messages: readonly string[] }

/** Reads the pairs of all rows; what stands alone is a message. */
export function readSummary(rows: readonly ReportRow[]): Summary {
  const values = new Map<string, string>()
  const messages: string[] = []
  for (const texts of rows.flatMap(byLine)) {
    for (let index = 0; index < texts.length; ) {
      const text = texts[index] ?? ''
      const next = texts[index + 1]
      const isPair = next !== undefined && text !== '' && !isLabel(next)
      if (isPair && !values.has(foldLabel(text))) values.set(foldLabel(text), next)
      if (!isPair && text !== '' && !isLabel(text)) messages.push(text)
      index += isPair ? 2 : 1
    }
  }
  return { values, messages: messages.filter((text) => text.toLowerCase() !== 'details') }
}

/** Whether this is the label of a pair that Veeam prints. */
export function isLabel(text: string): boolean {
  return LABELS.has(foldLabel(text))
}

/** A counter such as the one of errors, by any of its labels; null when the report has none. */
export function counter(summary: Summary, ...labels: readonly string[]): number | null {
  for (const label of labels) {
    const value = summary.values.get(label)
    if (value !== undefined && /^\d{1,9}$/.test(value.trim())) return Number(value)
  }
  return null
}

/** A size of the summary in bytes. */
export function sizeIn(summary: Summary, ...labels: readonly string[]): number | null {
  for (const label of labels) {
    const value = summary.values.get(label)
    if (value) return parseBytes(value)
  }
  return null
}

const LABELS = new Set([
  ...['success', 'successes', 'warning', 'warnings', 'error', 'errors'],
  ...['start time', 'end time', 'duration'],
  ...['total size', 'data read', 'transferred', 'backup size', 'data size', 'dedupe', 'compression'],
  ...['bottleneck', 'processing rate', 'processed', 'read'],
  ...['assigned', 'configured', 'disconnected', 'seen', 'updated'],
  ...['used space', 'capacity', 'space limit'],
])

function foldLabel(text: string): string {
  return text.replace(/:$/, '').trim().toLowerCase()
}

function byLine(row: ReportRow, index: number, rows: readonly ReportRow[]): string[][] {
  const texts = row.cells.map((cell) => cell.text)
  const [only] = texts
  if (texts.length !== 1 || only === undefined) return [texts]
  // In text every cell may have a line of its own: then the value stands below its label.
  const [above] = rows[index - 1]?.cells ?? []
  const below = rows[index + 1]?.cells
  const isValue =
    rows[index - 1]?.cells.length === 1 && above !== undefined && isLabel(above.text) && !isLabel(only)
  if (isValue) return []
  const value = below?.length === 1 ? below[0]?.text : undefined
  return isLabel(only) && value !== undefined && !isLabel(value) ? [[only, value]] : [texts]
}
