import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { publish } from '../../platform/live.ts'
import { recordAudit } from '../audit/index.ts'
import { requestCancel } from './import-state.queries.ts'

const TOPIC = 'cancel import'

/** Asks the running import of a source to stop, in whatever process it runs; false when none does. */
export async function cancelImport(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  actor: Actor,
  sourceId: number,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await requestCancel(tx, sourceId, clock()))) return false
    await recordAudit(tx, clock(), actor, 'import cancelled', `Stopped the import of source ${sourceId}`)
    await publish(tx, TOPIC, sourceId)
    return true
  })
}

/** A signal that aborts when somebody cancels the import of this source; `end` lets go of it. */
export function cancelledBy(
  { live, log }: Pick<World, 'live' | 'log'>,
  sourceId: number,
): { signal: AbortSignal; cancel(): void; end(): void } {
  const cancelled = new AbortController()
  const over = new AbortController()
  const listen = async () => {
    for await (const { topic, data } of live.subscribe([TOPIC], over.signal))
      if (topic === TOPIC && data === sourceId) cancelled.abort()
  }
  listen().catch((error) => log.warn({ err: error }, 'cancelling works between batches only'))
  return { signal: cancelled.signal, cancel: () => cancelled.abort(), end: () => over.abort() }
}
