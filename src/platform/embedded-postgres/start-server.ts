import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { chooseAccount } from './account.ts'
import { awaitServer, type Target } from './await-server.ts'
import { ensureCluster } from './cluster.ts'
import type { Place } from './place.ts'
import { locatePrograms } from './programs.ts'
import { plainEnvironment } from './run-program.ts'
import { type Log, type Server, serverUrl } from './server.ts'
import { openServerLog, readServerLog } from './server-log.ts'
import { serverSettings } from './server-settings.ts'
import { stopServer } from './stop-server.ts'

/** How long children of a killed server may take to notice and end. */
const LEFT_OVERS_MS = 60_000
const PORT_ATTEMPTS = 10

/** Makes the cluster where it is missing and starts a server on it, detached: it outlives this process unless it is stopped. */
export async function startServer(place: Place, log: Log): Promise<Server> {
  const programs = locatePrograms()
  const account = await chooseAccount({ program: programs.postgres, folder: place.dataDir }, log)
  const password = await ensureCluster(place, programs, account, log)
  const command = [...account.prefix, programs.postgres]
  const deadline = performance.now() + LEFT_OVERS_MS
  let waits = 0
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const started = await launch(command, place, port)
    const target: Target = { pid: started.pid, port, password, clusterDir: place.clusterDir }
    if (await becomesReady(target, log)) return { pid: started.pid, url: serverUrl(port, password) }
    const words = await readServerLog(place.logFile, started.logStart)
    if (isPortTaken(words) && attempt < PORT_ATTEMPTS) continue
    if (!isStillInUse(words) || performance.now() > deadline) {
      throw new Error(`The database server did not start (see ${place.logFile}): ${words}`)
    }
    if (waits++ === 0) log('Waiting for processes of the last database server to end')
    await pause(250)
  }
}

async function launch(
  command: readonly string[],
  place: Place,
  port: number,
): Promise<{ pid: number; logStart: number }> {
  const log = await openServerLog(place.logFile)
  try {
    const [program = '', ...prefixed] = command
    // A process group of its own: Ctrl-C in the terminal must not end the server before the application has drained.
    const child = spawn(program, [...prefixed, '-D', place.clusterDir, ...serverSettings(port)], {
      cwd: '/',
      env: plainEnvironment(),
      detached: true,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
    })
    await once(child, 'spawn')
    child.unref()
    if (child.pid === undefined) throw new Error('The database server has no process number.')
    return { pid: child.pid, logStart: log.start }
  } finally {
    await log.handle.close()
  }
}

async function becomesReady(target: Target, log: Log): Promise<boolean> {
  try {
    return (await awaitServer(target, log)) === 'ready'
  } catch (error) {
    await stopServer(target, log)
    throw error
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return address.port
}

/** Somebody else took the port between our look and the server's. */
function isPortTaken(words: string): boolean {
  return words.includes('could not bind') || words.includes('Address already in use')
}

/** Children of a server that was killed still hold its memory; PostgreSQL refuses to start until they are gone. */
function isStillInUse(words: string): boolean {
  return words.includes('is still in use')
}
