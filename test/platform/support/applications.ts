import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

type Held = { pid: number; url: string; adopted: boolean }
export type Application = {
  process: ChildProcess
  /** What it said when it was ready; fails with its error output when it ended instead. */
  held: Promise<Held>
  /** Ends its input, upon which it stops its server and exits; returns the exit code. */
  end(): Promise<number | null>
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>
}

const repository = path.resolve(import.meta.dirname, '../../..')
const running = new Set<ChildProcess>()

/** Starts `hold.ts` as an application of its own; `under` is put before the command (`env -i`, `setpriv …`). */
export function startApplication(
  what: 'open' | 'join' | 'lock',
  dataDir: string,
  options: { under?: string[]; env?: NodeJS.ProcessEnv; checkout?: string; node?: string } = {},
): Application {
  const script = path.join(options.checkout ?? repository, 'test/platform/support/hold.ts')
  const command = [...(options.under ?? []), options.node ?? process.execPath, script, what, dataDir]
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
  })
  running.add(child)
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => {
    running.delete(child)
    return code ?? null
  })
  return {
    process: child,
    held: firstLine(child),
    async end() {
      child.stdin.end()
      return ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** For after a test that failed half-way. */
export function killApplications(): void {
  for (const child of running) child.kill('SIGKILL')
}

function firstLine(child: ChildProcess): Promise<Held> {
  return new Promise((resolve, reject) => {
    let output = ''
    let errors = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('\n')) resolve(JSON.parse(output))
    })
    child.on('close', () => reject(new Error(errors)))
  })
}
