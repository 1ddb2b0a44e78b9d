import { realpath } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { isRunning } from './process-identity.ts'
import { type Log, serverUrl } from './server.ts'

export type Target = { pid: number; port: number; password: string; clusterDir: string }

type Answer = { kind: 'ready' } | { kind: Unready; detail: string }
type Unready = 'silent' | 'refusing' | 'recovering'

/** How long a server may keep giving the same answer. Recovery after a crash can take minutes and says so. */
export const PATIENCE_MS: Readonly<Record<Unready, number>> = {
  silent: 30_000,
  refusing: 5_000,
  recovering: 600_000,
}

const POLL_MS = 30
const CONNECT_MS = 5_000
const SERVER_IS_RECOVERING = '57P03'
const WRONG_PASSWORD = new Set(['28P01', '28000'])

/** Waits until the server accepts our password for our folder ('ready') or its process is gone ('ended'); throws when it does neither in time. */
export async function awaitServer(
  target: Target,
  log: Log,
  patience: Readonly<Record<Unready, number>> = PATIENCE_MS,
): Promise<'ready' | 'ended'> {
  let last: Unready = 'silent'
  let since = performance.now()
  while (isRunning(target.pid)) {
    const answer = await ask(target, Math.min(CONNECT_MS, patience.silent))
    if (answer.kind === 'ready') return 'ready'
    if (answer.kind !== last) {
      last = answer.kind
      since = performance.now()
      if (answer.kind === 'recovering') log(`Waiting for the database server: ${answer.detail}`)
    }
    if (performance.now() - since > patience[answer.kind]) throw new Error(gaveUp(target, answer))
    await pause(POLL_MS)
  }
  return 'ended'
}

async function ask(target: Target, timeoutMs: number): Promise<Answer> {
  const client = new pg.Client({
    connectionString: serverUrl(target.port, target.password),
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  // A connection that breaks while idle is reported here only; the next attempt will show it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    const folder = rows[0]?.data_directory ?? ''
    if ((await resolved(folder)) === (await resolved(target.clusterDir))) return { kind: 'ready' }
    return { kind: 'refusing', detail: `it serves ${folder}` }
  } catch (error) {
    return unready(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function unready(error: unknown): Answer {
  const detail = error instanceof Error ? error.message : String(error)
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
  if (code === SERVER_IS_RECOVERING) return { kind: 'recovering', detail }
  return { kind: WRONG_PASSWORD.has(code) ? 'refusing' : 'silent', detail }
}

function resolved(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder)
}

function gaveUp({ pid, port, clusterDir }: Target, answer: { kind: Unready; detail: string }): string {
  return `The database server of ${clusterDir} runs (process ${pid}, port ${port}) but cannot be used (${answer.kind}: ${answer.detail}). Stop that process, or set DATABASE_URL to another PostgreSQL server.`
}
