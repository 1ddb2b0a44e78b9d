import type { World } from '../../app/world.ts'
import { noteUp, readSources } from './sources.queries.ts'

/** A way in that gave no sign of life for longer than this was down: what senders tried meanwhile may be lost. */
export const UP_GAP_SECONDS = 60
const BEAT_MS = 15_000

/** The HTTP way in is up as long as a web process is. */
export async function keepHttpUp(
  world: Pick<World, 'db' | 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  const sources = (await readSources(world.db)).filter((source) => source.kind === 'http')
  await keepUp(
    world,
    sources.map((source) => source.id),
    signal,
  )
}

/** Says now and every quarter of a minute that these ways in are up, until the signal. A process that dies says nothing, so its time does not count. */
export async function keepUp(
  { db, clock, log }: Pick<World, 'db' | 'clock' | 'log'>,
  sourceIds: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  const beat = () =>
    noteUp(db, sourceIds, clock(), UP_GAP_SECONDS).catch((error) =>
      log.warn({ err: error }, 'a way in could not say that it is up'),
    )
  signal.addEventListener('abort', () => stop())
  await beat()
  const timer = setInterval(beat, BEAT_MS)
  if (!signal.aborted) await stopped
  clearInterval(timer)
}
