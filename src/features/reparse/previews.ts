import type { z } from 'zod'
import type { previewSchema } from '../../../contract/reparse.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { problemsOfRule } from '../../parsers/rules/rule-parser.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { stopApplying } from './apply.ts'
import {
  beginApplying,
  changeState,
  countPreviews,
  insertPreview,
  listPreviews,
  readPreview,
  removeOldPreviews,
  unfinishedPreviews,
} from './previews.queries.ts'
import { onTheWire } from './previews.wire.ts'
import { presentReaders, type Readers } from './readers.ts'
import { countPairs, pairsInStore } from './scope.queries.ts'
import { COUNTED, countScope, type Scope } from './scope.ts'

/** The errand that brings a preview to its end. */
export const PREVIEW_ERRAND = 'reparse.preview'

type AskingWorld = Pick<World, 'db' | 'clock' | 'log' | 'queue'>

/** More than so many at once would only wait for each other. */
const MAX_UNFINISHED = 5
const KEPT_DAYS = 14
/** For a line in a list it need not be known more exactly. */
const SHOWN_COUNT = 10_000

/** Begins to find out what reading the messages of a scope again would change; in the background, nothing is changed. */
export async function startPreview(world: AskingWorld, actor: Actor, scope: Scope): Promise<number> {
  const readers = await presentReaders(world.db)
  refuseUnusable(scope, readers)
  if ((await unfinishedPreviews(world.db)).length >= MAX_UNFINISHED)
    throw new Refusal(
      'too_many_previews',
      `${MAX_UNFINISHED} previews are at work already. Wait until one is done, or cancel one.`,
    )
  const total = await countScope(world.db, scope, readers)
  const id = await insertPreview(world.db, {
    scope,
    readers: readers.fingerprint,
    userId: actor.userId,
    userName: actor.name,
    at: world.clock(),
    total: total === null ? null : Math.min(total, COUNTED),
    totalIsExact: total !== null && total <= COUNTED,
  })
  await ask(world, id)
  return id
}

/** A page of previews, newest first. */
export async function previewsPage(
  { db }: Pick<World, 'db'>,
  query: { after?: string | undefined; limit: number },
) {
  const cursor = decodeCursor(query.after, 1)
  const found = await listPreviews(db, cursor ? Number(cursor[0]) : null, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.id])
  const readers = await presentReaders(db)
  return { rows: rows.map((row) => onTheWire(row, readers)), next, total: await countPreviews(db) }
}

/** One preview with its progress and its sums. */
export async function previewById(
  { db }: Pick<World, 'db'>,
  id: number,
): Promise<z.infer<typeof previewSchema>> {
  const row = await readPreview(db, id)
  if (!row) throw notFound('preview')
  return onTheWire(row, await presentReaders(db))
}

/** Stops a preview that is read or applied; what was applied so far stays. Called again it changes nothing. */
export async function cancelPreview(world: Pick<World, 'db' | 'clock'>, id: number): Promise<void> {
  if (await changeState(world.db, id, ['queued', 'running'], 'cancelled', { finishedAt: world.clock() }))
    return
  if (await stopApplying(world, id, 'cancelled')) return
  if (!(await readPreview(world.db, id))) throw notFound('preview')
}

/** Begins to carry out what a preview found; called again while it goes on, or after it, it changes nothing. */
export async function applyPreview(world: AskingWorld, actor: Actor, id: number): Promise<void> {
  const preview = await previewById(world, id)
  if (preview.state === 'applying' || preview.state === 'applied') return
  if (preview.state !== 'ready')
    throw new Refusal('not_ready', 'Only a preview that was read to its end can be applied.')
  if (preview.obstacle !== null) throw new Refusal('not_applicable', preview.obstacle)
  await beginApplying(world.db, id, { userId: actor.userId, userName: actor.name })
  await ask(world, id)
}

/** Which parsers and versions stored messages were read by, with how many each; those no longer in use first. */
export async function storedReaders({ db }: Pick<World, 'db'>) {
  const readers = await presentReaders(db)
  const counted = await countPairs(db, await pairsInStore(db), SHOWN_COUNT)
  return counted
    .map(({ parser_id, parser_version, messages }) => {
      const presentVersion = readers.versions.get(parser_id) ?? null
      return {
        parserId: parser_id,
        readByVersion: parser_version,
        presentVersion,
        outdated: presentVersion !== parser_version,
        messages,
      }
    })
    .toSorted((one, other) => Number(other.outdated) - Number(one.outdated))
}

/** Asks once more for every preview that is not at its end: what a crash interrupted goes on where it stood. */
export async function resumePreviews(world: AskingWorld): Promise<void> {
  for (const id of await unfinishedPreviews(world.db)) await ask(world, id)
}

/** Removes previews that ended two weeks ago, with what they found. */
export async function sweepPreviews({ db, clock }: Pick<World, 'db' | 'clock'>): Promise<void> {
  await removeOldPreviews(db, new Date(Date.parse(clock()) - KEPT_DAYS * 86_400_000).toISOString())
}

/** The preview's row is the truth; when the queue can't be asked now, `resumePreviews` asks it within a minute. */
async function ask({ queue, log }: AskingWorld, id: number): Promise<void> {
  await queue.ask(PREVIEW_ERRAND, String(id), { id }).catch((error: unknown) => {
    log.warn({ err: error, previewId: id }, 'the queue could not be asked for a preview')
  })
}

function refuseUnusable(scope: Scope, readers: Readers): void {
  if (scope.kind !== 'draft') return
  const { rule, before } = scope
  if (before !== null && !readers.versions.has(before))
    throw new Refusal('unknown_parser', `There is no parser "${before}" to place the rule before.`)
  const [problem] = problemsOfRule({ ...rule, version: 1 })
  if (problem) throw new Refusal('unusable_pattern', `${problem.place}: ${problem.problem}`, { status: 422 })
}
