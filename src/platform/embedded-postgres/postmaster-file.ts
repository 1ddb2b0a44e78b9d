import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What a server writes down about itself while it runs; it stays behind when the server is killed. */
type PostmasterFile = { pid: number; port: number }

/** Larger than any process number that Linux (4194304) or macOS (99998) gives out. */
const NOBODY = 4_194_305

/** The note of the server that runs, or ran, on this cluster; undefined where there is none to go by. */
export async function readPostmasterFile(clusterDir: string): Promise<PostmasterFile | undefined> {
  const lines = await readLines(clusterDir)
  if (lines === undefined) return undefined
  const [pid, , , port] = lines.map(Number)
  if (!isCount(pid) || !isCount(port)) {
    // PostgreSQL will not start over a note it cannot read, which a power failure can leave.
    await rm(fileOf(clusterDir))
    return undefined
  }
  return { pid, port }
}

/**
 * Tells PostgreSQL that the process named in a left-over note is no server: it would take any process with that number for one,
 * even a dead one that waits to be collected. The note itself stays: its last lines let PostgreSQL see children of the old
 * server that still write, which deleting the file would hide.
 */
export async function disownPostmasterFile(clusterDir: string): Promise<void> {
  const lines = await readLines(clusterDir)
  if (lines === undefined) return
  const { mode } = await stat(fileOf(clusterDir))
  const rewritten = `${fileOf(clusterDir)}.new`
  await writeFile(rewritten, [NOBODY, ...lines.slice(1)].join('\n'), { mode })
  await rename(rewritten, fileOf(clusterDir))
}

async function readLines(clusterDir: string): Promise<string[] | undefined> {
  try {
    return (await readFile(fileOf(clusterDir), 'utf8')).split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function fileOf(clusterDir: string): string {
  return path.join(clusterDir, 'postmaster.pid')
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value > 0
}
