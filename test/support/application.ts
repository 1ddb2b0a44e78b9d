import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

export type Application = {
  url: string
  setupToken: string | null
  child: ChildProcess
  /** Everything the process has printed so far. */
  output(): string
  /** Sends the signal and waits for the end; returns the exit code (null when a signal ended it). */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts the real application (`backupchecks start`, or a script that does so) on a free loopback port and waits until it says that it is ready. */
export async function startApplication(
  dataDir: string,
  more: { command?: 'start' | 'demo'; script?: string; env?: Record<string, string> } = {},
): Promise<Application> {
  const script = more.script ?? path.join(ROOT, 'src/main.ts')
  const child = spawn(process.execPath, [script, more.command ?? 'start'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ...more.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout?.on('data', (chunk) => (printed += chunk))
  child.stderr?.on('data', (chunk) => (printed += chunk))
  const ended = once(child, 'exit')
  const url = await readyUrl(child, () => printed)
  return {
    url,
    setupToken: /Setup token: (\S+)/.exec(printed)?.[1] ?? null,
    child,
    output: () => printed,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      const [code] = await ended
      return code
    },
  }
}

/** The pid of the embedded database server of a data folder; null when it left none. */
export async function postmasterPid(dataDir: string): Promise<number | null> {
  const file = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  return Number(file.split('\n')[0]) || null
}

/** Whether a process is alive; one that ended and only waits for its parent to look is not. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return stat !== null && stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z'
}

async function readyUrl(child: ChildProcess, printed: () => string): Promise<string> {
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    const ready = /is ready at (http:\S+)/.exec(printed())
    // The set-up token is printed right behind the address; the next turn of the loop has both.
    if (ready?.[1] && printed().trimEnd() !== '') {
      await new Promise((resolve) => setTimeout(resolve, 200))
      return ready[1].replace('localhost', '127.0.0.1')
    }
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The application did not get ready:\n${printed()}`)
}
