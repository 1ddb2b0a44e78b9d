import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { World } from '../../app/world.ts'
import { listen } from './listener.ts'
import { readSources, type SourceRow } from './sources.queries.ts'
import { watchMailbox } from './watch-mailbox.ts'

type Running = { version: string; stop: AbortController; ended: Promise<void> }

const LOOK_AGAIN_MS = 15_000

/**
 * Keeps the listeners up and the mailboxes watched that the stored sources ask for, each in one process of all, until the
 * signal. A changed source begins anew; one that another process had is taken over when that process is gone.
 */
export async function keepServices(world: World, signal: AbortSignal): Promise<void> {
  const running = new Map<number, Running>()
  const notices = changesOf(world, signal)
  while (!signal.aborted) {
    try {
      await bringInLine(world, running, await readSources(world.db))
    } catch (error) {
      world.log.warn({ err: error }, 'the ways in could not be looked at; they are looked at again')
    }
    await notices.next()
  }
  await Promise.all([...running.values()].map(end))
}

type Service = (world: World, source: SourceRow, signal: AbortSignal) => Promise<void>

/** What is to run for a source all the time; null for most. */
function serviceOf(source: SourceRow): Service | null {
  if (!source.enabled) return null
  if (source.kind === 'smtp') return listen
  return source.kind === 'imap' && source.auto_import ? watchMailbox : null
}

async function bringInLine(
  world: World,
  running: Map<number, Running>,
  sources: readonly SourceRow[],
): Promise<void> {
  const wanted = new Map(sources.filter(serviceOf).map((source) => [source.id, source]))
  for (const [id, service] of running) {
    const source = wanted.get(id)
    if (!source || versionOf(source) !== service.version) await end(service)
  }
  for (const source of wanted.values()) if (!running.has(source.id)) await start(world, running, source)
}

async function start(world: World, running: Map<number, Running>, source: SourceRow): Promise<void> {
  const service = serviceOf(source)
  const claim = service && (await world.claims.claim('service', source.id))
  if (!claim) return
  const stop = new AbortController()
  const run = async () => {
    try {
      await service(world, source, AbortSignal.any([stop.signal, claim.signal]))
    } catch (error) {
      world.log.error({ err: error, sourceId: source.id }, `"${source.name}" is not up; it is started again`)
      await pause(LOOK_AGAIN_MS, undefined, { signal: stop.signal }).catch(() => {})
    } finally {
      await claim.release()
      running.delete(source.id)
    }
  }
  running.set(source.id, { version: versionOf(source), stop, ended: run() })
}

async function end({ stop, ended }: Running): Promise<void> {
  stop.abort()
  await ended
}

/** What a service was started with; in memory only, and the secret in it sealed. */
function versionOf(source: SourceRow): string {
  const { settings, secrets } = source
  return createHash('sha256')
    .update(JSON.stringify(settings))
    .update(secrets ?? '')
    .digest('hex')
}

/** Something to wait for: a source was changed, or some time has passed. */
function changesOf({ live }: Pick<World, 'live'>, signal: AbortSignal): { next(): Promise<void> } {
  const notices = live.subscribe(['sources'], signal)
  let coming = notices.next()
  return {
    async next() {
      const waiting = new AbortController()
      const timer = pause(LOOK_AGAIN_MS, undefined, { signal: AbortSignal.any([signal, waiting.signal]) })
      const told = coming.then(() => {
        coming = notices.next()
      })
      await Promise.race([told, timer.catch(() => {})])
      waiting.abort()
    },
  }
}
