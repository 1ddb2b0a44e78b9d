import { z } from 'zod'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Errand } from '../../platform/jobs.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { isMailbox } from './connection.ts'
import { importMailbox } from './import-mailbox.ts'
import { dueSources } from './import-state.queries.ts'
import { readSource } from './sources.queries.ts'

const NAME = 'sources.import'

/** The errand that imports one mailbox; for each source one at a time. */
export function importErrand(world: World): Errand {
  return {
    name: NAME,
    run: async (data, signal) => void (await importMailbox(world, importData.parse(data), signal)),
  }
}

const importData = z.object({
  sourceId: z.number().int(),
  trigger: z.enum(['manual', 'automatic']),
  userId: z.number().int().nullable(),
})

/** A person wants an import now; false when one is waiting or running already. */
export async function importNow(
  world: Pick<World, 'db' | 'clock' | 'queue'>,
  actor: Actor,
  sourceId: number,
): Promise<boolean> {
  const source = await readSource(world.db, sourceId)
  if (!source || !isMailbox(source.kind)) throw notFound('mailbox')
  if (!source.enabled)
    throw new Refusal('source_disabled', `"${source.name}" is disabled; enable it before importing from it.`)
  const data = { sourceId, trigger: 'manual', userId: actor.userId }
  const started = await world.queue.ask(NAME, String(sourceId), data)
  if (started)
    await recordAudit(world.db, world.clock(), actor, 'import asked for', `Import from "${source.name}"`, {
      sourceId,
    })
  return started
}

/** An automatic import as soon as a worker is free; false when one is waiting or running already. */
export function askForImport({ queue }: Pick<World, 'queue'>, sourceId: number): Promise<boolean> {
  return queue.ask(NAME, String(sourceId), { sourceId, trigger: 'automatic', userId: null })
}

/** Asks for the import of every mailbox whose interval has passed. */
export async function askForDueImports(world: Pick<World, 'db' | 'clock' | 'queue'>): Promise<void> {
  for (const sourceId of await dueSources(world.db, world.clock())) await askForImport(world, sourceId)
}
