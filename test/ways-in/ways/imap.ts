import { open } from 'node:fs/promises'
import { createSource } from '../../../src/features/sources/sources.ts'
import { ANNA } from '../../support/cast.ts'
import { type Dovecot, MAIL_PASSWORD } from '../../support/dovecot.ts'
import { asOtherProgram, settingsFor } from '../../support/imap-account.ts'
import { filesInMaildir, putIntoMaildir } from '../../support/maildir.ts'
import { startTcpProxy } from '../../support/tcp-proxy.ts'
import { importOnce } from '../import-once.ts'
import { markIn } from '../letters.ts'
import { whenWithheld } from '../strikes.ts'
import type { WayIn } from '../way-in.ts'

/** A mailbox on a real Dovecot, over a line that can be held. */
export const imapOn = (dovecot: Dovecot): WayIn => ({
  name: 'imap',
  async open(installation) {
    // The folders are made when somebody first looks.
    await asOtherProgram(dovecot, (client) => client.mailboxOpen('INBOX'))
    const line = await startTcpProxy(() => dovecot.port)
    const sourceId = await createSource(installation.world, ANNA, {
      name: 'Dovecot',
      connection: { kind: 'imap', settings: settingsFor(line), secret: MAIL_PASSWORD },
      ...{ enabled: true, autoImport: false, intervalMinutes: 15, batchSize: 3 },
      trustedAuthenticationServer: null,
    })
    const flagsGiven = new Map<string, string>()
    const inbox = () => lettersIn(dovecot.maildir)
    const done = () => lettersIn(`${dovecot.maildir}/.Done`)

    return {
      async deliver(letters) {
        for (const [index, { mark, raw }] of letters.entries()) {
          const flags = FLAGS[index % FLAGS.length] ?? ''
          if (!flagsGiven.has(mark)) flagsGiven.set(mark, flags)
          await putIntoMaildir(dovecot.maildir, raw, flagsGiven.get(mark) ?? '')
        }
      },
      takeIn: () => importOnce(installation, sourceId),
      waiting: async () => (await inbox()).map(({ mark }) => mark),
      takenIn: async () => (await done()).map(({ mark }) => mark),
      refused: () => new Set(),
      strikes: [
        whenWithheld('before it is moved', line, 'request', / MOVE /),
        whenWithheld('moved, and nobody heard', line, 'answer', / MOVE /),
      ],
      source: { down: () => dovecot.stop(), up: () => dovecot.start() },
      async complaints() {
        const changed = (await done()).filter(({ mark, flags }) => flags !== flagsGiven.get(mark))
        return changed.map(({ mark, flags }) => `${mark} has the flags "${flags}" now`)
      },
      close: () => line.stop(),
    }
  },
})

/** Every letter has its mark in them. */
const MARKED_BYTES = 8000
/** Unread, read, read and flagged: whatever people do in the mailbox. */
const FLAGS = ['', 'S', 'FS']

async function lettersIn(folder: string): Promise<{ mark: string; flags: string }[]> {
  const letters: { mark: string; flags: string }[] = []
  for (const { file, flags } of await filesInMaildir(folder)) {
    const mark = await markOf(file)
    if (mark !== null) letters.push({ mark, flags })
  }
  return letters
}

/** Null when it was moved while we looked. */
async function markOf(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null)
  if (!handle) return null
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MARKED_BYTES), 0, MARKED_BYTES, 0)
    return markIn(buffer.subarray(0, bytesRead)) ?? 'unknown'
  } finally {
    await handle.close()
  }
}
