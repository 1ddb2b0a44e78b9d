import { setTimeout as pause } from 'node:timers/promises'
import { identifyServer, isRunning } from './process-identity.ts'
import type { Log } from './server.ts'

type Stoppable = { pid: number; clusterDir: string }

/** SIGINT: ends connections, writes everything out. */
const FAST_MS = 60_000
/** SIGQUIT: ends at once; the next start recovers from the log. */
const IMMEDIATE_MS = 15_000
const POLL_MS = 20

/** Ends the server and returns when its process is gone; works for an adopted server, which is no child of ours, as well. */
export async function stopServer(server: Stoppable, log: Log): Promise<void> {
  if (await endsAfter('SIGINT', server, FAST_MS)) return
  log(`The database server (process ${server.pid}) does not end; telling it to stop at once`)
  if (await endsAfter('SIGQUIT', server, IMMEDIATE_MS)) return
  throw new Error(`The database server (process ${server.pid}) does not end.`)
}

async function endsAfter(signal: NodeJS.Signals, server: Stoppable, patienceMs: number): Promise<boolean> {
  // A number that another program has now belongs to a server that ended long ago, and must not be signalled.
  if (!isRunning(server.pid) || identifyServer(server.pid, server.clusterDir) === 'something else')
    return true
  send(signal, server.pid)
  const deadline = performance.now() + patienceMs
  // Only the number counts here: a process on its way out loses its name and folder before it is gone.
  while (isRunning(server.pid)) {
    if (performance.now() > deadline) return false
    await pause(POLL_MS)
  }
  return true
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It ended in this very moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
