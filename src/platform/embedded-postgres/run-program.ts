import { spawn } from 'node:child_process'

type Outcome = { ok: boolean; output: string }

/** What PostgreSQL's programs see: no LANG or LC_* (they would choose encoding and language) and no PG* settings of the person. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH || '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }
}

/** Runs a short program in its own process group, out of reach of Ctrl-C, and returns what it printed. */
export function runProgram(command: readonly string[], options: { cwd?: string } = {}): Promise<Outcome> {
  const [program = '', ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? '/',
      env: plainEnvironment(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code, signal) => {
      resolve({ ok: code === 0, output: signal === null ? output.trim() : `${output.trim()} (${signal})` })
    })
  })
}
