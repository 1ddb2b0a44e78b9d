import { ImapFlow } from 'imapflow'
import type { MailBatch, Mailbox } from '../../src/domain/mailbox.ts'
import { createLogger } from '../../src/platform/log.ts'
import { type ImapSettings, openImapMailbox } from '../../src/sources/imap/index.ts'
import { type Dovecot, MAIL_PASSWORD, MAIL_USER } from './dovecot-server.ts'

/** Settings that fit a test's server: INBOX, and `Done` for what was taken in. */
export function settingsFor(server: Pick<Dovecot, 'port'>, more: Partial<ImapSettings> = {}): ImapSettings {
  return {
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    user: MAIL_USER,
    authentication: 'password',
    incomingFolder: 'INBOX',
    processedFolder: 'Done',
    ...more,
  }
}

/** The product's mailbox on a test's server. */
export function mailboxOn(server: Pick<Dovecot, 'port'>, more: Partial<ImapSettings> = {}): Mailbox {
  return openImapMailbox(
    settingsFor(server, more),
    { password: MAIL_PASSWORD },
    { log: createLogger('silent') },
  )
}

/** Takes in everything as an import does: settles each batch, then keeps its cursor. */
export async function importAll(
  mailbox: Mailbox,
  request: { cursor?: unknown; batchSize?: number; onBatch?: (batch: MailBatch) => Promise<void> } = {},
): Promise<{ subjects: string[]; batches: MailBatch[]; cursor: unknown }> {
  const taken: MailBatch[] = []
  let cursor: unknown = request.cursor ?? null
  const signal = new AbortController().signal
  for await (const batch of mailbox.batches({ cursor, batchSize: request.batchSize ?? 100, signal })) {
    await request.onBatch?.(batch)
    await batch.settle()
    cursor = batch.cursor
    taken.push(batch)
  }
  return { subjects: taken.flatMap(subjectsOf), batches: taken, cursor }
}

export function subjectsOf(batch: MailBatch): string[] {
  return batch.mails.map(
    ({ raw }) => /^Subject: (.*?)\r?$/m.exec(Buffer.from(raw).toString('latin1'))?.[1] ?? '',
  )
}

/** A plain report; `size` pads its body. */
export function report(subject: string, size = 0): string {
  const line = `${'x'.repeat(76)}\r\n`
  return `From: backup@customer-a.example\r\nTo: ${MAIL_USER}\r\nDate: Tue, 10 Nov 2026 02:00:00 +0000\r\nSubject: ${subject}\r\n\r\nDone.\r\n${line.repeat(Math.ceil(size / line.length))}`
}

/** Does something with the account as another mail program would. */
export async function asOtherProgram<T>(
  server: Pick<Dovecot, 'port'>,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: MAIL_USER, pass: MAIL_PASSWORD },
    logger: false,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout().catch(() => {})
  }
}

/** Puts mails into a folder, one after the other. */
export async function put(
  server: Pick<Dovecot, 'port'>,
  mails: readonly string[],
  folder = 'INBOX',
): Promise<void> {
  await asOtherProgram(server, async (client) => {
    for (const mail of mails) await client.append(folder, mail)
  })
}

/** Subject and flags of what lies in a folder. */
export async function look(
  server: Pick<Dovecot, 'port'>,
  folder = 'INBOX',
): Promise<{ subject: string; flags: string[] }[]> {
  return asOtherProgram(server, async (client) => {
    const { exists } = await client.mailboxOpen(folder, { readOnly: true })
    if (exists === 0) return []
    const found = await client.fetchAll('1:*', { envelope: true, flags: true })
    return found.map(({ envelope, flags }) => ({
      subject: envelope?.subject ?? '',
      flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort(),
    }))
  })
}

/** Empties folders, so that a test begins with nothing. */
export async function empty(server: Pick<Dovecot, 'port'>, ...folders: string[]): Promise<void> {
  await asOtherProgram(server, async (client) => {
    for (const folder of folders) {
      const { exists } = await client.mailboxOpen(folder)
      if (exists > 0) await client.messageDelete('1:*')
    }
  })
}
