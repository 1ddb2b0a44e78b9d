import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { takeFileLock } from './file-lock.ts'

/** Long enough for two processes that start at the same instant to sort out who is first. */
const PATIENCE_MS = 500

/** Claims a data folder for this process until it ends or releases; refused while another process has it. */
export async function lockDataDir(dataDir: string): Promise<{ release(): Promise<void> }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await takeFileLock(path.join(dataDir, 'backupchecks.lock'), 'exclusive', PATIENCE_MS)
  // The number of the holder is only for the message: the lock itself is the kernel's (see file-lock.ts).
  const pidFile = path.join(dataDir, 'backupchecks.pid')
  if (lock === undefined) throw new Error(await refusal(dataDir, pidFile))
  await writeFile(pidFile, `${process.pid}\n`, { mode: 0o600 })
  return {
    async release() {
      await rm(pidFile, { force: true })
      lock.release()
    },
  }
}

async function refusal(dataDir: string, pidFile: string): Promise<string> {
  const pid = (await readFile(pidFile, 'utf8').catch(() => '')).trim()
  const holder = pid === '' ? 'Another Backupchecks' : `Another Backupchecks (process ${pid})`
  return `${holder} already uses ${dataDir}. Stop it first, or choose another folder with DATA_DIR.`
}
