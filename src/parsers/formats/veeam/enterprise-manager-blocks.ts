import { isObjectHeader, type ObjectRow, readObjectRows } from './object-rows.ts'
import type { ReportCell, ReportRow } from './report-rows.ts'
import { statusOfWord } from './statuses.ts'
import { readTitle } from './title.ts'

/** What the mail says about one job: its coloured headline and the sessions below it. */
export type JobBlock = {
  /** `Backup job: Nightly (vbr01.corp.example)`, as printed. */
  headline: string
  jobName: string
  /** The backup server in the headline's parentheses. */
  server: string | null
  /** The cell beside the headline: '2 Failed'; '' when it is missing. */
  outcome: string
  background: string | null
  objects: ObjectRow[]
  /** Whether the table of sessions has a column that only this report has. */
  hasRate: boolean
}

/** The blocks of all jobs, in the order of the mail. */
export function readJobBlocks(rows: readonly ReportRow[]): JobBlock[] {
  const bars = rows.flatMap((_, index) => barAt(rows, index) ?? [])
  return bars.map(({ index, ...bar }, at) => {
    const body = rows.slice(index + 1, bars[at + 1]?.index ?? rows.length)
    const { columns, objects } = readObjectRows(body)
    return { ...bar, objects, hasRate: columns.includes('performance rate') }
  })
}

/** Whether a cell counts results: `1 Success`, `2 Failed, 1 Warning`. */
export function isOutcome(text: string): boolean {
  return /^\d{1,6} [a-z]{2,20}\b/i.test(text)
}

type Bar = Omit<JobBlock, 'objects' | 'hasRate'> & { index: number }

function barAt(rows: readonly ReportRow[], index: number): Bar | null {
  const row = rows[index]
  const [left, right] = row?.cells ?? []
  if (!row || !left || row.cells.length > 2 || isObjectHeader(row)) return null
  const headline = firstLine(left).slice(0, MAX_HEADLINE)
  const outcome = right ? firstLine(right) : row.table === 0 ? outcomeBelow(rows, index) : ''
  const { name, server } = splitServer(headline)
  const isTitled = readTitle(name, '') !== null && (server !== null || isOutcome(outcome))
  if (!isTitled && !(right && headline !== '' && isOutcome(outcome))) return null
  const jobName = name.slice(name.indexOf(':') + 1).trim() || name
  return { headline, jobName, server, outcome, background: left.background, index }
}

const MAX_HEADLINE = 400

/** The server stands in the last parentheses and has no space in its name. */
function splitServer(headline: string): { name: string; server: string | null } {
  const open = headline.lastIndexOf(' (')
  const server = open > 0 && headline.endsWith(')') ? headline.slice(open + 2, -1) : ''
  if (server === '' || /[\s()]/.test(server)) return { name: headline, server: null }
  return { name: headline.slice(0, open).trim(), server }
}

/** In text the outcome has a line of its own, after the job's description. */
function outcomeBelow(rows: readonly ReportRow[], index: number): string {
  for (const row of rows.slice(index + 1, index + 4)) {
    const text = row.cells.length === 1 ? firstLine(row.cells[0]) : ''
    if (text.toLowerCase() === 'details' || isObjectHeader(row)) break
    if (isOutcome(text) || statusOfWord(text) !== null) return text
  }
  return ''
}

function firstLine(cell: ReportCell | undefined): string {
  return cell?.text.split('\n', 1)[0]?.trim() ?? ''
}
