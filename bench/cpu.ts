import { readdir, readFile } from 'node:fs/promises'

/** Linux counts in hundredths of a second, whatever the kernel was built with. */
const TICKS_PER_SECOND = 100

export type CpuWatch = () => Promise<string>

/** Watches what processes, given by name and number, and all their children use, each counted once; says it in words when asked. On a machine that others use too, this tells more than the clock. */
export async function watchCpu(processes: Record<string, number>): Promise<CpuWatch> {
  const before = await secondsOf(Object.values(processes))
  return async () => {
    const after = await secondsOf(Object.values(processes))
    const used = Object.entries(processes).map(
      ([name, pid]) => `${name} ${((after.get(pid) ?? 0) - (before.get(pid) ?? 0)).toFixed(1)} s`,
    )
    return `CPU: ${used.join(', ')}`
  }
}

/** How many seconds of a processor these processes and all their children have used so far. */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  const used = await secondsOf(pids)
  return pids.reduce((sum, pid) => sum + (used.get(pid) ?? 0), 0)
}

type Process = { pid: number; parent: number; seconds: number }

/** What each of these and its descendants have used so far, with those that ended and were waited for. */
async function secondsOf(roots: readonly number[]): Promise<Map<number, number>> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const processes = (await Promise.all(names.map(readProcess))).flatMap((found) => found ?? [])
  const children = Map.groupBy(processes, ({ parent }) => parent)
  const own = new Map(processes.map(({ pid, seconds }) => [pid, seconds]))
  const sum = (pid: number): number =>
    (children.get(pid) ?? [])
      .filter((child) => !roots.includes(child.pid))
      .reduce((total, child) => total + sum(child.pid), own.get(pid) ?? 0)
  return new Map(roots.map((pid) => [pid, sum(pid)]))
}

async function readProcess(name: string): Promise<Process | null> {
  const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null)
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [parent = 0, ...ticks] = [fields[1], ...fields.slice(11, 15)].map(Number)
  return { pid: Number(name), parent, seconds: ticks.reduce((a, b) => a + b, 0) / TICKS_PER_SECOND }
}
