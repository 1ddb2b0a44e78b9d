import { awaitServer, type Target } from './await-server.ts'
import { readPassword } from './password.ts'
import type { Place } from './place.ts'
import { disownPostmasterFile, readPostmasterFile } from './postmaster-file.ts'
import { identifyServer, isRunning } from './process-identity.ts'
import { type Log, type Server, serverUrl } from './server.ts'

/** The server that runs on this cluster and takes our password; undefined when none runs, so that one may be started. */
export async function findRunningServer(place: Place, log: Log): Promise<Server | undefined> {
  const file = await readPostmasterFile(place.clusterDir)
  if (file === undefined) return undefined
  if (!isRunning(file.pid) || identifyServer(file.pid, place.clusterDir) === 'something else') {
    log(`The last database server (process ${file.pid}) was killed`)
    await disownPostmasterFile(place.clusterDir)
    return undefined
  }
  const password = await readPassword(place.passwordFile)
  if (password === undefined) throw new Error(noPassword(place, file.pid))
  const target: Target = { ...file, password, clusterDir: place.clusterDir }
  // It was stopping, or was killed while we looked: look again at what it left.
  if ((await awaitServer(target, log)) === 'ended') return findRunningServer(place, log)
  return { pid: file.pid, url: serverUrl(file.port, password) }
}

function noPassword(place: Place, pid: number): string {
  return `A database server runs on ${place.clusterDir} (process ${pid}), but its password file ${place.passwordFile} is missing or empty. Restore that file, or stop that process.`
}
