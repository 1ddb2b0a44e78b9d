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
  if (isGone(server)) return true
  process.kill(server.pid, signal)
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    if (isGone(server)) return true
    await pause(POLL_MS)
  }
  return false
}

/** A number that another program has now is a server that ended, and must not be signalled. */
function isGone({ pid, clusterDir }: Stoppable): boolean {
  return !isRunning(pid) || identifyServer(pid, clusterDir) === 'something else'
}
