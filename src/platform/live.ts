import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Connection, sql } from './db.ts'
import type { Logger } from './log.ts'

/** Something changed; `resync` says that notices may have been missed. */
export type Notice = { topic: string; data: unknown }

export type Live = {
  /** What any process publishes about these topics; begins with a `resync` as soon as nothing is missed any more, and says it again after a break. Ends with the signal. */
  subscribe(topics: readonly string[], signal: AbortSignal): AsyncGenerator<Notice>
  close(): Promise<void>
}

const CHANNEL = 'backupchecks_live'
/** PostgreSQL takes 8000 bytes; larger data is left out, and whoever listens asks for it. */
const MAX_PAYLOAD_BYTES = 7900
/** A listener that does not keep up is told to ask for everything anew. */
const MAX_BACKLOG = 200
const RESYNC: Notice = { topic: 'resync', data: null }

/** Tells every process about a change; in a transaction when (and if) that commits. */
export async function publish(db: Connection, topic: string, data: unknown = null): Promise<void> {
  const full = JSON.stringify([topic, data])
  const payload = Buffer.byteLength(full) <= MAX_PAYLOAD_BYTES ? full : JSON.stringify([topic, null])
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db)
}

/** One listening connection for the whole process, made when somebody subscribes and kept up until `close`. */
export function openLive(databaseUrl: string, log: Logger): Live {
  const subscribers = new Set<Subscriber>()
  const closing = new AbortController()
  let listening: Promise<void> | null = null
  let isHearing = false
  const onHearing = (hears: boolean) => {
    isHearing = hears
    if (hears) tell(RESYNC)
  }
  const tell = (notice: Notice) => {
    for (const subscriber of subscribers) subscriber.tell(notice)
  }
  return {
    async *subscribe(topics, signal) {
      const subscriber = new Subscriber(topics)
      subscribers.add(subscriber)
      if (isHearing) subscriber.tell(RESYNC)
      listening ??= listen(databaseUrl, { tell, onHearing }, closing.signal, log)
      try {
        yield* subscriber.notices(AbortSignal.any([signal, closing.signal]))
      } finally {
        subscribers.delete(subscriber)
      }
    },
    async close() {
      closing.abort()
      await listening
    },
  }
}

class Subscriber {
  readonly #topics: readonly string[]
  #backlog: Notice[] = []
  #wake: () => void = () => {}

  constructor(topics: readonly string[]) {
    this.#topics = topics
  }

  tell(notice: Notice): void {
    if (notice.topic !== RESYNC.topic && !this.#topics.includes(notice.topic)) return
    if (this.#backlog.length >= MAX_BACKLOG) this.#backlog = [RESYNC]
    else this.#backlog.push(notice)
    this.#wake()
  }

  async *notices(signal: AbortSignal): AsyncGenerator<Notice> {
    const wake = () => this.#wake()
    signal.addEventListener('abort', wake)
    try {
      while (!signal.aborted) {
        const next = this.#backlog.shift()
        if (next) yield next
        else
          await new Promise<void>((resolve) => {
            this.#wake = resolve
          })
      }
    } finally {
      signal.removeEventListener('abort', wake)
    }
  }
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000

type Hearer = { tell: (notice: Notice) => void; onHearing: (hears: boolean) => void }

async function listen(databaseUrl: string, hearer: Hearer, signal: AbortSignal, log: Logger): Promise<void> {
  let wait = FIRST_PAUSE_MS
  const onHearing = (hears: boolean) => {
    if (hears) wait = FIRST_PAUSE_MS
    hearer.onHearing(hears)
  }
  while (!signal.aborted) {
    try {
      await listenOnce(databaseUrl, { ...hearer, onHearing }, signal)
    } catch (error) {
      log.warn({ err: error }, 'the connection for live updates was lost; it is made again')
    }
    await pause(wait, undefined, { signal }).catch(() => {})
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS)
  }
}

/** Listens until the signal or until the connection ends. */
async function listenOnce(databaseUrl: string, hearer: Hearer, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'backupchecks-live',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  const { promise: ended, resolve: end } = Promise.withResolvers<Error | null>()
  const stop = () => end(null)
  client.on('error', end)
  client.on('end', stop)
  signal.addEventListener('abort', stop)
  client.on('notification', ({ payload }) => hearer.tell(noticeOf(payload)))
  try {
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    hearer.onHearing(true)
    const error = await ended
    if (error) throw error
  } finally {
    hearer.onHearing(false)
    signal.removeEventListener('abort', stop)
    await client.end().catch(() => {})
  }
}

/** Whoever may connect to the database may send anything: what is none of ours counts as "ask anew". */
function noticeOf(payload: string | undefined): Notice {
  try {
    const [topic, data]: unknown[] = JSON.parse(payload ?? '')
    return typeof topic === 'string' ? { topic, data } : RESYNC
  } catch {
    return RESYNC
  }
}
