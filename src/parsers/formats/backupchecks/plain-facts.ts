import { type Status, worstStatus } from '../../../domain/status.ts'
import { BLANK_OBJECT, BLANK_RESULT, type ReportedObject, type ReportedResult } from '../../parser.ts'
import { parseLocalDateTime } from '../../support/dates.ts'

/** What a plain report says, whichever of its two forms it has; texts are trimmed and not empty. */
export type PlainFacts = {
  job: string
  host: string | null
  kind: string | null
  /** Every status that was given: a script that adds one at its end may have given another before. */
  statuses: readonly string[]
  message: string | null
  startedAt: string | null
  endedAt: string | null
  objects: readonly PlainObject[]
}

export type PlainObject = {
  name: string
  type: string | null
  status: string | null
  message: string | null
  sizeBytes: number | null
}

/** More objects than this are not read. */
export const MAX_OBJECTS = 10_000

/**
 * The run that a plain report tells of; of several statuses the worst counts, and an unknown word is a warning that shows
 * it. A success although one of its objects failed is a warning.
 */
export function resultOf(facts: PlainFacts): ReportedResult {
  const given = worstStatus(facts.statuses.map(statusOf))
  const objects = facts.objects.map(objectOf)
  const isContradicted = given === 'success' && objects.some((object) => object.status === 'failed')
  return {
    ...BLANK_RESULT,
    software: 'Backupchecks',
    type: 'Plain report',
    jobName: facts.job.slice(0, 200),
    host: facts.host?.slice(0, 200) ?? null,
    status: isContradicted ? 'warning' : given,
    statusText: isContradicted ? 'success, but an object failed' : wordOf(facts.statuses, given),
    remark: facts.message?.slice(0, 4000) ?? null,
    kind: facts.kind?.slice(0, 50).toLowerCase() ?? null,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    objects,
  }
}

function wordOf(statuses: readonly string[], given: Status): string {
  return statuses.find((word) => statusOf(word) === given)?.slice(0, 200) ?? 'no status given'
}

const ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)? ?(Z|[+-]\d\d:?\d\d)$/i

/** A time as ISO: with its offset where one is printed, else local; null when it is none that any calendar has. */
export function timeOf(text: string | null, near: string | null): string | null {
  if (text === null) return null
  const local = parseLocalDateTime(text, near)
  const zoned = ZONED.exec(text.trim())
  if (!zoned || local === null) return local
  const offset = (zoned[4] ?? '').toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  return `${local}${offset}`
}

function objectOf(object: PlainObject): ReportedObject {
  const status = object.status === null ? 'warning' : statusOf(object.status)
  return {
    ...BLANK_OBJECT,
    name: object.name.slice(0, 300),
    type: object.type?.slice(0, 50).toLowerCase() ?? null,
    status,
    message: messageOf(object)?.slice(0, 2000) ?? null,
    sizeBytes: object.sizeBytes,
  }
}

/** An object's message, with the word for its status before it where that is an unknown one or none. */
function messageOf({ status, message }: PlainObject): string | null {
  if (status !== null && isStatus(status)) return message
  return [status ?? 'no status given', message].filter((part) => part !== null).join(': ')
}

function statusOf(word: string): Status {
  const folded = word.toLowerCase()
  return isStatus(folded) ? folded : 'warning'
}

function isStatus(word: string): word is Status {
  return Object.hasOwn(KNOWN, word.toLowerCase())
}

const KNOWN: Record<Status, true> = { success: true, warning: true, failed: true }
