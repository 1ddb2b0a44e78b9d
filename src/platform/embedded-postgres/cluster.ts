import { chown, lstat, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Account } from './account.ts'
import { createPassword, readPassword } from './password.ts'
import type { Place } from './place.ts'
import type { Programs } from './programs.ts'
import { runProgram } from './run-program.ts'
import { type Log, USER } from './server.ts'
import { syncFolder } from './sync-folder.ts'

/** Makes sure that the folder holds a complete database cluster which belongs to the account, and returns its password. */
export async function ensureCluster(
  place: Place,
  programs: Programs,
  account: Account,
  log: Log,
): Promise<string> {
  if (!(await isCluster(place.clusterDir))) return makeCluster(place, programs, account, log)
  const password = await readPassword(place.passwordFile)
  if (password === undefined) throw new Error(lostPassword(place))
  await giveTo(account, place.clusterDir, log)
  return password
}

async function isCluster(folder: string): Promise<boolean> {
  return (await isThere(path.join(folder, 'PG_VERSION'))) && isThere(path.join(folder, 'global/pg_control'))
}

/**
 * initdb works in a folder of its own that gets its final name only when complete. So a cluster under the final name is never
 * half made, and removing what interrupted attempts left can never remove data.
 */
async function makeCluster(place: Place, programs: Programs, account: Account, log: Log): Promise<string> {
  log(`Making the database in ${path.join(place.shown, 'postgres')}`)
  const password = (await readPassword(place.passwordFile)) ?? (await createPassword(place.passwordFile))
  await removeAttempts(place.clusterDir, log)
  await setAside(place.clusterDir, log)
  const attempt = await mkdtemp(attemptPrefix(place.clusterDir))
  if (account.owner !== undefined) {
    await chown(attempt, account.owner.uid, account.owner.gid)
    await chown(place.passwordFile, account.owner.uid, account.owner.gid)
  }
  const initdb = await runProgram([...account.prefix, programs.initdb, ...initdbOptions(attempt, place)])
  if (!initdb.ok) throw new Error(`PostgreSQL could not make its database: ${initdb.output}`)
  await rename(attempt, place.clusterDir)
  await syncFolder(place.dataDir)
  return password
}

/** All of the locale is named: with an empty environment initdb would otherwise choose SQL_ASCII. */
function initdbOptions(folder: string, place: Place): string[] {
  return [
    `--pgdata=${folder}`,
    `--pwfile=${place.passwordFile}`,
    `--username=${USER}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
}

function attemptPrefix(clusterDir: string): string {
  return `${clusterDir}.new-`
}

async function removeAttempts(clusterDir: string, log: Log): Promise<void> {
  const folder = path.dirname(clusterDir)
  const prefix = path.basename(attemptPrefix(clusterDir))
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue
    log('Clearing away a database that was only half made')
    // An initdb that outlived its parent may still write there; the next start clears what is left.
    await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  }
}

/** Something else under the cluster's name is kept under another name: it was not made here, so it is not ours to remove. */
async function setAside(clusterDir: string, log: Log): Promise<void> {
  const content = await readdir(clusterDir).catch(() => [])
  if (content.length === 0) return
  for (let number = 1; ; number++) {
    const aside = `${clusterDir}.incomplete-${number}`
    if (await isThere(aside)) continue
    log(`${clusterDir} is not a complete database; it is kept as ${aside}`)
    return rename(clusterDir, aside)
  }
}

/** The account can differ from last time, for example after a move into a container without user namespaces. */
async function giveTo({ owner }: Account, clusterDir: string, log: Log): Promise<void> {
  if (owner === undefined || (await lstat(path.join(clusterDir, 'PG_VERSION'))).uid === owner.uid) return
  log(`Handing the database files to user ${owner.uid}`)
  const handed = await runProgram(['chown', '-Rh', `${owner.uid}:${owner.gid}`, clusterDir])
  if (!handed.ok) throw new Error(`Could not hand the database files over: ${handed.output}`)
}

function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false
      throw error
    },
  )
}

function lostPassword(place: Place): string {
  return `The database in ${place.shown} is there, but its password file ${place.passwordFile} is missing or empty. Restore that file from a backup.`
}
