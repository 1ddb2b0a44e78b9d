import { worstStatus } from '../../domain/status.ts'
import type { ReportedObject, ReportedResult } from '../../parsers/parser.ts'
import type { Reading } from '../../parsers/read-raw.ts'

export type ChangeKind = 'changed' | 'newly read' | 'no longer read' | 'failed to read'

/** How a message was read, or would be. */
export type ReadAs = {
  parserId: string | null
  parserVersion: number | null
  error: string | null
  results: readonly ReportedResult[] | null
}

export type Difference = {
  /** Null when a person would see no difference. */
  kind: ChangeKind | null
  /** The results that changed, are new, or are gone, by key. */
  changed: ReadonlySet<string>
  added: ReadonlySet<string>
  removed: ReadonlySet<string>
}

const RESULT_FACTS = [
  'software',
  'type',
  'jobName',
  'host',
  'subjectPrefix',
  'companyName',
  'status',
  'statusText',
  'remark',
  'kind',
  'startedAt',
  'endedAt',
  'totalBytes',
  'transferredBytes',
  'isRetry',
  'informational',
  'isCheck',
] as const satisfies readonly (keyof ReportedResult)[]
const OBJECT_FACTS = [
  'status',
  'message',
  'startedAt',
  'endedAt',
  'sizeBytes',
  'transferredBytes',
] as const satisfies readonly (keyof ReportedObject)[]

/** What reading a message again would change for those who look at it; that another version reads the same is no change. */
export function differenceOf(before: ReadAs, after: ReadAs): Difference {
  const old = byKey(before.results)
  const fresh = byKey(after.results)
  const changed = new Set<string>()
  for (const [key, result] of fresh) {
    const known = old.get(key)
    if (known && !isSameResult(known, result)) changed.add(key)
  }
  const added = new Set([...fresh.keys()].filter((key) => !old.has(key)))
  const removed = new Set([...old.keys()].filter((key) => !fresh.has(key)))
  return { kind: kindOf(before, after, changed.size + added.size + removed.size), changed, added, removed }
}

/** A reading of today's parsers as it is compared. */
export function readAs(reading: Reading): ReadAs {
  return {
    parserId: reading.kind === 'parsed' ? reading.parserId : null,
    parserVersion: reading.kind === 'parsed' ? reading.parserVersion : null,
    error: reading.kind === 'error' ? reading.reason : null,
    results: reading.kind === 'parsed' ? reading.results : null,
  }
}

/** The worst status and the job's name, where there is only one, for a line in a list. */
export function headlineOf({ results }: ReadAs): {
  status: ReportedResult['status'] | null
  jobName: string | null
} {
  const [first, another] = results ?? []
  if (!first) return { status: null, jobName: null }
  return {
    status: worstStatus((results ?? []).map((result) => result.status)),
    jobName: another ? null : first.jobName,
  }
}

/** The objects of a result that the other reading of it doesn't list, or lists with other facts. */
export function differingObjects(
  result: ReportedResult,
  other: ReportedResult | undefined,
): readonly ReportedObject[] {
  const others = new Map((other?.objects ?? []).map((object) => [objectName(object), object]))
  return result.objects.filter((object) => {
    const known = others.get(objectName(object))
    return !known || OBJECT_FACTS.some((fact) => (known[fact] ?? null) !== (object[fact] ?? null))
  })
}

function kindOf(before: ReadAs, after: ReadAs, differences: number): ChangeKind | null {
  if (after.error !== null) return before.error !== null ? null : 'failed to read'
  if (after.results === null) return before.results !== null ? 'no longer read' : null
  if (before.results === null) return 'newly read'
  return differences > 0 ? 'changed' : null
}

/** Facts that an older version did not know count as absent, not as different. */
function isSameResult(one: ReportedResult, other: ReportedResult): boolean {
  return (
    RESULT_FACTS.every((fact) => (one[fact] ?? null) === (other[fact] ?? null)) &&
    one.objects.length === other.objects.length &&
    differingObjects(one, other).length === 0 &&
    differingObjects(other, one).length === 0
  )
}

function byKey(results: readonly ReportedResult[] | null): ReadonlyMap<string, ReportedResult> {
  return new Map((results ?? []).map((result) => [result.key, result]))
}

function objectName({ name, type }: ReportedObject): string {
  return `${type ?? ''}\0${name.toLowerCase()}`
}
