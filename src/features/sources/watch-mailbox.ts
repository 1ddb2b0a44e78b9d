import { setTimeout as pause } from 'node:timers/promises'
import type { World } from '../../app/world.ts'
import { openStored } from './connection.ts'
import { askForImport } from './request-import.ts'
import type { SourceRow } from './sources.queries.ts'

/** A mailbox in trouble is not asked again sooner; its automatic import goes on and tells what is wrong. */
const AFTER_TROUBLE_MS = 5 * 60_000

/** Asks for an import whenever something new arrives, until the signal; only where the protocol can tell. */
export async function watchMailbox(
  world: Pick<World, 'vault' | 'openMailbox' | 'queue' | 'log'>,
  source: SourceRow,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const isOver = await watchOnce(world, source, signal)
      if (isOver) return
    } catch (error) {
      if (signal.aborted) return
      world.log.warn({ err: error, sourceId: source.id }, 'a mailbox could not be watched; it is tried again')
      await pause(AFTER_TROUBLE_MS, undefined, { signal }).catch(() => {})
    }
  }
}

/** True when this mailbox cannot tell. */
async function watchOnce(
  world: Pick<World, 'vault' | 'openMailbox' | 'queue'>,
  source: SourceRow,
  signal: AbortSignal,
): Promise<boolean> {
  const mailbox = openStored(world, source)
  try {
    if (!mailbox.waitForNews) return true
    for (;;) {
      await mailbox.waitForNews(signal)
      await askForImport(world, source.id)
    }
  } finally {
    await mailbox.close().catch(() => {})
  }
}
