import { type Place, preparePlace } from './embedded-postgres/place.ts'
import { findRunningServer } from './embedded-postgres/running-server.ts'
import type { Log, Server } from './embedded-postgres/server.ts'
import { startServer } from './embedded-postgres/start-server.ts'
import { stopServer } from './embedded-postgres/stop-server.ts'
import { type FileLock, takeFileLock, tryFileLock } from './file-lock.ts'

export type EmbeddedPostgres = {
  url: string
  /** The server was already running, left over or kept by another command. */
  adopted: boolean
  pid: number
  /** Ends the server and waits for it, unless another process still uses it. */
  stop(): Promise<void>
  /** Lets go of the server and leaves it running. */
  release(): void
}

/** How long one command waits while another starts or stops the same server. */
const TURN_PATIENCE_MS = 120_000

/** Adopts the database server that runs on this data folder, or makes and starts one; whoever calls it is in charge of stopping it. */
export async function openEmbeddedPostgres(options: {
  dataDir: string
  log: Log
}): Promise<EmbeddedPostgres> {
  return enter(await preparePlace(options.dataDir), options.log, 'in charge')
}

/** Uses the server that runs on this data folder and leaves it as found; without one, starts one for itself. */
export async function joinEmbeddedPostgres(options: {
  dataDir: string
  log?: Log
}): Promise<EmbeddedPostgres> {
  return enter(await preparePlace(options.dataDir), options.log ?? (() => undefined), 'as a guest')
}

async function enter(place: Place, log: Log, role: 'in charge' | 'as a guest'): Promise<EmbeddedPostgres> {
  const turn = await takeTurn(place)
  try {
    const found = await findRunningServer(place, log)
    const inUse = isUsed(place)
    if (found === undefined && inUse) throw new Error(unreachable(place))
    if (found !== undefined) log(`Using the database server that already runs (process ${found.pid})`)
    const server = found ?? (await startServer(place, log))
    const share = tryFileLock(place.usersLock, 'shared')
    if (share === undefined) throw new Error(`Cannot register as a user of ${place.shown}.`)
    // A guest that met other users may outlive the one in charge: the duty to stop the server is then the guest's.
    const mayStop = role === 'in charge' || found === undefined || inUse
    return handle({ place, log, server, share, mayStop, adopted: found !== undefined })
  } finally {
    turn.release()
  }
}

type Stay = { place: Place; log: Log; server: Server; share: FileLock; mayStop: boolean; adopted: boolean }

function handle(stay: Stay): EmbeddedPostgres {
  let left: Promise<void> | undefined
  return {
    url: stay.server.url,
    adopted: stay.adopted,
    pid: stay.server.pid,
    stop() {
      left ??= leave(stay)
      return left
    },
    release() {
      left ??= Promise.resolve()
      stay.share.release()
    },
  }
}

async function leave({ place, log, server, share, mayStop }: Stay): Promise<void> {
  if (!mayStop) return share.release()
  const turn = await takeTurn(place)
  try {
    share.release()
    if (isUsed(place)) return log('The database server stays up: another command still uses it')
    await stopServer({ pid: server.pid, clusterDir: place.clusterDir }, log)
  } finally {
    turn.release()
  }
}

/** Finding, starting and stopping happen one process at a time, so that nobody adopts a server that is about to be stopped. */
async function takeTurn(place: Place): Promise<FileLock> {
  const turn = await takeFileLock(place.turnLock, 'exclusive', TURN_PATIENCE_MS)
  if (turn !== undefined) return turn
  throw new Error(
    `Another command has been starting or stopping the database server in ${place.shown} for more than ${TURN_PATIENCE_MS / 60_000} minutes.`,
  )
}

/** Every user holds a shared lock for as long as it lives; so the exclusive one is free only when there is none. */
function isUsed(place: Place): boolean {
  const alone = tryFileLock(place.usersLock, 'exclusive')
  alone?.release()
  return alone === undefined
}

// Starting a second server on the same files would destroy them, and PostgreSQL's own check does not see into other containers.
function unreachable(place: Place): string {
  return `Another process uses the database in ${place.shown}, but its server does not run or cannot be seen from here (another container?). Stop that process first.`
}
