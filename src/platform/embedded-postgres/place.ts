import { mkdir, realpath } from 'node:fs/promises'
import path from 'node:path'

/** Where the embedded server keeps its things; absolute paths. */
export type Place = {
  /** The data folder as the person wrote it, for messages. */
  shown: string
  dataDir: string
  clusterDir: string
  passwordFile: string
  logFile: string
  turnLock: string
  usersLock: string
}

/** Makes the data folder where it is missing (only its owner may enter) and names the paths in it. */
export async function preparePlace(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const folder = await realpath(dataDir)
  return {
    shown: dataDir,
    dataDir: folder,
    clusterDir: path.join(folder, 'postgres'),
    passwordFile: path.join(folder, 'postgres.password'),
    logFile: path.join(folder, 'postgres.log'),
    turnLock: path.join(folder, 'postgres.turn.lock'),
    usersLock: path.join(folder, 'postgres.users.lock'),
  }
}
