import { BLANK_OBJECT, type ReportedObject } from '../../parser.ts'
import { later, parseDuration, parseLocalDateTime } from '../../support/dates.ts'
import { parseBytes } from '../../support/sizes.ts'
import type { GuestLog } from './guest-log.ts'
import type { GuestRow } from './guest-table.ts'

/** One object a guest: what its row says, with the times and the problems of its log. */
export function guestObjects(
  rows: readonly GuestRow[],
  logs: Map<string, GuestLog>,
  near: string | null,
): ReportedObject[] {
  const repeated = repeatedNames(rows)
  return rows.map((row) => {
    const log = logs.get(row.id)
    const startedAt = log?.firstAt ?? startInFilename(row.filename, near)
    return {
      ...BLANK_OBJECT,
      name: objectName(row, repeated),
      type: 'vm',
      status: row.status,
      message: row.message || log?.problems.join('\n') || null,
      startedAt,
      endedAt: later(startedAt, parseDuration(row.time)) ?? log?.lastAt ?? null,
      // A failed guest is printed with a size of zero, which is no measurement.
      sizeBytes: row.status === 'failed' ? null : parseBytes(row.size),
    }
  })
}

/** Guests of different ids may share a name; then the id tells them apart. */
function objectName(row: GuestRow, repeated: Set<string>): string {
  if (row.name === '') return `VM ${row.id}`
  return repeated.has(row.name) ? `${row.name} (${row.id})` : row.name
}

function repeatedNames(rows: readonly GuestRow[]): Set<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { name } of rows) {
    if (seen.has(name)) repeated.add(name)
    seen.add(name)
  }
  return repeated
}

/** `vzdump-qemu-200-2023_02_05-02_00_02.vma.zst` carries the local start, for logs that were too long to be sent. */
function startInFilename(filename: string, near: string | null): string | null {
  const [, year, month, day, time] = /-(\d{4})_(\d\d)_(\d\d)-(\d\d_\d\d_\d\d)\b/.exec(filename) ?? []
  if (!year || !month || !day || !time) return null
  return parseLocalDateTime(`${year}-${month}-${day} ${time.replaceAll('_', ':')}`, near)
}
