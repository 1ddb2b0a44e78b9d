import type { Mailbox } from '../../domain/mailbox.ts'
import type { Logger } from '../../platform/log.ts'
import { batches } from './batches.ts'
import { type Account, type Connection, connectionOf } from './connection.ts'
import { listFolders } from './folders.ts'
import { waitForNews } from './news.ts'
import type { ImapSecrets, ImapSettings } from './settings.ts'

/**
 * A folder of an IMAP account. It connects with the first call and again whenever the connection broke; its cursor is
 * valid for this folder only. One method at a time.
 */
export function openImapMailbox(
  settings: ImapSettings,
  secrets: ImapSecrets,
  outside: { log: Logger },
): Mailbox {
  const account = { settings, secrets }
  const connection = connectionOf(account, outside)
  let known: number | null = null
  const onLook = (uidNext: number) => {
    known = uidNext
  }
  return {
    test: () => test(connection, account),
    folders: () => listFolders(connection),
    batches: (request) => batches({ account, connection, onLook }, request),
    waitForNews: (signal) => waitForNews({ connection, known }, signal),
    close: () => connection.close(),
  }
}

async function test(connection: Connection, { settings }: Account): Promise<string> {
  const { client, folder } = await connection.look()
  const { host, user, incomingFolder, processedFolder } = settings
  const found = `Signed in to ${host} as ${user}. “${incomingFolder}” holds ${folder.exists} ${folder.exists === 1 ? 'message' : 'messages'}`
  if (processedFolder === null) return `${found}; what is taken in stays there.`
  await connection.run(async () => {
    if (!(await client.status(processedFolder, { messages: true }))) throw connection.refusal()
  }, processedFolder)
  return `${found}; what is taken in is moved to “${processedFolder}”.`
}
