import type { World } from '../../app/world.ts'
import { type Mailbox, MailboxTrouble, type MailFolder } from '../../domain/mailbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Connection, type MailboxKind, requireSecret, secretsFor } from './connection.ts'
import { testListener } from './listener.ts'
import { badSettings } from './settings.ts'
import { readSource } from './sources.queries.ts'

type TryWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader' | 'vault' | 'openMailbox'>
type Tried = { connection: Connection; sourceId?: number | undefined }

/** Tries a connection as typed, with the stored secret of `sourceId` where none is; what is wrong is an answer, not a fault. */
export async function testConnection(
  world: TryWorld,
  tried: Tried,
): Promise<{ ok: boolean; message: string }> {
  const { connection } = tried
  if (connection.kind === 'smtp') return testListener(world, tried)
  try {
    const mailbox = await openTried(world, { ...tried, kind: connection.kind })
    return { ok: true, message: await used(mailbox, () => mailbox.test()) }
  } catch (error) {
    if (error instanceof MailboxTrouble || error instanceof Refusal)
      return { ok: false, message: error.message }
    throw error
  }
}

/** The folders of a mailbox, also before any is chosen. */
export async function foldersOf(world: TryWorld, tried: Tried): Promise<MailFolder[]> {
  const { connection } = tried
  if (connection.kind === 'smtp')
    throw new Refusal('no_folders', 'The SMTP listener has no folders.', { status: 422 })
  const settings = { ...connection.settings, ...ANY_FOLDER[connection.kind] }
  const request = { ...tried, kind: connection.kind, connection: { ...connection, settings } }
  const mailbox = await openTried(world, request)
  try {
    return await used(mailbox, () => mailbox.folders())
  } catch (error) {
    if (error instanceof MailboxTrouble) throw new Refusal('mailbox_trouble', error.message, { status: 422 })
    throw error
  }
}

/** The tree is the same whichever folders are chosen; these exist in every mailbox. */
const ANY_FOLDER: Record<MailboxKind, object> = {
  imap: { incomingFolder: 'INBOX', processedFolder: null },
  graph: { incomingFolderId: null, processedFolderId: null },
}

async function openTried(world: TryWorld, tried: Tried & { kind: MailboxKind }): Promise<Mailbox> {
  const source = tried.sourceId === undefined ? null : await readSource(world.db, tried.sourceId)
  const secrets = secretsFor(world, tried.connection, source)
  requireSecret(tried.kind, secrets)
  try {
    return world.openMailbox(tried.kind, tried.connection.settings, secrets.secret ?? null)
  } catch (error) {
    throw badSettings(error)
  }
}

async function used<T>(mailbox: Mailbox, use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } finally {
    await mailbox.close().catch(() => {})
  }
}
