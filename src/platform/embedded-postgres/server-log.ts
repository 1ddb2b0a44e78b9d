import { type FileHandle, open, rename, stat } from 'node:fs/promises'

const ROTATE_BYTES = 10 * 1024 * 1024
const TAIL_BYTES = 4_096

/** The open log of the server and where this start begins in it; one earlier log is kept when it has grown large. */
export async function openServerLog(file: string): Promise<{ handle: FileHandle; start: number }> {
  const size = await stat(file).then(
    (stats) => stats.size,
    () => 0,
  )
  if (size > ROTATE_BYTES) await rename(file, `${file}.1`)
  const handle = await open(file, 'a', 0o600)
  return { handle, start: (await handle.stat()).size }
}

/** What the server has said since `start`, at most the last few lines. */
export async function readServerLog(file: string, start: number): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const from = Math.max(start, size - TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from)
    return buffer.toString('utf8', 0, bytesRead).trim()
  } finally {
    await handle.close()
  }
}
