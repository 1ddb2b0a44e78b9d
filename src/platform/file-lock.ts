import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

export type FileLock = { release(): void }
type LockMode = 'exclusive' | 'shared'

const POLL_MS = 50
const SQLITE_BUSY = 5

/** Held locks stay reachable from here: a collected database handle would silently drop its lock. */
const held = new Set<DatabaseSync>()

/** Takes the lock on an (always empty) file, waiting up to `patienceMs` for others to let go; undefined when they did not. */
export async function takeFileLock(
  file: string,
  mode: LockMode,
  patienceMs: number,
): Promise<FileLock | undefined> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const lock = tryFileLock(file, mode)
    if (lock !== undefined || performance.now() >= deadline) return lock
    await pause(POLL_MS)
  }
}

/**
 * One attempt at the lock. Node has no file locks of its own, but its SQLite takes the kernel's: they end with the process,
 * however it ends, so there is no stale lock to judge and no race in taking one over.
 */
export function tryFileLock(file: string, mode: LockMode): FileLock | undefined {
  createPrivate(file)
  const database = new DatabaseSync(file)
  try {
    database.exec(mode === 'exclusive' ? 'begin exclusive' : 'begin; select 1 from sqlite_master')
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined
    throw new Error(`Cannot lock ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  held.add(database)
  return {
    release() {
      if (held.delete(database)) database.close()
    },
  }
}

/** An existing file is never opened here: closing it again would drop this process's own lock on it (POSIX rule). */
function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
