import type { z } from 'zod'
import type { readingSchema } from '../../../contract/reparse.ts'
import type { ReportedObject, ReportedResult } from '../../parsers/parser.ts'
import { type Difference, differingObjects, type ReadAs } from './compare.ts'

export type KeptReading = z.infer<typeof readingSchema>

/** Of each side of a difference at most so much is kept to be looked at. */
const MAX_RESULTS = 20
const MAX_OBJECTS = 50
const MAX_TEXT = 500

/** Both sides of a difference in a bounded size: what differs first, and of the objects only what differs. */
export function keepReadings(
  before: ReadAs,
  after: ReadAs,
  difference: Difference,
): { before: KeptReading; after: KeptReading; moreObjects: number } {
  const old = keep(before, after, difference)
  const fresh = keep(after, before, difference)
  return { before: old.kept, after: fresh.kept, moreObjects: Math.max(old.moreObjects, fresh.moreObjects) }
}

function keep(
  side: ReadAs,
  other: ReadAs,
  { changed, added, removed }: Difference,
): { kept: KeptReading; moreObjects: number } {
  const differs = ({ key }: ReportedResult) => changed.has(key) || added.has(key) || removed.has(key)
  const results = side.results ?? []
  const ordered = [...results.filter(differs), ...results.filter((result) => !differs(result))]
  const others = new Map((other.results ?? []).map((result) => [result.key, result]))
  let room = MAX_OBJECTS
  let moreObjects = 0
  const kept = ordered.slice(0, MAX_RESULTS).map((result) => {
    const objects = differingObjects(result, others.get(result.key))
    const shown = objects.slice(0, room)
    room -= shown.length
    moreObjects += objects.length - shown.length
    return keepResult(result, shown)
  })
  return {
    kept: {
      parserId: side.parserId,
      parserVersion: side.parserVersion,
      error: cut(side.error),
      results: kept,
      moreResults: results.length - kept.length,
    },
    moreObjects,
  }
}

function keepResult(
  result: ReportedResult,
  objects: readonly ReportedObject[],
): KeptReading['results'][number] {
  return {
    key: result.key,
    software: cut(result.software),
    type: cut(result.type),
    jobName: cut(result.jobName),
    host: cut(result.host),
    subjectPrefix: cut(result.subjectPrefix),
    companyName: cut(result.companyName),
    status: result.status,
    statusText: cut(result.statusText),
    remark: cut(result.remark),
    kind: cut(result.kind),
    startedAt: result.startedAt,
    endedAt: result.endedAt,
    totalBytes: result.totalBytes,
    transferredBytes: result.transferredBytes,
    isRetry: result.isRetry,
    informational: result.informational,
    isCheck: result.isCheck,
    objectCount: result.objects.length,
    objects: objects.map((object) => ({
      name: cut(object.name),
      type: cut(object.type),
      status: object.status,
      message: cut(object.message),
      startedAt: object.startedAt,
      endedAt: object.endedAt,
      sizeBytes: object.sizeBytes,
      transferredBytes: object.transferredBytes,
    })),
  }
}

function cut<Text extends string | null>(text: Text): Text | string {
  return text !== null && text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}
