import path from 'node:path'
import { Piscina } from 'piscina'
import { type RawReading, readRaw } from '../parsers/read-raw.ts'

export type MailReader = {
  /** Reads a batch in the given order; a backlog is spread over worker threads, a few mails are read at once where they are. */
  readAll(mails: readonly Uint8Array[]): Promise<RawReading[]>
  close(): Promise<void>
}

/** Fewer mails than this are not worth waking a thread for. */
const BACKLOG = 8

/** A reader of raw mails with up to `threads` worker threads, started when the first backlog comes and ended when it is over. */
export function createMailReader(threads: number): MailReader {
  let pool: Piscina<Uint8Array, RawReading> | null = null
  const openPool = () => {
    pool ??= new Piscina({
      filename: path.join(import.meta.dirname, 'read-worker.ts'),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 10_000,
      concurrentTasksPerWorker: 4,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    return pool
  }
  return {
    async readAll(mails) {
      if (mails.length < BACKLOG) return Promise.all(mails.map(readRaw))
      const threadPool = openPool()
      return Promise.all(mails.map((mail) => threadPool.run(mail).catch(unreadable)))
    },
    async close() {
      await pool?.destroy()
    },
  }
}

/** A mail that takes a thread down (memory) is kept with that as its error; the others go on in a new thread. */
function unreadable(error: unknown): RawReading {
  const reason = `Reading this message failed: ${error instanceof Error ? error.message : String(error)}`
  return { decoded: { kind: 'undecodable', reason }, reading: { kind: 'error', reason } }
}
