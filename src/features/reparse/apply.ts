import type { Actor } from '../../domain/actor.ts'
import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
import type { Connection } from '../../platform/db.ts'
import { recordAudit } from '../audit/index.ts'
import { knownJobsOf, type Reread, rereadMessages } from '../ingest/index.ts'
import { movedIdentities } from './moved-identities.ts'
import {
  advanceApplying,
  changeState,
  noteApplied,
  type PreviewRow,
  readPreview,
} from './previews.queries.ts'
import { propose } from './proposals.queries.ts'
import { appliedOf, withBatch } from './sums.ts'
import type { PreviewWorld } from './work.ts'

/**
 * Applies some messages of a preview in one transaction with how far it has come: done twice it is done once. False when
 * applying was stopped, or somebody else went on, meanwhile.
 */
export async function applyStretch(
  world: PreviewWorld,
  previewId: number,
  stretch: { ids: readonly number[]; downTo: number },
): Promise<boolean> {
  const preview = await readPreview(world.db, previewId)
  if (preview?.state !== 'applying') return false
  const step = { from: preview.applied_down_to ?? 0, to: stretch.downTo }
  try {
    const done = await rereadMessages(world, applierOf(preview), stretch.ids, {
      go: (tx) => advanceApplying(tx, previewId, step),
      within: async (tx, reread) => {
        await proposeMoved(tx, previewId, reread, world.clock())
        await noteApplied(tx, previewId, withBatch(appliedOf(preview.applied), reread))
      },
    })
    return done !== null
  } catch (error) {
    const [only, another] = stretch.ids
    if (only === undefined || another !== undefined || isDatabaseTrouble(error)) throw error
    world.log.error({ err: error, messageId: only, previewId }, 'a message could not be read again')
    return world.db.transaction().execute(async (tx) => {
      const applied = appliedOf(preview.applied)
      await noteApplied(tx, previewId, { ...applied, errors: applied.errors + 1 })
      return advanceApplying(tx, previewId, step)
    })
  }
}

/** Closes what was applied to its end, with one event in the audit log. */
export async function finishApplying(world: PreviewWorld, previewId: number): Promise<void> {
  await world.db.transaction().execute(async (tx) => {
    if (await changeState(tx, previewId, ['applying'], 'applied', { appliedAt: world.clock() }))
      await audit(tx, world, previewId, 'applied')
  })
}

/** Ends applying before its end; what is done stays done and is audited. False when nothing was being applied. */
export async function stopApplying(
  world: Pick<PreviewWorld, 'db' | 'clock'>,
  previewId: number,
  state: 'cancelled' | 'failed',
  obstacle?: string,
): Promise<boolean> {
  return world.db.transaction().execute(async (tx) => {
    const more = { appliedAt: world.clock(), ...(obstacle === undefined ? {} : { obstacle }) }
    if (!(await changeState(tx, previewId, ['applying'], state, more))) return false
    await audit(tx, world, previewId, state)
    return true
  })
}

async function proposeMoved(tx: Connection, previewId: number, reread: Reread, at: string): Promise<void> {
  if (reread.filed.length === 0) return
  const known = await knownJobsOf(
    tx,
    reread.filed.map(({ message, after }) => ({ ...message, parsed: after === null ? null : [...after] })),
  )
  await propose(tx, previewId, movedIdentities(reread.filed, known), at)
}

async function audit(
  tx: Connection,
  { clock }: Pick<PreviewWorld, 'clock'>,
  previewId: number,
  ended: 'applied' | 'cancelled' | 'failed',
): Promise<void> {
  const preview = await readPreview(tx, previewId)
  if (!preview) return
  const applied = appliedOf(preview.applied)
  const how =
    ended === 'applied' ? 'to its end' : ended === 'cancelled' ? 'until it was cancelled' : 'in part'
  await recordAudit(
    tx,
    clock(),
    applierOf(preview),
    'reparsed',
    `Applied preview ${previewId} ${how}: ${applied.messages} messages read again, ${applied.runs} runs changed`,
    { preview: previewId, ...applied },
  )
}

function applierOf(preview: PreviewRow): Actor {
  return { userId: preview.applied_by_user_id, name: preview.applied_by_name ?? preview.created_by_name }
}
