import { setTimeout as pause } from 'node:timers/promises'
import { howManyFit } from '../../platform/fit.ts'
import { type Arrival, BATCH, fileStored, type IngestWorld, storeArrivals } from '../ingest/index.ts'

export type TakingInBehind = {
  /** Takes over what was put down; waits only when too much is waiting already. */
  add(arrivals: readonly Arrival[]): Promise<void>
  /** Takes in at once what waits; resolves when nothing waits any more. */
  done(): Promise<void>
}

/** So much may be in memory; whoever brings more waits. */
const MAX_WAITING = 500
const MAX_WAITING_BYTES = 64 * 1024 * 1024
/** Taking in a few costs hardly less than taking in many, and nobody waits for it. */
const GATHER_MS = 500

/**
 * Takes in what was put down behind the back of senders, who wait for the putting down only: each time all that has come
 * meanwhile. What is not taken in when the process ends, or cannot be at the moment, is finished by `finishLeftovers`.
 */
export function takingInBehind(
  world: IngestWorld,
  sourceId: number,
  afterwards: () => Promise<void>,
): TakingInBehind {
  const waiting: Arrival[] = []
  let bytes = 0
  let running: Promise<void> | null = null
  let room = Promise.withResolvers<void>()
  const hurry = new AbortController()
  const warn = (error: unknown) =>
    world.log.warn({ err: error }, 'received messages could not be taken in; they are tried again')

  const run = async () => {
    let filing = Promise.resolve()
    while (waiting.length > 0) {
      if (waiting.length < BATCH.count) await pause(GATHER_MS, null, { signal: hurry.signal }).catch(() => {})
      const batch = waiting.splice(0, howManyFit(waiting, BATCH, bytesOf))
      try {
        const stored = await storeArrivals(world, sourceId, batch)
        await filing
        // Meanwhile the next ones are read and stored.
        filing = fileStored(world, stored).then(afterwards).catch(warn)
      } catch (error) {
        warn(error)
      }
      bytes -= sizeOf(batch)
      room.resolve()
      room = Promise.withResolvers()
    }
    await filing
    running = null
    if (waiting.length > 0) running = run()
  }
  return {
    async add(arrivals) {
      waiting.push(...arrivals)
      bytes += sizeOf(arrivals)
      if (waiting.length > 0) running ??= run()
      while (waiting.length > MAX_WAITING || bytes > MAX_WAITING_BYTES) await room.promise
    },
    async done() {
      hurry.abort()
      while (running) await running
    },
  }
}

function bytesOf({ raw }: Arrival): number {
  return raw.byteLength
}

function sizeOf(arrivals: readonly Arrival[]): number {
  return arrivals.reduce((sum, arrival) => sum + bytesOf(arrival), 0)
}
