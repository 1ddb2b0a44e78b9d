import { reparseScopeSchema } from '../../../contract/reparse.ts'
import type { World } from '../../app/world.ts'
import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
import { applyStretch, finishApplying, stopApplying } from './apply.ts'
import { changeState, markBounded, type PreviewRow, readPreview } from './previews.queries.ts'
import { readStretch, skipMessage } from './read-stretch.ts'
import { presentReaders, type Readers, withDraft } from './readers.ts'
import { nextStretch, type Scope, type Stretch } from './scope.ts'
import { foundOf } from './sums.ts'

export type PreviewWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader'>

/** A draft is tried on so many of the newest messages that its conditions fit: enough to judge it by. */
const DRAFT_MESSAGES = 20_000

/**
 * Brings a preview to its end, or what it found into effect, stretch by stretch until nothing is left or somebody stops it.
 * It may be ended at any moment and begun again anywhere: the preview's row says how far it came. Every stretch is committed
 * with that, so two at once do nothing twice.
 */
export async function workOnPreview(world: PreviewWorld, id: number, signal?: AbortSignal): Promise<void> {
  try {
    while (!signal?.aborted && (await goOn(world, id)));
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    world.log.error({ err: error, previewId: id }, 'a preview of re-parsing failed')
    const obstacle = `This came to an end by a fault of ours: ${error instanceof Error ? error.message : String(error)}. Start a new preview.`
    if (!(await stopApplying(world, id, 'failed', obstacle)))
      await changeState(world.db, id, ['queued', 'running'], 'failed', {
        finishedAt: world.clock(),
        obstacle,
      })
  }
}

/** One stretch; false when there is nothing (more) to do. */
async function goOn(world: PreviewWorld, id: number): Promise<boolean> {
  const preview = await readPreview(world.db, id)
  switch (preview?.state) {
    case 'queued':
      return changeState(world.db, id, ['queued'], 'running')
    case 'running':
      return goOnReading(world, preview)
    case 'applying':
      return goOnApplying(world, preview)
    default:
      return false
  }
}

async function goOnReading(world: PreviewWorld, preview: PreviewRow): Promise<boolean> {
  const scope = reparseScopeSchema.parse(preview.scope)
  const bounded = scope.kind === 'draft' && foundOf(preview.found).read >= DRAFT_MESSAGES
  if (preview.read_down_to <= 0 || bounded) {
    if (bounded) await markBounded(world.db, preview.id)
    await changeState(world.db, preview.id, ['running'], 'ready', { finishedAt: world.clock() })
    return false
  }
  const readers = await readersFor(world, scope)
  const stretch = await nextStretch(world.db, scope, readers, preview.read_down_to)
  return inParts(stretch, async (part) => {
    const now = await readPreview(world.db, preview.id)
    if (now?.state !== 'running') return false
    try {
      return await readStretch(world, now, scope, readers, part)
    } catch (error) {
      const [only, another] = part.ids
      if (only === undefined || another !== undefined) throw error
      return skipMessage(world, now, only, error)
    }
  })
}

async function goOnApplying(world: PreviewWorld, preview: PreviewRow): Promise<boolean> {
  const downTo = preview.applied_down_to ?? 0
  // What reading did not reach is no part of what was looked at.
  if (downTo <= Math.max(0, preview.read_down_to)) {
    await finishApplying(world, preview.id)
    return false
  }
  const readers = await presentReaders(world.db)
  if (readers.fingerprint !== preview.readers) {
    const obstacle =
      'Parsers or rules changed while this was applied. What is done stays; start a new preview for the rest.'
    await stopApplying(world, preview.id, 'failed', obstacle)
    return false
  }
  const scope = reparseScopeSchema.parse(preview.scope)
  const stretch = await nextStretch(world.db, scope, readers, downTo)
  return inParts(stretch, (part) => applyStretch(world, preview.id, part))
}

/** Takes a stretch as a whole; when that fails, message by message, so that one bad message never stops the next. */
async function inParts(
  stretch: Stretch,
  take: (part: { ids: readonly number[]; downTo: number }) => Promise<boolean>,
): Promise<boolean> {
  const ids = stretch.messages.map(({ id }) => id)
  try {
    return await take({ ids, downTo: stretch.downTo })
  } catch (error) {
    if (isDatabaseTrouble(error) || ids.length === 0) throw error
  }
  for (const [index, id] of ids.entries()) {
    const downTo = index === ids.length - 1 ? stretch.downTo : id
    if (!(await take({ ids: [id], downTo }))) return false
  }
  return true
}

async function readersFor({ db }: PreviewWorld, scope: Scope): Promise<Readers> {
  const present = await presentReaders(db)
  if (scope.kind !== 'draft') return present
  return withDraft(present, { rule: { ...scope.rule, version: 1 }, before: scope.before })
}
