import type { ReportRow } from './report-rows.ts'

/** One row of the object table, as printed; a column that the table lacks is ''. */
export type ObjectRow = Record<Column, string>

type Column = keyof typeof COLUMNS
const COLUMNS = {
  name: ['name', 'vm name', 'vm', 'object', 'object name', 'machine', 'extent'],
  status: ['status', 'result', 'state'],
  start: ['start time'],
  end: ['end time'],
  size: ['size', 'total size'],
  transferred: ['transferred'],
  details: ['details', 'message'],
} satisfies Record<string, readonly string[]>

/** Whether this row holds the titles of an object table. */
export function isObjectHeader(row: ReportRow): boolean {
  const columns = columnsOf(row)
  return columns.name >= 0 && columns.status >= 0
}

/** The objects of all tables from the first header row on. */
export function readObjectRows(rows: readonly ReportRow[]): { columns: string[]; objects: ObjectRow[] } {
  const objects: ObjectRow[] = []
  let columns = NO_COLUMNS
  let table: number | null = null
  let titles: string[] = []
  let awaitsDetails = false
  for (const row of rows) {
    const texts = row.cells.map((cell) => cell.text)
    if (isObjectHeader(row)) {
      columns = columnsOf(row)
      table = row.table
      titles = texts.map((text) => text.toLowerCase())
    } else if (row.table !== table || isSectionTitle(texts)) {
      table = null
    } else if (texts.length > Math.max(columns.name, columns.status)) {
      const object = objectOf(texts, columns)
      if (object.name !== '') objects.push(object)
    } else if (texts.length === 1) {
      const text = texts[0] ?? ''
      if (/^veeam /i.test(text)) break
      if (awaitsDetails || table === 0) addDetails(objects, text)
      awaitsDetails = text.toLowerCase() === 'details'
    }
  }
  return { columns: titles, objects }
}

/** Whether a row is the title of one of the blocks that follow each other; in text nothing else keeps them apart. */
export function isSectionTitle(texts: readonly string[]): boolean {
  return texts.every((text) => /^(?:backup target|(?:performance|capacity|archive) tier)$/i.test(text))
}

/** Linux agents print the messages below their one row; in text, the further lines of a message stand below its row. */
function addDetails(objects: ObjectRow[], text: string): void {
  const last = objects.at(-1)
  if (!last || text.toLowerCase() === 'details' || last.details.length > MAX_DETAILS) return
  last.details = last.details === '' ? text : `${last.details}\n${text}`
}

const MAX_DETAILS = 10_000
const NO_COLUMNS: Record<Column, number> = columnsOf({ cells: [], table: 0 })

function columnsOf(row: ReportRow): Record<Column, number> {
  const titles = row.cells.map((cell) => cell.text.toLowerCase())
  const at = (column: Column): number => titles.findIndex((title) => COLUMNS[column].includes(title))
  return {
    name: at('name'),
    status: at('status'),
    start: at('start'),
    end: at('end'),
    size: at('size'),
    transferred: at('transferred'),
    details: at('details'),
  }
}

function objectOf(texts: readonly string[], columns: Record<Column, number>): ObjectRow {
  const at = (column: Column): string => texts[columns[column]]?.trim() ?? ''
  return {
    name: at('name'),
    status: at('status'),
    start: at('start'),
    end: at('end'),
    size: at('size'),
    transferred: at('transferred'),
    details: at('details'),
  }
}
