import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'

const ROOT = path.resolve(import.meta.dirname, '../..')

export type Outcome = { code: number | null; stdout: string; stderr: string }

/** Runs `backupchecks …` as a person would, with nothing in the environment but what is given. */
export async function runCommand(
  argv: readonly string[],
  env: Record<string, string> = {},
  input = '',
): Promise<Outcome> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/backupchecks.js'), ...argv], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}
