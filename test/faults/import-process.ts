import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export type ImportProcess = {
  /** Resolves when the process is gone; `code` is null when it was killed. */
  ended: Promise<{ code: number | null; output: string }>
  hasEnded(): boolean
  /** SIGKILL to its whole process group; the database server has one of its own. */
  kill(): void
}

const repository = path.resolve(import.meta.dirname, '../..')
const running = new Set<ImportProcess>()

/** Starts `backupchecks import` on a folder of mails, in a process group of its own; `env` says which database it works on. */
export function startImport(env: Record<string, string>, mailFolder: string): ImportProcess {
  const child = spawn(process.execPath, [path.join(repository, 'src/main.ts'), 'import', mailFolder], {
    cwd: repository,
    env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let gone = false
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const started: ImportProcess = {
    ended: once(child, 'close').then(([code]: (number | null)[]) => {
      gone = true
      running.delete(started)
      return { code: code ?? null, output: output.trim() }
    }),
    hasEnded: () => gone,
    kill() {
      if (!gone && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    },
  }
  running.add(started)
  return started
}

/** For after a trial that failed half-way. */
export function killImports(): void {
  for (const each of running) each.kill()
}
