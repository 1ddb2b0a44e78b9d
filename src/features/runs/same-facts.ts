import type { NewRun, NewRunObject } from './create-runs.queries.ts'
import type { OldObject, OldRun } from './refresh-runs.queries.ts'

type Facts = Pick<NewRun, (typeof FACTS)[number]>

/** What a report says about a run, apart from its objects. */
const FACTS = [
  'status',
  'status_text',
  'remark',
  'kind',
  'is_retry',
  'informational',
  'is_check',
  'started_at',
  'ended_at',
  'total_bytes',
  'transferred_bytes',
] as const
/** In an event each side names at most so many objects; the rest is counted. */
const MAX_NAMED = 100

/** Whether we made a warning of a run's success: by a rule, or because of its sender. */
export function isRaised(run: OldRun): boolean {
  return run.raised_by_rule !== null || run.unverified_sender
}

/** Whether a run already says what its report was now read as. */
export function isSameRun(old: OldRun, fresh: Facts): boolean {
  const reported = { ...old, status: reportedStatus(old) }
  return FACTS.every((fact) => isSame(reported[fact], fresh[fact]))
}

/** The objects of a run that are gone, new or changed: as they were and as they are now. */
export function objectsThatDiffer(
  before: readonly OldObject[],
  after: readonly NewRunObject[],
): { before: OldObject[]; after: NewRunObject[] } {
  const old = new Map(before.map((object) => [nameOf(object), object]))
  const fresh = new Map(after.map((object) => [nameOf(object), object]))
  return {
    before: before.filter((object) => !isSameObject(object, fresh.get(nameOf(object)))),
    after: after.filter((object) => !isSameObject(object, old.get(nameOf(object)))),
  }
}

/** One side of the evidence of a re-parse. */
export function stateOf(
  run: Pick<OldRun, 'reviewed_at' | 'effective_status'>,
  facts: Pick<OldRun, (typeof FACTS)[number] | 'parser_id' | 'parser_version'>,
  objects: readonly (OldObject | NewRunObject)[],
): Record<string, unknown> {
  return {
    reviewed_at: run.reviewed_at,
    effective_status: run.effective_status,
    parser_id: facts.parser_id,
    parser_version: facts.parser_version,
    ...Object.fromEntries(FACTS.map((fact) => [fact, facts[fact]])),
    objects: objects.slice(0, MAX_NAMED).map(({ object_type, name, status, message }) => ({
      type: object_type,
      name,
      status,
      message,
    })),
    more_objects: Math.max(0, objects.length - MAX_NAMED),
  }
}

/** The report's own word: a warning that we made of it was a success. */
function reportedStatus(run: OldRun): OldRun['status'] {
  return isRaised(run) ? 'success' : run.status
}

function isSameObject(one: NewRunObject | OldObject, other: NewRunObject | OldObject | undefined): boolean {
  return (
    other !== undefined &&
    one.status === other.status &&
    one.message === other.message &&
    one.position === other.position &&
    one.size_bytes === other.size_bytes &&
    one.transferred_bytes === other.transferred_bytes &&
    isSame(one.started_at, other.started_at) &&
    isSame(one.ended_at, other.ended_at)
  )
}

function nameOf({ object_type, name }: { object_type: string; name: string }): string {
  return `${object_type}\0${name.toLowerCase()}`
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string' && INSTANT.test(one) && INSTANT.test(other))
    return Date.parse(one) === Date.parse(other)
  return one === other
}
