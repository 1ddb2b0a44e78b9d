import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readPostmasterFile } from '../../../src/platform/embedded-postgres/postmaster-file.ts'
import { identifyServer, isRunning } from '../../../src/platform/embedded-postgres/process-identity.ts'
import { stopServer } from '../../../src/platform/embedded-postgres/stop-server.ts'

const made: string[] = []

/** A new folder that only its owner may enter; `owner` is a user number, the current user otherwise. */
export async function makeFolder(options: { owner?: number; mode?: number } = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'embedded-postgres-'))
  made.push(folder)
  if (options.owner !== undefined) await chown(folder, options.owner, options.owner)
  await chmod(folder, options.mode ?? 0o700)
  return folder
}

/** Ends the servers that a failed test left in its folders, and removes the folders. */
export async function removeFolders(): Promise<void> {
  for (const folder of made.splice(0)) {
    for (const clusterDir of [path.join(folder, 'postgres'), path.join(folder, 'data/postgres')]) {
      const left = await readPostmasterFile(clusterDir)
      const isOurs = left && isRunning(left.pid) && identifyServer(left.pid, clusterDir) === 'this server'
      if (isOurs) await stopServer({ pid: left.pid, clusterDir }, () => undefined)
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}

/** Waits until a condition holds; fails after `patienceMs`. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  patienceMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`)
    await pause(10)
  }
}

/** The process group that a signal from the terminal would go to. */
export async function processGroupOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
}
