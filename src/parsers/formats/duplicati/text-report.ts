import { type Status, worstStatus } from '../../../domain/status.ts'
import { later, parseDuration, parseLocalDateTime } from '../../support/dates.ts'
import { type DuplicatiFacts, MAX_LOG_LINES, NO_FACTS, statusOfResult } from './facts.ts'

/** The result as indented `Name: value` lines, the product's usual form; null when the text is none. */
export function readTextReport(text: string, near: string | null): DuplicatiFacts | null {
  const lines = text.split('\n')
  const logAt = lines.findIndex((line) => /^\s{0,8}Log data:\s{0,8}$/.test(line))
  const fields = fieldsOf(logAt < 0 ? lines : lines.slice(0, logAt))
  const exception = exceptionIn(lines)
  if (!exception && !fields.has('MainOperation') && !fields.has('ParsedResult')) return null

  const startedAt = timesOf(fields, 'BeginTime', near)[0] ?? null
  return {
    ...NO_FACTS,
    result: worstResult(topValues(fields, 'ParsedResult')),
    exception,
    operation: topValues(fields, 'MainOperation')[0] ?? null,
    startedAt,
    endedAt:
      timesOf(fields, 'EndTime', near).at(-1) ??
      later(startedAt, parseDuration(topValues(fields, 'Duration')[0] ?? '')),
    totalBytes: countOf(topValues(fields, 'SizeOfExaminedFiles')[0]),
    transferredBytes: countOf(topValues(fields, 'BytesUploaded').at(-1)),
    isPartial: isTrue(fields, 'PartialBackup') || isTrue(fields, 'Interrupted'),
    isDryRun: isTrue(fields, 'Dryrun'),
    logLines: logLinesOf(lines, logAt),
  }
}

type Field = { indent: number; value: string }
type Fields = Map<string, Field[]>

const WANTED = new Set([
  ...['ParsedResult', 'MainOperation', 'BeginTime', 'EndTime', 'Duration', 'SizeOfExaminedFiles'],
  ...['BytesUploaded', 'PartialBackup', 'Interrupted', 'Dryrun'],
])
const FIELD = /^([ \t]{0,40})([A-Za-z]{4,40}):[ \t]?(.{0,300})/

function fieldsOf(lines: readonly string[]): Fields {
  const fields: Fields = new Map()
  for (const line of lines) {
    const [, indent = '', name = '', value = ''] = FIELD.exec(line) ?? []
    if (!WANTED.has(name)) continue
    const known = fields.get(name) ?? []
    if (known.length < MAX_VALUES) known.push({ indent: indent.length, value: value.trim() })
    fields.set(name, known)
  }
  return fields
}

const MAX_VALUES = 100

/** The values of the run itself: those of its steps (compacting, deleting, …) stand indented, unless a relay took the spaces. */
function topValues(fields: Fields, name: string): string[] {
  const all = fields.get(name) ?? []
  const outermost = Math.min(...all.map((field) => field.indent))
  return all.filter((field) => field.indent === outermost).map((field) => field.value)
}

function worstResult(words: readonly string[]): string | null {
  const status = (word: string): Status => statusOfResult(word) ?? 'warning'
  const worst = worstStatus(words.map(status))
  return words.find((word) => status(word) === worst) ?? null
}

/** Sorted, because without indentation the steps' times are among them. */
function timesOf(fields: Fields, name: string, near: string | null): string[] {
  return topValues(fields, name)
    .map((printed) => parseLocalDateTime(printed, epochIn(printed) ?? near))
    .filter((time) => time !== null)
    .sort()
}

/** `2/16/2019 10:23:51 PM (1550384631)`: the number in parentheses settles which is the day and which the month. */
function epochIn(printed: string): string | null {
  const seconds = /\((\d{9,10})\)/.exec(printed)?.[1]
  return seconds ? new Date(Number(seconds) * 1000).toISOString() : null
}

function countOf(value: string | undefined): number | null {
  return value && /^\d{1,15}$/.test(value) ? Number(value) : null
}

function isTrue(fields: Fields, name: string): boolean {
  return topValues(fields, name).some((value) => /^true$/i.test(value))
}

/** A run that was ended by an exception begins with `Failed: <message>`, and `Details:` below it. */
function exceptionIn(lines: readonly string[]): string | null {
  const written = lines.map((line) => line.slice(0, 1000).trim()).filter((line) => line !== '')
  const failedAt = written.slice(0, 10).findIndex((line) => /^Failed: ?\S/.test(line))
  if (failedAt < 0) return null
  const hasDetails = written.slice(failedAt, failedAt + 30).some((line) => line.startsWith('Details:'))
  return hasDetails ? (written[failedAt] ?? '').slice('Failed:'.length).trim() : null
}

/** The log at the end, or in older reports the warnings and errors among the fields. */
function logLinesOf(lines: readonly string[], logAt: number): string[] {
  const logged = logAt < 0 ? lines.filter((line) => LOGGED.test(line.slice(0, 200))) : lines.slice(logAt + 1)
  return logged
    .map((line) => line.trim().slice(0, 500))
    .filter((line) => line !== '')
    .slice(0, MAX_LOG_LINES)
}

const LOGGED = /\[(?:warning|error)-/i
