import { columnsByName } from '../../support/html-table.ts'
import type { ReportRow } from './report-rows.ts'
import type { Alarm } from './vspc-alarm.ts'

/** The active alarms of one company, as the summary mail lists them. */
export type CompanyAlarms = {
  company: string
  /** How many alarms the company's heading announces; null where it does not say. */
  announced: number | null
  alarms: Alarm[]
}

/** The companies of a summary mail in its order; empty for any other mail. */
export function readAlarmList(rows: readonly ReportRow[]): CompanyAlarms[] {
  const companies = new Map<string, CompanyAlarms>()
  let company: CompanyAlarms | null = null
  let columns = NO_COLUMNS
  let table: number | null = null
  for (const row of rows) {
    const texts = row.cells.map((cell) => cell.text.replace(/\s+/g, ' '))
    const heading = readHeading(texts)
    const titles = columnsByName(texts, COLUMNS)
    if (heading) {
      const key = heading.company.toLowerCase()
      const known = companies.get(key)
      company = known ?? { ...heading, alarms: [] }
      if (known) known.announced = sum(known.announced, heading.announced)
      else companies.set(key, company)
      table = null
    } else if (titles.state >= 0 && titles.object >= 0 && titles.alarm >= 0) {
      columns = titles
      table = row.table
    } else if (company && row.table === table) {
      addRow(company, texts, columns)
    }
  }
  return columns === NO_COLUMNS ? [] : [...companies.values()]
}

const COLUMNS = {
  state: ['current state', 'state', 'status'],
  object: ['object', 'object name'],
  objectType: ['object type'],
  host: ['hostname', 'host name', 'host'],
  time: ['time'],
  alarm: ['alarm name', 'alarm'],
  details: ['alarm details', 'details', 'description'],
} satisfies Record<string, readonly string[]>
type Columns = Record<keyof typeof COLUMNS, number>
const NO_COLUMNS: Columns = columnsByName([], COLUMNS)

/** `Company: Beta (alarms: 1)` */
function readHeading(texts: readonly string[]): Pick<CompanyAlarms, 'company' | 'announced'> | null {
  if (texts.length > 2) return null
  const found = /^company ?: ?(\S.*)$/i.exec(texts.join(' ').slice(0, MAX_HEADING))?.[1]
  if (!found) return null
  const open = found.lastIndexOf('(')
  const count = open > 0 ? /^\(alarms? ?: ?(\d{1,6})\)$/i.exec(found.slice(open).trim())?.[1] : undefined
  if (count === undefined) return { company: found.trim(), announced: null }
  return { company: found.slice(0, open).trim(), announced: Number(count) }
}

const MAX_HEADING = 300

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}

/** In text, the further lines of an alarm's details stand below its row. */
function addRow(company: CompanyAlarms, texts: readonly string[], columns: Columns): void {
  const at = (column: keyof Columns): string => texts[columns[column]] ?? ''
  const last = company.alarms.at(-1)
  if (texts.length > Math.max(columns.state, columns.object, columns.alarm)) {
    const [object, alarm] = [at('object'), at('alarm')]
    if (object === '' && alarm === '') return
    company.alarms.push({
      object,
      alarm,
      objectType: at('objectType'),
      host: at('host'),
      state: at('state'),
      time: at('time'),
      details: at('details'),
    })
  } else if (last && texts.length === 1 && last.details.length < MAX_DETAILS) {
    last.details = `${last.details}\n${texts[0]}`.trim()
  }
}

const MAX_DETAILS = 10_000
