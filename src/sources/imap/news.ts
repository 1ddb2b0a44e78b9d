import type { ImapFlow } from 'imapflow'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import type { Connection } from './connection.ts'

/** A server may lose a notification, and a firewall a connection: we look ourselves this often. */
const LOOK_MS = 10 * 60_000
/** Where a server ends the IDLE by itself, or refuses it, the next look is not sooner than this. */
const PAUSE_MS = 60_000
/** A server that ends every connection sooner than this does not let us wait. */
const MIN_WAIT_MS = 30_000

/**
 * Resolves when the next new message would get a UID above `known`, with IDLE, or with a NOOP every few minutes where
 * the server has none. `known` of null means: whatever there is now is known.
 */
export async function waitForNews(
  { connection, known }: { connection: Connection; known: number | null },
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  signal.addEventListener('abort', connection.drop)
  try {
    let upTo = known
    for (;;) {
      const { client, folder } = await connection.look()
      upTo ??= folder.uidNext
      if (folder.uidNext > upTo) return
      const begun = performance.now()
      await quietUntil(client, signal)
      if (!client.usable && performance.now() - begun < MIN_WAIT_MS) throw doesNotLetUsWait()
      signal.throwIfAborted()
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', connection.drop)
  }
}

/** Idles until the folder changes, the connection ends, or it is time to look anyway; the next command ends the IDLE. */
async function quietUntil(client: ImapFlow, signal: AbortSignal): Promise<void> {
  const waiting = Promise.withResolvers<void>()
  const wake = () => waiting.resolve()
  let timer = setTimeout(wake, LOOK_MS)
  client.on('exists', wake)
  client.on('close', wake)
  signal.addEventListener('abort', wake)
  try {
    if (!client.usable) return
    const ended = () => {
      clearTimeout(timer)
      timer = setTimeout(wake, PAUSE_MS)
    }
    client.idle().then(ended, wake)
    await waiting.promise
  } finally {
    clearTimeout(timer)
    client.off('exists', wake)
    client.off('close', wake)
    signal.removeEventListener('abort', wake)
  }
}

function doesNotLetUsWait(): MailboxTrouble {
  return new MailboxTrouble(
    'network',
    'The mail server ends the connection while we wait for new messages; they are looked for at intervals instead.',
  )
}
