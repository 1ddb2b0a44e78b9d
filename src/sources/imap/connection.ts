import { ImapFlow, type MailboxObject } from 'imapflow'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import type { Logger } from '../../platform/log.ts'
import type { ImapSecrets, ImapSettings } from './settings.ts'
import { troubleOf } from './trouble.ts'

export type Account = { settings: ImapSettings; secrets: ImapSecrets }
export type OpenFolder = { client: ImapFlow; folder: MailboxObject }

/** The one connection of an account: opened when it is needed, and again after it broke. */
export type Connection = {
  /** Signed in, whatever folder is open. */
  signedIn(): Promise<ImapFlow>
  /** The incoming folder as it is now; fails when messages shall be moved and it may only be read. */
  look(): Promise<OpenFolder>
  /** The incoming folder, opened before if possible; fails when its UIDs are no longer those of `uidValidity`. */
  inFolder(uidValidity: string): Promise<ImapFlow>
  /** Runs a command; what it fails with is told as a `MailboxTrouble`. */
  run<T>(command: () => Promise<T>, folder?: string): Promise<T>
  /** Why the last command was refused, for those that answer with a mere `false`. */
  refusal(): unknown
  /** Cuts the connection; what is under way fails. */
  drop(): void
  close(): Promise<void>
}

/** Larger messages are left where they are. */
export const MAX_MAIL_BYTES = 50 * 1024 * 1024
const CONNECT_MS = 20_000
const SILENCE_MS = 90_000
/** Servers and firewalls forget an IDLE that lasts longer. */
const MAX_IDLE_MS = 4 * 60_000
const LOGOUT_MS = 2_000

/** Nothing is connected before the first call. */
export function connectionOf(account: Account, { log }: { log: Logger }): Connection {
  const { settings } = account
  const onBreak = (error: Error) => {
    log.warn({ host: settings.host, reason: error.message }, 'an IMAP connection broke')
  }
  let client: ImapFlow | null = null
  let refused: unknown = null

  const run = async <T>(command: () => Promise<T>, folder = settings.incomingFolder): Promise<T> => {
    try {
      return await command()
    } catch (error) {
      throw troubleOf(error, { ...account, folder })
    }
  }
  const drop = () => {
    client?.close()
    client = null
  }
  const signedIn = async () => {
    if (client?.usable) return client
    drop()
    const fresh = newClient(account, (error) => (refused = error))
    // Without a listener a connection that breaks between two commands would end the process.
    fresh.on('error', onBreak)
    client = fresh
    await run(() => fresh.connect())
    return fresh
  }
  const look = async () => {
    const current = await signedIn()
    const readOnly = settings.processedFolder === null
    const folder = await run(() => current.mailboxOpen(settings.incomingFolder, { readOnly }))
    if (folder.readOnly && !readOnly) throw mayOnlyBeRead(settings)
    return { client: current, folder }
  }

  return {
    signedIn,
    look,
    run,
    drop,
    refusal: () => refused ?? new Error('the command was refused'),
    async inFolder(uidValidity) {
      const opened = client?.usable && client.mailbox ? { client, folder: client.mailbox } : await look()
      if (String(opened.folder.uidValidity) !== uidValidity)
        throw new MailboxTrouble(
          'server',
          `The server has numbered the messages of “${settings.incomingFolder}” anew; the next import starts over, and nothing is taken in twice.`,
        )
      return opened.client
    },
    async close() {
      const current = client
      client = null
      if (!current) return
      const limit = setTimeout(() => current.close(), LOGOUT_MS)
      await current.logout().catch(() => {})
      clearTimeout(limit)
      current.close()
    },
  }
}

function newClient({ settings, secrets }: Account, onRefusal: (error: unknown) => void): ImapFlow {
  const { host, port, tls, user } = settings
  const note = (entry: { err?: unknown }) => entry.err && onRefusal(entry.err)
  return new ImapFlow({
    host,
    port,
    secure: tls === 'implicit',
    ...(tls === 'implicit' ? {} : { doSTARTTLS: tls === 'starttls' }),
    auth: { user, ...credentials({ settings, secrets }) },
    tls: { rejectUnauthorized: !settings.allowInvalidCertificate },
    // The library tells the reason of a refused MOVE or COPY to its logger only. Nothing is written to a log.
    logger: { debug: () => {}, info: () => {}, warn: note, error: note },
    clientInfo: { name: 'Backupchecks', version: false, vendor: false, 'support-url': false },
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxIdleTime: MAX_IDLE_MS,
    maxLiteralSize: MAX_MAIL_BYTES + 1024 * 1024,
    maxLineLength: 64 * 1024 * 1024,
    maxResponseSize: 128 * 1024 * 1024,
  })
}

function credentials({ settings, secrets }: Account): { pass: string } | { accessToken: string } {
  if (settings.authentication === 'password' && 'password' in secrets) return { pass: secrets.password }
  if (settings.authentication === 'xoauth2' && 'accessToken' in secrets)
    return { accessToken: secrets.accessToken }
  const missing = settings.authentication === 'password' ? 'password' : 'access token'
  throw new MailboxTrouble('sign-in', `No ${missing} is stored for ${settings.user}: enter it.`)
}

function mayOnlyBeRead({ user, incomingFolder, processedFolder }: ImapSettings): MailboxTrouble {
  return new MailboxTrouble(
    'permission',
    `${user} may read “${incomingFolder}” but not change it, so that nothing can be moved to “${processedFolder}”: grant the right to delete and to insert messages, or choose no processed folder.`,
  )
}
