import { randomUUID } from 'node:crypto'
import { chown, readdir, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Puts a mail into a folder as a delivery agent does, with the flags that a mail program would have set since. */
export async function putIntoMaildir(folder: string, raw: Uint8Array, flags = ''): Promise<void> {
  const name = `${Math.floor(Date.now() / 1000)}.${randomUUID()}.mx`
  const draft = path.join(folder, 'tmp', name)
  await writeFile(draft, raw, { mode: 0o600 })
  const { uid, gid } = await stat(folder)
  await chown(draft, uid, gid)
  await rename(draft, flags ? path.join(folder, 'cur', `${name}:2,${flags}`) : path.join(folder, 'new', name))
}

/** What lies in a folder right now, each file with its flags. */
export async function filesInMaildir(folder: string): Promise<{ file: string; flags: string }[]> {
  const parts = ['new', 'cur'].map(async (part) => {
    const names = await readdir(path.join(folder, part)).catch(() => [])
    return names.map((name) => ({
      file: path.join(folder, part, name),
      flags: /:2,([A-Z]*)/.exec(name)?.[1] ?? '',
    }))
  })
  return (await Promise.all(parts)).flat()
}
