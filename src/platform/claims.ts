import pg from 'pg'
import type { Logger } from './log.ts'

/** Held until released, or until the connection to the database is lost: then `signal` aborts. */
export type Claim = { signal: AbortSignal; release(): Promise<void> }

export type Claims = {
  /** Takes something for this process alone among all that share the database; null while another has it. */
  claim(kind: ClaimKind, id: number): Promise<Claim | null>
  close(): Promise<void>
}

/** The first half of each lock's key; whether something is claimed can be read from pg_locks. */
export const CLAIM_KINDS = {
  'import of a source': 4_271_901,
  'import run': 4_271_902,
  service: 4_271_903,
} as const
export type ClaimKind = keyof typeof CLAIM_KINDS

type Session = { client: pg.Client; lost: AbortController; ask: Ask }
/** Runs one statement after the other: a connection takes no two at a time. */
type Ask = (text: string, values: unknown[]) => Promise<pg.QueryResult>

/** Claims are advisory locks of one connection for the whole process: they end with it, however it ends, and none is ever stale. */
export function openClaims(databaseUrl: string, log: Logger): Claims {
  const held = new Set<string>()
  let session: Promise<Session> | null = null
  const connected = () => {
    session ??= connect(databaseUrl, (error) => {
      session = null
      if (error) log.warn({ err: error }, 'the connection that holds claims was lost')
    }).catch((error) => {
      session = null
      throw error
    })
    return session
  }
  return {
    async claim(kind, id) {
      const name = `${kind} ${id}`
      // The locks of one connection don't exclude each other; what this process holds, it knows itself.
      if (held.has(name)) return null
      held.add(name)
      try {
        const { ask, lost } = await connected()
        const { rows } = await ask('select pg_try_advisory_lock($1, $2) as taken', [CLAIM_KINDS[kind], id])
        if (rows[0]?.taken !== true) {
          held.delete(name)
          return null
        }
        lost.signal.addEventListener('abort', () => held.delete(name))
        return {
          signal: lost.signal,
          async release() {
            if (lost.signal.aborted || !held.delete(name)) return
            await ask('select pg_advisory_unlock($1, $2)', [CLAIM_KINDS[kind], id]).catch(() => {})
          },
        }
      } catch (error) {
        held.delete(name)
        throw error
      }
    },
    async close() {
      await (await session?.catch(() => null))?.client.end().catch(() => {})
    },
  }
}

async function connect(databaseUrl: string, onEnd: (error: Error | null) => void): Promise<Session> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'backupchecks-claims',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  const lost = new AbortController()
  const end = (error: Error | null) => {
    if (lost.signal.aborted) return
    lost.abort(error ?? new Error('The connection to the database ended.'))
    onEnd(error)
  }
  client.on('error', end)
  client.on('end', () => end(null))
  await client.connect()
  let turn: Promise<unknown> = Promise.resolve()
  const ask: Ask = (text, values) => {
    const answer = turn.then(() => client.query(text, values))
    turn = answer.catch(() => {})
    return answer
  }
  return { client, lost, ask }
}
