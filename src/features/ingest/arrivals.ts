import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
import {
  type Arrival,
  deleteArrivals,
  type HandedOver,
  insertArrivals,
  readArrivals,
} from './arrivals.queries.ts'
import { BATCH } from './batch.ts'
import { fileStored, type IngestWorld, store } from './ingest.ts'
import type { Stored } from './store.ts'

/** Puts down what a sender hands over and commits: once this returns, the sender may forget it. */
export async function putDown(
  { db }: Pick<IngestWorld, 'db'>,
  sourceId: number,
  mails: readonly HandedOver[],
): Promise<Arrival[]> {
  const ids = await insertArrivals(db, sourceId, mails)
  return mails.map((mail, index) => {
    const id = ids[index]
    if (id === undefined) throw new Error('Every row that is written has an id')
    return { ...mail, id, sourceId }
  })
}

/**
 * Stores what was put down, of one source, and takes it away from where it lay; `fileStored` is next. Again with the same
 * arrivals it changes nothing.
 */
export async function storeArrivals(
  world: IngestWorld,
  sourceId: number,
  arrivals: readonly Arrival[],
): Promise<Stored[]> {
  const mails = arrivals.map(({ raw, ownTrace, receivedAt }) => ({
    ...{ raw, receivedAt, sourceRef: null },
    handedOver: { ownTrace },
  }))
  const { stored } = await store(world, { sourceId, importRunId: null }, mails)
  await deleteArrivals(
    world.db,
    arrivals.map(({ id }) => id),
  )
  return stored
}

/** Takes in whatever was put down at least so long ago: what a process that was killed, or a full disk, has left. */
export async function takeInLeft(
  world: IngestWorld,
  minAgeSeconds: number,
  signal?: AbortSignal,
): Promise<void> {
  const read = (afterId: number) =>
    readArrivals(world.db, { afterId, minAgeSeconds, maxMails: BATCH.count, maxBytes: BATCH.bytes })
  let arrivals = await read(0)
  while (arrivals.length > 0 && !signal?.aborted) {
    for (const [sourceId, ofSource] of Map.groupBy(arrivals, (arrival) => arrival.sourceId))
      await takeIn(world, sourceId, ofSource)
    arrivals = await read(arrivals.at(-1)?.id ?? 0)
  }
}

/** Together; when one of them stands in the way, one by one, and that one stays for the next time. */
async function takeIn(world: IngestWorld, sourceId: number, arrivals: readonly Arrival[]): Promise<void> {
  try {
    await fileStored(world, await storeArrivals(world, sourceId, arrivals))
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    if (arrivals.length > 1) for (const arrival of arrivals) await takeIn(world, arrival.sourceId, [arrival])
    else
      world.log.error(
        { err: error, arrivalId: arrivals[0]?.id },
        'a received message could not be taken in; it is tried again',
      )
  }
}
