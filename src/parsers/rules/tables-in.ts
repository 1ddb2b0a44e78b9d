import type { ObjectColumns, ObjectRows } from '../../domain/parser-rule.ts'
import type { ReadMail } from '../read-mail.ts'
import { gridsOf, isRuler } from './object-rows.ts'
import { foldLabel } from './text-ways.ts'

export type FoundTable = { header: string[]; rows: string[][]; rowCount: number; proposal: ObjectRows }

const MOST_TABLES = 20
const SHOWN_ROWS = 20
const FEWEST_COLUMNS = 2

/** The tables of a mail that objects may stand in, with a guess of what each column tells: those that look most like object tables first. */
export function tablesIn(mail: ReadMail): FoundTable[] {
  const tables = gridsOf(mail).flatMap(tableIn)
  return [...new Map(tables.map((table) => [JSON.stringify([table.header, table.rows]), table])).values()]
    .map((table) => ({ table, known: knownColumns(table.header) }))
    .sort((one, other) => other.known - one.known)
    .slice(0, MOST_TABLES)
    .map(({ table }) => table)
}

function tableIn(grid: readonly (readonly string[])[]): FoundTable[] {
  const found: FoundTable[] = []
  for (let index = 0; index < grid.length && found.length < MOST_TABLES; index++) {
    const header = grid[index] ?? []
    const filled = header.filter((cell) => cell !== '')
    if (filled.length < FEWEST_COLUMNS || new Set(filled.map(foldLabel)).size < filled.length) continue
    const rows = rowsBelow(grid, index, header.length)
    if (rows.length === 0) continue
    const proposal = proposalFor([...header])
    if (!proposal) continue
    found.push({ header: [...header], rows: rows.slice(0, SHOWN_ROWS), rowCount: rows.length, proposal })
    index += rows.length
  }
  return found
}

function rowsBelow(grid: readonly (readonly string[])[], header: number, width: number): string[][] {
  const rows: string[][] = []
  for (const row of grid.slice(header + 1)) {
    if (isRuler(row)) continue
    if (row.length < Math.min(width, FEWEST_COLUMNS) || !row[0]) break
    rows.push([...row])
  }
  return rows
}

const HEADERS: Record<keyof ObjectColumns, RegExp> = {
  name: /^(?:name|object|item|vm|virtual machine|machine|host|client|server|computer|source|share|folder|volume|mailbox|objekt|quelle|rechner|ordner|naam|bron|map|nom|objet|element|dossier)\b/,
  status: /^(?:status|state|result|outcome|ergebnis|zustand|resultaat|toestand|resultat|etat|statut)\b/,
  message:
    /^(?:message|details?|error|info|comment|remark|reason|meldung|fehler|bemerkung|hinweis|melding|fout|opmerking|reden|erreur|remarque)/,
  size: /^(?:size|total|source size|data|grosse|umfang|omvang|grootte|taille|volume)/,
  transferred: /^(?:transferred|sent|written|ubertragen|overgedragen|transfere)/,
  started: /^(?:start|begin|beginn|debut)/,
  ended: /^(?:end|finish|ende|einde|fin)/,
}

/** Which column is likely what; without a column that looks like a name the first one is it. Null when no column has a header. */
function proposalFor(header: string[]): ObjectRows | null {
  const names = header.map(foldLabel)
  const used = new Set<number>()
  const column = (fact: keyof ObjectColumns): string | null => {
    const at = names.findIndex((name, index) => !used.has(index) && HEADERS[fact].test(name))
    if (at < 0) return null
    used.add(at)
    return header[at] ?? null
  }
  const name = column('name')
  const columns = {
    status: column('status'),
    message: column('message'),
    size: column('size'),
    transferred: column('transferred'),
    started: column('started'),
    ended: column('ended'),
  }
  const first = name ?? header.find((cell, index) => cell !== '' && !used.has(index))
  return first
    ? { way: 'table', columns: { name: first, ...columns }, leaveOut: ['Total', 'Gesamt', 'Totaal'] }
    : null
}

function knownColumns(header: readonly string[]): number {
  const patterns = Object.values(HEADERS)
  return header.filter((cell) => patterns.some((pattern) => pattern.test(foldLabel(cell)))).length
}
