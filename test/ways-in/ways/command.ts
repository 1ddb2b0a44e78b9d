import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type ImportProcess, startImport } from '../../faults/import-process.ts'
import type { Letter } from '../letters.ts'
import { Sender } from '../sender.ts'
import type { WayIn } from '../way-in.ts'

type Folder = { path: string; letters: readonly Letter[] }

/** `backupchecks import` on folders of mails, called again until it ends well. */
export const COMMAND: WayIn = {
  name: 'command',
  async open(installation) {
    let running: ImportProcess | null = null
    const sender = new Sender(async (folder: Folder) => {
      running = startImport(installation.env, folder.path)
      const { code, output } = await running.ended
      if (code !== 0) throw new Error(output)
      return 'taken'
    })
    const marks = (folders: readonly Folder[]) =>
      folders.flatMap(({ letters }) => letters.map(({ mark }) => mark))
    let count = 0
    return {
      async deliver(letters) {
        count += 1
        const folder = path.join(installation.folder, `mails-${count}`)
        await mkdir(folder)
        for (const [index, { raw }] of letters.entries())
          await writeFile(path.join(folder, `${String(index).padStart(3, '0')}.eml`), raw)
        sender.accept([{ path: folder, letters }])
      },
      takeIn: () => sender.run(1),
      waiting: async () => marks(sender.queue),
      takenIn: async () => marks(sender.taken),
      refused: () => new Set(),
      strikes: [],
      process: {
        kill: () => running?.kill(),
        ended: async () => void (await running?.ended),
      },
      source: null,
      complaints: async () => [],
      close: async () => running?.kill(),
    }
  },
}
