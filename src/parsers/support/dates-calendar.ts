import { monthByName } from './dates-months.ts'

export type FoundDate = {
  /** `YYYY-MM-DD` */
  date: string
  /** The text of the date, and what stands before and after it. */
  printed: string
  before: string
  after: string
}

/** The first possible calendar date in a folded text (see `foldWords`), in any of the orders and languages reports use. */
export function findDate(folded: string, near: string | null): FoundDate | null {
  for (const { pattern, read } of LAYOUTS) {
    for (const match of folded.matchAll(pattern)) {
      const date = read(match, near)
      if (!date) continue
      const printed = match[0]
      const after = folded.slice(match.index + printed.length)
      return { date, printed, before: folded.slice(0, match.index), after }
    }
  }
  return null
}

type Layout = { pattern: RegExp; read(match: RegExpExecArray, near: string | null): string | null }

const LAYOUTS: readonly Layout[] = [
  {
    // 2026-11-09, 2026/09/18
    pattern: /(?<!\d)(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?!\d)/g,
    read: ([, year = '', , month = '', day = '']) => dateOf(Number(year), Number(month), Number(day)),
  },
  {
    // 28 October 2022, 1. februar 2020, 1er mars 2026, 10 de noviembre de 2026, 10-Nov-2026
    pattern:
      /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º)?[ .-]{1,2}(?:de )?([a-z]{3,12})[ .,-]{1,2}(?:del? )?(\d{4})(?!\d)/g,
    read: ([, day = '', month = '', year = '']) => dateWithName(year, month, day),
  },
  {
    // July 7, 2025; Nov 10 2026
    pattern: /(?<![a-z])([a-z]{3,12})\.? {1,2}(\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/g,
    read: ([, month = '', day = '', year = '']) => dateWithName(year, month, day),
  },
  {
    // Tue Nov 10 02:00:04 CET 2026
    pattern:
      /(?<![a-z])([a-z]{3,12}) {1,2}(\d{1,2}) \d{1,2}:\d{2}(?::\d{2})?(?: [ap]m)?(?: [a-z]{2,5})? (\d{4})(?!\d)/g,
    read: ([, month = '', day = '', year = '']) => dateWithName(year, month, day),
  },
  {
    // 9-1-2020, 23/08/2016, 10/15/2020, 10.11.26
    pattern: /(?<![\d.,:/-])(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})(?![\d/-]|[.:]\d)/g,
    read: readNumeric,
  },
]

/** Day first or month first: what is possible, then the separator, then AM/PM, then the day nearest to the receipt. */
function readNumeric(match: RegExpExecArray, near: string | null): string | null {
  const [, first = '', separator = '', second = '', yearPrinted = ''] = match
  const year = Number(yearPrinted) + (yearPrinted.length === 2 ? 2000 : 0)
  const dayFirst = dateOf(year, Number(second), Number(first))
  const monthFirst = dateOf(year, Number(first), Number(second))
  if (!dayFirst || !monthFirst) return dayFirst ?? monthFirst
  if (separator !== '/') return dayFirst
  const age = { dayFirst: ageOf(dayFirst, near), monthFirst: ageOf(monthFirst, near) }
  const american = /\d ?[ap]\.? ?m\b/.test(match.input.slice(match.index))
  if (american) return age.monthFirst < 0 && age.dayFirst >= 0 ? dayFirst : monthFirst
  if (age.dayFirst >= 0 && age.monthFirst >= 0) return age.monthFirst < age.dayFirst ? monthFirst : dayFirst
  return age.monthFirst >= 0 ? monthFirst : dayFirst
}

const DAY = 86_400_000

/** Whole days from a day to the receipt; -1 for one more than a day in the future, 0 for all when the receipt is unknown. */
function ageOf(date: string, near: string | null): number {
  const received = near === null ? Number.NaN : Date.parse(near)
  if (Number.isNaN(received)) return 0
  const age = Math.floor((received - Date.parse(date)) / DAY)
  return age < -1 ? -1 : Math.abs(age)
}

function dateWithName(year: string, month: string, day: string): string | null {
  const number = monthByName(month)
  return number === null ? null : dateOf(Number(year), number, Number(day))
}

/** `YYYY-MM-DD`, or null for a day that no calendar of our time has. */
function dateOf(year: number, month: number, day: number): string | null {
  if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}
