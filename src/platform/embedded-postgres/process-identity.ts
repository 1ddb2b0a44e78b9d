import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import path from 'node:path'

/** Whether a process with this number runs; one that ended and only waits to be collected counts as gone. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !hasEnded(pid)
}

/** Whether a running process is the server of this cluster: numbers are used again, above all after a reboot or in a container. */
export function identifyServer(
  pid: number,
  clusterDir: string,
): 'this server' | 'something else' | 'unclear' {
  const program = programOf(pid)
  if (program === undefined) return 'unclear'
  if (program !== 'postgres') return 'something else'
  // A server makes its data folder the working folder before it writes its number down.
  const folder = attempt(() => readlinkSync(`/proc/${pid}/cwd`))
  if (folder === undefined) return 'unclear'
  return folder === realpathSync(clusterDir) ? 'this server' : 'something else'
}

function hasEnded(pid: number): boolean {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The state follows the program's name, which stands in parentheses and may hold any character.
  const state = stat?.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  return state === 'Z' || state === 'X'
}

/** The name under which the program was started; a server's children show a title instead ("postgres: writer"). */
function programOf(pid: number): string | undefined {
  const command =
    process.platform === 'linux'
      ? attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0])
      : attempt(() => execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  return command === undefined ? undefined : path.basename(command)
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
