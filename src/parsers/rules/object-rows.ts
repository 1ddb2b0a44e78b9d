import type { ObjectColumns, ObjectRows } from '../../domain/parser-rule.ts'
import { BLANK_OBJECT, type ReportedObject } from '../parser.ts'
import type { ReadMail } from '../read-mail.ts'
import { parseLocalDateTime } from '../support/dates.ts'
import { tablesOf } from '../support/html-table.ts'
import { parseBytes } from '../support/sizes.ts'
import { compileLinear } from './linear-pattern.ts'
import type { Verdict } from './status-words.ts'
import { foldLabel } from './text-ways.ts'

const MAX_OBJECTS = 10_000
const MAX_LINES = 50_000
const MAX_LINE = 2000
const MAX_NAME = 300
const MAX_MESSAGE = 2000
/** Where a table has no column for the status, the report says it for all of them. */
type ReadObjects = (mail: ReadMail, overall: Verdict) => ReportedObject[]
type Facts = Partial<Record<keyof ObjectColumns, string | null>>

/** Reads the objects of a report; none when the rows aren't there. */
export function compileObjectRows(
  rows: ObjectRows | null,
  judge: (text: string | null) => Verdict,
): ReadObjects {
  if (!rows) return () => []
  const leftOut = new Set(rows.leaveOut.map(foldLabel))
  const read = rows.way === 'table' ? tableReader(rows.columns) : lineReader(rows.pattern)
  return (mail, overall) =>
    read(mail)
      .filter(({ name }) => name && !leftOut.has(foldLabel(name)))
      .slice(0, MAX_OBJECTS)
      .map((facts) => toObject(facts, mail, facts.status === undefined ? overall : judge(facts.status)))
}

function lineReader(pattern: string): (mail: ReadMail) => Facts[] {
  const compiled = compileLinear(pattern)
  if (!('pattern' in compiled)) return () => []
  return (mail) =>
    mail.lines.slice(0, MAX_LINES).flatMap((line) => {
      const match = compiled.pattern.first(line.slice(0, MAX_LINE))
      return match ? [{ ...match.named, name: match.named.name ?? match.groups[1] ?? null }] : []
    })
}

function tableReader(columns: ObjectColumns): (mail: ReadMail) => Facts[] {
  const wanted = Object.entries(columns).flatMap(([fact, header]): [keyof ObjectColumns, string][] =>
    header ? [[fact as keyof ObjectColumns, foldLabel(header)]] : [],
  )
  return (mail) => {
    for (const grid of gridsOf(mail)) {
      const facts = rowsBelowHeader(grid, wanted)
      if (facts) return facts
    }
    return []
  }
}

/** Everything of a mail that is set in rows and columns: each HTML table, then the lines of the text. */
export function gridsOf(mail: ReadMail): string[][][] {
  const tables = mail.document
    ? tablesOf(mail.document).map((table) =>
        table.rows.map((row) => row.cells.map((cell) => cell.text.trim())),
      )
    : []
  return [...tables, textGrid(mail.lines)]
}

/** The rows of a grid below the row that names every wanted column; they end where a row has no name. Null without such a header. */
function rowsBelowHeader(
  grid: readonly (readonly string[])[],
  wanted: [keyof ObjectColumns, string][],
): Facts[] | null {
  for (const [index, cells] of grid.entries()) {
    const names = cells.map(foldLabel)
    const at = wanted.map(([fact, header]) => [fact, names.indexOf(header)] as const)
    if (at.some(([, column]) => column < 0)) continue
    const found: Facts[] = []
    for (const row of grid.slice(index + 1)) {
      if (isRuler(row)) continue
      const facts = Object.fromEntries(
        at.map(([fact, column]) => [fact, row[column]?.trim() ?? null]),
      ) as Facts
      if (!facts.name || row.length < 2 || found.length > MAX_OBJECTS) break
      found.push(facts)
    }
    return found
  }
  return null
}

/** A line of dashes under a header. */
export function isRuler(row: readonly string[]): boolean {
  return row.length > 0 && row.every((cell) => /^[-=_+:\s]+$/.test(cell) && cell.trim() !== '')
}

/** Lines as cells, set apart by tabs, bars or at least two spaces. */
function textGrid(lines: readonly string[]): string[][] {
  return lines.slice(0, MAX_LINES).map((line) =>
    line
      .slice(0, MAX_LINE)
      .replace(/^\|/, '')
      .replace(/\|$/, '')
      .split(/ *[|\t] *| {2,}/)
      .map((cell) => cell.trim()),
  )
}

function toObject(facts: Facts, mail: ReadMail, { status, statusText }: Verdict): ReportedObject {
  const message = facts.message?.trim().slice(0, MAX_MESSAGE) || null
  return {
    ...BLANK_OBJECT,
    name: (facts.name ?? '').trim().slice(0, MAX_NAME),
    status,
    message: message ?? (status === 'success' ? null : statusText),
    startedAt: parseLocalDateTime(facts.started ?? '', mail.receivedAt),
    endedAt: parseLocalDateTime(facts.ended ?? '', mail.receivedAt),
    sizeBytes: parseBytes(facts.size ?? ''),
    transferredBytes: parseBytes(facts.transferred ?? ''),
  }
}
