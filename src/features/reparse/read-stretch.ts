import type { World } from '../../app/world.ts'
import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
import { type FiledTwice, knownJobsOf, readStored, readStoredMessages } from '../ingest/index.ts'
import {
  insertChanges,
  type NewChange,
  type ReadBefore,
  type RunOfMessage,
  readReadings,
  runsOfMessages,
} from './changes.queries.ts'
import { type Difference, differenceOf, headlineOf, type ReadAs, readAs } from './compare.ts'
import { type DraftVerdict, judgeDraft } from './draft.ts'
import { keepReadings } from './kept-reading.ts'
import { movedIdentities } from './moved-identities.ts'
import { advanceReading, type PreviewRow } from './previews.queries.ts'
import type { Readers } from './readers.ts'
import type { Scope } from './scope.ts'
import { foundOf, withMessage, withRead } from './sums.ts'

type ReadingWorld = Pick<World, 'db' | 'mailReader' | 'log'>

/** What is kept to be looked at; the sums go on beyond it. */
export const KEPT_CHANGES = 10_000

type Seen = {
  before: ReadBefore
  was: ReadAs
  is: ReadAs
  parsedFrom: 'raw' | 'stored text'
  difference: Difference
  runs: readonly RunOfMessage[]
  draft: DraftVerdict | null
}

/**
 * Reads some messages again and keeps what that would change, together with how far the preview has come, in one
 * transaction: what a crash interrupts is read once more and counted once. False when the preview was stopped meanwhile.
 */
export async function readStretch(
  world: ReadingWorld,
  preview: PreviewRow,
  scope: Scope,
  readers: Readers,
  stretch: { ids: readonly number[]; downTo: number },
): Promise<boolean> {
  const { seen, sources } = await look(world, scope, readers, stretch.ids)
  const moved = await movedIn(world, seen)
  let found = withRead(foundOf(preview.found), sources)
  const kept: NewChange[] = []
  for (const each of seen) {
    const change = changeOf(each)
    found = withMessage(found, {
      change,
      newResults: each.runs.length > 0 ? each.difference.added.size : 0,
      movedIdentities: moved.get(each.before.id) ?? 0,
      draft: each.draft,
    })
    const worthALook = change.kind !== null || change.rival_parser_id !== null
    if (worthALook && preview.kept_changes + kept.length < KEPT_CHANGES) kept.push(change)
  }
  return world.db.transaction().execute(async (tx) => {
    const step = {
      from: preview.read_down_to,
      to: stretch.downTo,
      found,
      keptChanges: preview.kept_changes + kept.length,
    }
    if (!(await advanceReading(tx, preview.id, step))) return false
    await insertChanges(tx, preview.id, kept)
    return true
  })
}

/** Goes past a message that cannot even be looked at, so that those behind it are. */
export async function skipMessage(
  { db, log }: ReadingWorld,
  preview: PreviewRow,
  messageId: number,
  error: unknown,
): Promise<boolean> {
  if (isDatabaseTrouble(error)) throw error
  log.error({ err: error, messageId, previewId: preview.id }, 'a message could not be looked at by a preview')
  const found = foundOf(preview.found)
  return advanceReading(db, preview.id, {
    from: preview.read_down_to,
    to: messageId,
    found: { ...found, read: found.read + 1, failedToRead: found.failedToRead + 1 },
    keptChanges: preview.kept_changes,
  })
}

async function look(
  world: ReadingWorld,
  scope: Scope,
  readers: Readers,
  ids: readonly number[],
): Promise<{ seen: Seen[]; sources: Seen['parsedFrom'][] }> {
  if (ids.length === 0) return { seen: [], sources: [] }
  const messages = await readStoredMessages(world.db, ids)
  const readings = await readStored(world, messages, readers.rules)
  const placed = readers.rules.rules.find(({ rule }) => scope.kind === 'draft' && rule.id === scope.rule.id)
  const verdicts = placed ? await judgeDraft(world, placed, readers, messages, readings) : null
  const before = await readReadings(world.db, ids)
  const runs = Map.groupBy(await runsOfMessages(world.db, ids), (run) => run.mail_message_id)
  const seen = readings.flatMap(({ id, reading, from }): Seen[] => {
    const old = before.get(id)
    const draft = verdicts?.get(id) ?? null
    // A draft is tried on what it takes; what else its conditions let through tells nothing about it.
    if (!old || (verdicts && !draft)) return []
    const was = wasReadAs(old)
    const is = readAs(reading)
    const difference = differenceOf(was, is)
    return [{ before: old, was, is, parsedFrom: from, difference, runs: runs.get(id) ?? [], draft }]
  })
  return { seen, sources: readings.map(({ from }) => from) }
}

function wasReadAs(before: ReadBefore): ReadAs {
  return {
    parserId: before.parser_id,
    parserVersion: before.parser_version,
    error: before.parse_error,
    results: before.parsed,
  }
}

function changeOf({ before, was, is, parsedFrom, difference, runs, draft }: Seen): NewChange {
  const [from, to] = [headlineOf(was), headlineOf(is)]
  const touched = runs.filter((run) => difference.changed.has(run.result_key))
  const kept = keepReadings(was, is, difference)
  return {
    mail_message_id: before.id,
    kind: difference.kind,
    parsed_from: parsedFrom,
    status_before: from.status,
    status_after: to.status,
    job_name_before: from.jobName,
    job_name_after: to.jobName,
    parser_before: was.parserId,
    parser_after: is.parserId,
    run_count: touched.length,
    reviewed_run_count: touched.filter((run) => run.reviewed).length,
    rival_parser_id: draft?.rival?.parserId ?? null,
    draft_wins: draft?.rival?.draftWins ?? null,
    before: kept.before,
    after: kept.after,
    more_objects: kept.moreObjects,
  }
}

async function movedIn({ db }: ReadingWorld, seen: readonly Seen[]): Promise<ReadonlyMap<number, number>> {
  const filed = seen.flatMap(({ before, was, is, difference, runs }): FiledTwice[] =>
    difference.changed.size > 0 && runs.length > 0
      ? [
          {
            message: before,
            before: was.results,
            after: is.results,
            jobs: new Map(runs.map((run) => [run.result_key, run.job_id])),
          },
        ]
      : [],
  )
  if (filed.length === 0) return new Map()
  const known = await knownJobsOf(
    db,
    filed.map(({ message, after }) => ({ ...message, parsed: after === null ? null : [...after] })),
  )
  const moved = new Map<number, number>()
  for (const { messageId } of movedIdentities(filed, known))
    moved.set(messageId, (moved.get(messageId) ?? 0) + 1)
  return moved
}
