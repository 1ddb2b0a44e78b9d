import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { serverUrl } from '../../src/platform/embedded-postgres/server.ts'

/** A connection of our own to the database that an import works on. */
export type Observer = pg.Client

export type Progress = { messages: number; unread: number; unfiled: number; filed: number; runs: number }

const POLL_MS = 5
/** Nothing here takes longer unless something hangs. */
const PATIENCE_MS = 60_000

/** Where the database is at this moment; null while no server runs. */
export type Whereabouts = () => Promise<string | null>

/** Connects as soon as a server answers; null when `isOver` says so first. */
export async function connectObserver(
  database: Whereabouts,
  isOver: () => boolean,
): Promise<Observer | null> {
  let client: pg.Client | null = null
  const connect = async () => {
    const url = await database()
    client = url === null ? null : await connected(url)
    return client !== null
  }
  return (await until('a database server', connect, isOver)) ? client : null
}

/** How far what is committed has come. */
export async function readProgress(observer: Observer): Promise<Progress> {
  const { rows } = await observer.query<Progress>(`
    select count(*)::int as messages,
      count(*) filter (where parse_state = 'stored')::int as unread,
      count(*) filter (where parse_state <> 'stored' and filed_at is null)::int as unfiled,
      count(filed_at)::int as filed,
      (select count(*)::int from job_runs) as runs
    from mail_messages`)
  const [progress] = rows
  if (!progress) throw new Error('A count has one row.')
  return progress
}

/** Waits until `condition` holds; false when `isOver` says so first. Fails when neither happens for a minute. */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  isOver: () => boolean,
): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await condition())) {
    if (isOver()) return false
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`)
    await pause(POLL_MS)
  }
  return true
}

/** The running server's process number, or the last one's. */
export async function serverProcess(dataDir: string): Promise<number> {
  const pid = Number((await noteOf(dataDir))[0])
  if (!Number.isSafeInteger(pid) || pid <= 1) throw new Error(`No database server has run in ${dataDir}.`)
  return pid
}

/** The embedded server of a data folder, as long as it runs. */
export function serverIn(dataDir: string): Whereabouts {
  return async () => {
    const port = Number((await noteOf(dataDir))[3])
    if (!Number.isSafeInteger(port) || port <= 0) return null
    const password = await readFile(path.join(dataDir, 'postgres.password'), 'utf8')
    return serverUrl(port, password.trim())
  }
}

/** Read as an outsider: the product's own reader tidies up and counts on its lock. */
async function noteOf(dataDir: string): Promise<string[]> {
  const note = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  return note.split('\n')
}

async function connected(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  // A server that is killed takes this connection along; the next query or connect will show it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch {
    await client.end().catch(() => undefined)
    return null
  }
}
