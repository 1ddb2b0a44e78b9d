import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { startTcpProxy } from '../../support/tcp-proxy.ts'
import type { Letter } from '../letters.ts'
import { Sender } from '../sender.ts'
import { whenWithheld } from '../strikes.ts'
import type { WayIn } from '../way-in.ts'
import { answerOf } from './http.ts'

type Pack = { name: string; bytes: Uint8Array<ArrayBuffer>; letters: readonly Letter[] }

/** Files dropped into the Inbox, a .zip and an .mbox by turns, by somebody who drops them again until it worked. */
export const UPLOAD: WayIn = {
  name: 'upload',
  async open(installation) {
    const line = await startTcpProxy(() => Number(new URL(installation.appUrl()).port))
    const sender = new Sender(async ({ name, bytes }: Pack) => {
      const form = new FormData()
      form.set('file', new Blob([bytes]), name)
      const headers = { cookie: installation.cookie, 'x-requested-with': 'backupchecks' }
      const url = `http://127.0.0.1:${line.port}/api/inbox/upload`
      return answerOf(await fetch(url, { method: 'POST', headers, body: form }))
    })
    const marks = (packs: readonly Pack[]) => packs.flatMap(({ letters }) => letters.map(({ mark }) => mark))
    let count = 0
    return {
      async deliver(letters) {
        count += 1
        const bytes = count % 2 === 0 ? mboxOf(letters) : await zipOf(letters)
        const name = count % 2 === 0 ? `${count}.mbox` : `${count}.zip`
        sender.accept([{ name, bytes: new Uint8Array(bytes), letters }])
      },
      takeIn: () => sender.run(1),
      waiting: async () => marks(sender.queue),
      takenIn: async () => marks(sender.taken),
      refused: () => new Set(marks(sender.refused)),
      strikes: [whenWithheld('stored, and the answer is lost', line, 'answer', /POST \/api/)],
      source: null,
      complaints: async () => [],
      close: () => line.stop(),
    }
  },
}

/** Each mail a file of its own. */
async function zipOf(letters: readonly Letter[]): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  // A mail of one line said over and over is packed as tightly as a bomb, and refused as one.
  for (const [index, { raw }] of letters.entries())
    zip.addBuffer(raw, `mails/${index}.eml`, { compress: raw.byteLength < 1024 * 1024 })
  zip.end()
  return buffer(zip.outputStream)
}

function mboxOf(letters: readonly Letter[]): Buffer {
  const parts = letters.flatMap(({ raw }) => [
    Buffer.from('From mta@customer-1.example Tue Nov 10 02:00:00 2026\r\n'),
    Buffer.from(raw.toString('latin1').replace(/^>*From /gm, '>$&'), 'latin1'),
    Buffer.from('\r\n\r\n'),
  ])
  return Buffer.concat(parts)
}
