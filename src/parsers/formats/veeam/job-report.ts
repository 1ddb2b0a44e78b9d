import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { isObjectHeader, isSectionTitle, type ObjectRow, readObjectRows } from './object-rows.ts'
import { htmlRows, type ReportRow, textRows } from './report-rows.ts'
import { isLabel, readSummary, type Summary } from './summary.ts'
import { readTitleBar, type TitleBar } from './title-bar.ts'
import { namesVeeam } from './veeam-mail.ts'

/** One report of Veeam's common layout, as printed: title bar, date, summary, objects. */
export type JobReport = TitleBar &
  Summary & {
    /** Local date-time of the session; null where the report leaves it out (policies). */
    sessionAt: string | null
    /** The folded column titles of the (last) object table. */
    columns: readonly string[]
    objects: ObjectRow[]
    /** The product's name and build at the end of the mail, or ''. */
    product: string
  }

/** Reads the mail as a report of the common layout, from its HTML or from what a relay made of it in text; null for all other mails. Kept per mail, for every parser asks. */
export function readJobReport(mail: ReadMail): JobReport | null {
  const known = reports.get(mail)
  if (known !== undefined) return known
  const report = reportIn(htmlRows(mail), mail) ?? reportIn(textRows(mail), mail)
  reports.set(mail, report)
  return report
}

const reports = new WeakMap<ReadMail, JobReport | null>()

function reportIn(rows: readonly ReportRow[], mail: ReadMail): JobReport | null {
  const bar = readTitleBar(rows, mail.subject)
  if (!bar) return null
  const body = rows.slice(bar.nextRow)
  const header = body.findIndex(isObjectHeader)
  const end = header < 0 ? body.findIndex(isAfterSummary) : header
  const head = body.slice(0, end < 0 ? MAX_SUMMARY_ROWS : end)
  const { columns, objects } = readObjectRows(header < 0 ? [] : body.slice(header))
  const { sessionAt, dateRow } = findSession(head, mail.receivedAt)
  const summary = readSummary(head.filter((row, index) => index !== dateRow && !isTitleOnly(row)))
  const isReport = summary.values.size >= 2 || objects.length > 0
  if (!isReport || !isVeeams(mail, summary)) return null
  return {
    ...bar,
    ...summary,
    sessionAt: sessionAt ?? dateBelowTitle(bar.name, mail),
    columns,
    objects,
    product: productOf(mail),
  }
}

const MAX_SUMMARY_ROWS = 40

/** Without an object table, the summary ends with the list of a configuration's catalogues, a table that lost its rows, or the product's name. */
function isAfterSummary({ cells }: ReportRow): boolean {
  return /^(?:(?:catalog|name|extent)$|veeam )/i.test(cells[0]?.text ?? '')
}

function isTitleOnly({ cells }: ReportRow): boolean {
  return isSectionTitle(cells.map((cell) => cell.text))
}

/** Other products have jobs and tables too: ours names its maker, or counts as Veeam does. */
function isVeeams(mail: ReadMail, { values }: Summary): boolean {
  const counts = (word: string): boolean => values.has(word) || values.has(`${word}s`)
  return namesVeeam(mail) || (values.has('success') && counts('warning') && counts('error'))
}

/** The row of the session's date; it stands alone, before any label. */
function findSession(head: readonly ReportRow[], near: string | null) {
  for (const [dateRow, { cells }] of head.entries()) {
    if (cells.some((cell) => isLabel(cell.text))) break
    const sessionAt = cells.length === 1 ? parseLocalDateTime(cells[0]?.text ?? '', near) : null
    if (sessionAt) return { sessionAt, dateRow }
  }
  return { sessionAt: null, dateRow: -1 }
}

/** Storage reports print their date outside of all tables, a few lines below the title. */
function dateBelowTitle(name: string, mail: ReadMail): string | null {
  const lines = (mail.htmlText || mail.text).slice(0, MAX_BEGINNING).split('\n')
  const title = lines.findIndex((line) => line.includes(name))
  for (const line of title < 0 ? [] : lines.slice(title + 1, title + MAX_LINES_BELOW)) {
    if (line.includes('\t')) break
    // When a job was made is no date of its report.
    if (/^created by /i.test(line)) continue
    const date = parseLocalDateTime(line, mail.receivedAt)
    if (date) return date
  }
  return null
}

const MAX_BEGINNING = 20_000
const MAX_LINES_BELOW = 6

/** The report ends with its product's name and build. */
function productOf(mail: ReadMail): string {
  const lines = (mail.htmlText || mail.text).slice(-MAX_ENDING).split('\n')
  return lines.findLast((line) => /^\W{0,4}veeam /i.test(line))?.trim() ?? ''
}

const MAX_ENDING = 4000
