import { parseLocalDateTime } from '../../support/dates.ts'

export type GuestLog = {
  /** First and last printed time of this guest's lines, local; null when no time could be read. */
  firstAt: string | null
  lastAt: string | null
  /** The texts of its ERROR lines, then of its WARN lines, as printed. */
  problems: string[]
}

const LINE = /^(\d{1,12}): (.{6,30}?) (INFO|WARN|ERROR): ?(.*)$/
const MAX_PROBLEMS = 5
const MAX_PROBLEM_LENGTH = 500

/** The vzdump log of a report, one entry a guest id; lines look like `101: 2026-11-09 01:02:47 ERROR: …`. */
export function readGuestLogs(lines: readonly string[], near: string | null): Map<string, GuestLog> {
  const collected = new Map<string, Collected>()
  for (const line of lines) {
    const [, id, time, level, text] = LINE.exec(line.slice(0, 1000)) ?? []
    if (!id || !time || !level) continue
    const guest = collected.get(id) ?? { firstTime: time, lastTime: time, errors: [], warnings: [] }
    guest.lastTime = time
    if (level === 'ERROR') guest.errors.push(text ?? '')
    else if (level === 'WARN') guest.warnings.push(text ?? '')
    collected.set(id, guest)
  }
  return new Map([...collected].map(([id, guest]) => [id, summarised(guest, near)]))
}

type Collected = { firstTime: string; lastTime: string; errors: string[]; warnings: string[] }

/** Only the outer two times of a guest are worth converting: a log may have a hundred thousand lines. */
function summarised(guest: Collected, near: string | null): GuestLog {
  const texts = [...guest.errors, ...guest.warnings].map((text) => text.trim().slice(0, MAX_PROBLEM_LENGTH))
  return {
    firstAt: parseLocalDateTime(guest.firstTime, near),
    lastAt: parseLocalDateTime(guest.lastTime, near),
    problems: [...new Set(texts)].filter((text) => text !== '').slice(0, MAX_PROBLEMS),
  }
}
