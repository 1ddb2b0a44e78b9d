import { takeInLeft } from './arrivals.ts'
import { type IngestWorld, processWaiting } from './ingest.ts'

/**
 * Finishes what came in at least so long ago and is not filed, wherever it was left: by a process that was killed, a full disk, a lost
 * database. Safe to run at any time, by several processes.
 */
export async function finishLeftovers(
  world: IngestWorld,
  minAgeSeconds: number,
  signal?: AbortSignal,
): Promise<void> {
  await takeInLeft(world, minAgeSeconds, signal)
  await processWaiting(world, minAgeSeconds, signal)
}

/** The same at once after a start, so that nobody waits a minute for it. */
export async function finishLeftoversNow(world: IngestWorld, signal: AbortSignal): Promise<void> {
  await finishLeftovers(world, 0, signal).catch((error) =>
    world.log.warn({ err: error }, 'what was left unfinished could not be finished; it is tried again'),
  )
}
