import path from 'node:path'
import { Piscina } from 'piscina'
import type { RuleSet } from '../domain/parser-rule.ts'
import { type RawReading, readRaw } from '../parsers/read-raw.ts'
import type { Portion } from './read-worker.ts'

export type MailReader = {
  /** Reads a batch by the built-in parsers and these rules, in the given order; a backlog is spread over worker threads and large mails are read there, a few small ones are read at once where they are. Never rejects. */
  readAll(mails: readonly Uint8Array[], rules: RuleSet): Promise<RawReading[]>
  close(): Promise<void>
}

type ThreadPool = Piscina<Portion, RawReading[]>

/** Fewer mails than this are not worth waking a thread for. */
const BACKLOG = 8
/** Reading more than this would keep everybody else waiting. */
const SMALL_BYTES = 256 * 1024
/** Mails that travel to a thread together: each trip costs about as much as reading a short mail. */
const PORTION = 10

/** A reader of raw mails with up to `threads` worker threads, started when the first backlog comes and ended when it is over. */
export function createMailReader(threads: number): MailReader {
  let pool: ThreadPool | null = null
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
    readAll: (mails, rules) =>
      isLittle(mails)
        ? Promise.all(mails.map((mail) => readRaw(mail, rules)))
        : readInThreads(openPool(), mails, rules),
    async close() {
      await pool?.destroy()
    },
  }
}

function isLittle(mails: readonly Uint8Array[]): boolean {
  return mails.length < BACKLOG && mails.reduce((sum, mail) => sum + mail.byteLength, 0) <= SMALL_BYTES
}

async function readInThreads(
  pool: ThreadPool,
  mails: readonly Uint8Array[],
  rules: RuleSet,
): Promise<RawReading[]> {
  const portions = Array.from({ length: Math.ceil(mails.length / PORTION) }, (_, index) => ({
    mails: mails.slice(index * PORTION, (index + 1) * PORTION),
    rules,
  }))
  const read = await Promise.allSettled(portions.map((portion) => pool.run(portion)))
  const readings: RawReading[] = []
  for (const [index, outcome] of read.entries()) {
    if (outcome.status === 'fulfilled') readings.push(...outcome.value)
    else readings.push(...(await readOneByOne(pool, portions[index]?.mails ?? [], rules)))
  }
  return readings
}

/** One mail may take a thread down and everything that was in it; alone, only the guilty one fails. */
async function readOneByOne(
  pool: ThreadPool,
  mails: readonly Uint8Array[],
  rules: RuleSet,
): Promise<RawReading[]> {
  const readings: RawReading[] = []
  for (const mail of mails)
    readings.push(
      await pool
        .run({ mails: [mail], rules })
        .then(([reading]) => reading ?? unreadable('no answer'), unreadable),
    )
  return readings
}

function unreadable(error: unknown): RawReading {
  const reason = `Reading this message failed: ${error instanceof Error ? error.message : String(error)}`
  return { decoded: { kind: 'undecodable', reason }, reading: { kind: 'error', reason } }
}
