import { randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { syncFolder } from './sync-folder.ts'

/** The password kept beside the cluster, undefined where none is kept. */
export async function readPassword(file: string): Promise<string | undefined> {
  try {
    const password = (await readFile(file, 'utf8')).trim()
    return password === '' ? undefined : password
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Keeps a new random password; complete on the disk before it returns, so that no cluster is ever made with a lost one. */
export async function createPassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  const unfinished = `${file}.new`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.chmod(0o600)
    await handle.writeFile(`${password}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
  await syncFolder(path.dirname(file))
  return password
}
