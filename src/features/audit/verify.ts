import type { World } from '../../app/world.ts'
import type { Connection } from '../../platform/db.ts'
import { countLoose, type LinkedRow, readChain, readNotedHeads, readSegments } from './chain.queries.ts'
import { CHAINED_LOGS, type ChainedLog, type ChainHead, LOG_NAMES } from './chained-logs.ts'
import { linkHash } from './link-hash.ts'
import { headsIn, type NotedHead } from './noted-heads.ts'

export type Verdict = {
  log: ChainedLog
  /** How many rows were checked, up to the first that is wrong. */
  checked: number
  /** Rows that no link holds yet: nothing can be said of them. */
  waiting: number
  /** Rows that were entered more than a day after the time that they tell; nothing is wrong with the chain, but somebody should know. */
  backdated: { count: number; first: string } | null
  /** Up to which position retention closed the chain, and its rows are gone. */
  closedUpTo: number
  head: ChainHead | null
  /** What is wrong first; null when nothing is. */
  broken: string | null
}

type Progress = (log: ChainedLog, checked: number) => void

const ROWS_AT_ONCE = 2000
const DAY = 86_400_000

/**
 * Computes both chains anew and compares them with what is stored, and with heads that were noted: in the audit log, and
 * outside of the database (`noted`). Reads one moment of the database, a few thousand rows at a time.
 */
export async function verifyEvidence(
  { db }: Pick<World, 'db'>,
  noted: readonly { at: string; details: unknown }[] = [],
  onProgress: Progress = () => {},
): Promise<Verdict[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const notes = [...(await readNotedHeads(tx)), ...noted]
      const verdicts: Verdict[] = []
      for (const log of CHAINED_LOGS) verdicts.push(await verifyLog(tx, log, headsIn(notes, log), onProgress))
      return verdicts
    })
}

async function verifyLog(
  tx: Connection,
  log: ChainedLog,
  noted: readonly NotedHead[],
  onProgress: Progress,
): Promise<Verdict> {
  const { waiting, half } = await countLoose(tx, log)
  const segments = await readSegments(tx, log)
  const verdict: Verdict = {
    log,
    checked: 0,
    waiting,
    backdated: null,
    closedUpTo: 0,
    head: null,
    broken: null,
  }
  const marks = marksOf([...segments.map((segment) => ({ ...segment, at: segment.closed_at })), ...noted])
  let newest = 0
  for (;;) {
    const rows = await readChain(tx, log, verdict.head?.position ?? 0, ROWS_AT_ONCE)
    if (verdict.checked === 0) startAfterSegment(verdict, rows[0], segments)
    for (const row of rows) {
      verdict.broken = faultOf(log, row, verdict.head) ?? marks.faultAt(row)
      if (verdict.broken) return verdict
      verdict.head = { position: row.position, hash: row.hash ?? '' }
      verdict.checked++
      newest = Math.max(newest, Date.parse(row.at))
      if (newest - Date.parse(row.at) > DAY) noteBackdated(verdict, row)
    }
    onProgress(log, verdict.checked)
    if (rows.length < ROWS_AT_ONCE) break
  }
  verdict.broken = marks.lostEnd(verdict.head?.position ?? 0)
  if (!verdict.broken && half > 0) verdict.broken = `${half} rows have lost their hash.`
  return verdict
}

/** Where retention took the first rows, the chain goes on from the end hash of the segment that it closed. */
function startAfterSegment(
  verdict: Verdict,
  first: LinkedRow | undefined,
  segments: readonly ChainHead[],
): void {
  const closed = segments.findLast(({ position }) => first === undefined || position < first.position)
  if (!closed) return
  verdict.closedUpTo = closed.position
  verdict.head = { position: closed.position, hash: closed.hash }
}

/** What is wrong with a row as the successor of another. */
function faultOf(log: ChainedLog, row: LinkedRow, before: ChainHead | null): string | null {
  const expected = (before?.position ?? 0) + 1
  if (row.position !== expected)
    return `${rowsInWords(expected, row.position - 1)} missing before ${inWords(row)}.`
  if (row.previous !== (before?.hash ?? null)) return `${inWords(row)} does not follow the row before it.`
  if (row.hash !== linkHash(log, row.position, row.previous, row.facts))
    return `${inWords(row)} does not say what it said when it was linked.`
  return null
}

/** What was noted of the chain, to be met on the way through it. */
function marksOf(noted: readonly NotedHead[]) {
  const byPosition = Map.groupBy(noted, ({ position }) => position)
  const farthest = noted.reduce<NotedHead | null>(
    (far, head) => (far && far.position >= head.position ? far : head),
    null,
  )
  return {
    faultAt(row: LinkedRow): string | null {
      const other = byPosition.get(row.position)?.find(({ hash }) => hash !== row.hash)
      return other
        ? `${inWords(row)} is not the one that stood there at ${other.at}: the chain was written anew.`
        : null
    },
    lostEnd(last: number): string | null {
      if (!farthest || farthest.position <= last) return null
      return `${rowsInWords(last + 1, farthest.position)} missing at the end: the chain reached row ${farthest.position} at ${farthest.at}.`
    },
  }
}

function noteBackdated(verdict: Verdict, row: LinkedRow): void {
  verdict.backdated ??= { count: 0, first: inWords(row) }
  verdict.backdated.count++
}

function inWords({ position, id, at, who, what }: LinkedRow): string {
  return `Row ${position} (id ${id}, ${at}, ${who}: ${what})`
}

function rowsInWords(from: number, to: number): string {
  return from === to ? `Row ${from} is` : `Rows ${from} to ${to} are`
}

/** A verdict as lines for people. */
export function verdictInWords({
  log,
  checked,
  waiting,
  backdated,
  closedUpTo,
  head,
  broken,
}: Verdict): string[] {
  const name = LOG_NAMES[log]
  return [
    broken ? `${name}: BROKEN. ${broken}` : `${name}: sound, ${checked} rows checked.`,
    ...(broken && checked > 0 ? [`  The ${checked} rows before it are sound.`] : []),
    ...(closedUpTo > 0
      ? [
          `  Rows up to ${closedUpTo} were closed by retention; what they said is known by their end hash only.`,
        ]
      : []),
    ...(waiting > 0 ? [`  ${waiting} newer rows are not linked yet; nothing can be said of them.`] : []),
    ...(backdated
      ? [
          `  ${backdated.count} rows were entered more than a day after the time that they tell, first ${backdated.first}.`,
        ]
      : []),
    ...(head && !broken ? [`  Head: row ${head.position}, ${head.hash}`] : []),
  ]
}
