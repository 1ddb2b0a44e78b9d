import { setTimeout as pause } from 'node:timers/promises'
import type { ImportProcess } from './import-process.ts'
import type { Hold } from './moments.ts'
import { serverProcess } from './observer.ts'
import type { PlannedKill } from './plan.ts'

const PATIENCE_MS = 60_000

/** Kills the application or PostgreSQL, held or after a delay, and waits until the import is gone; fails when it hangs, crashes by itself or claims success. */
export async function carryOut(
  kill: PlannedKill,
  hold: Hold,
  run: ImportProcess,
  dataDir: string,
): Promise<void> {
  if (kill.delayMs !== null) {
    await hold.release()
    await pause(kill.delayMs)
  }
  if (kill.victim === 'application') run.kill()
  else process.kill(await serverProcess(dataDir), 'SIGKILL')
  const { code, output } = await inTime(run)
  if (code === 0) throw new Error(`The import said that it succeeded although it was disturbed: ${output}`)
  if (/^ {4}at /m.test(output))
    throw new Error(`The import crashed instead of saying what is wrong:\n${output}`)
  if (kill.victim === 'application' && kill.delayMs === null) await hold.cutOff()
  await hold.release()
}

async function inTime(run: ImportProcess): Promise<{ code: number | null; output: string }> {
  const timeout = new AbortController()
  const late = pause(PATIENCE_MS, null, { signal: timeout.signal }).catch(() => null)
  const ended = await Promise.race([run.ended, late])
  timeout.abort()
  if (ended === null) throw new Error(`The import still runs ${PATIENCE_MS / 1000} s after the kill.`)
  return ended
}
