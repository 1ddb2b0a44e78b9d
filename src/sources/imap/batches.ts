import { type MailBatch, MailboxTrouble } from '../../domain/mailbox.ts'
import type { Account, Connection } from './connection.ts'
import { goOnFrom, type ImapCursor } from './cursor.ts'
import { moveMails } from './move.ts'
import { type Part, partsOf } from './parts.ts'
import { refOf, searchUids } from './read-mails.ts'

/** Keeps a command line short enough for every server. */
const MAX_BATCH_MAILS = 500
/** So many messages that cannot be fetched are no accident of theirs. */
const MAX_LEFT = 1000

type World = {
  account: Account
  connection: Connection
  /** Told the UID that the next new message will get. */
  onLook: (uidNext: number) => void
}
type Request = { cursor: unknown; batchSize: number; signal: AbortSignal }

/** See `Mailbox.batches`. When nothing is new this costs one SELECT, however full the folder is. */
export async function* batches(world: World, request: Request): AsyncGenerator<MailBatch> {
  const { signal } = request
  signal.throwIfAborted()
  signal.addEventListener('abort', world.connection.drop)
  try {
    yield* handOver(world, request)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', world.connection.drop)
  }
}

async function* handOver(world: World, request: Request): AsyncGenerator<MailBatch> {
  const { cursor, waiting, end } = await whatIsNew(world, request.cursor)
  const run = { connection: world.connection, uidValidity: cursor.uidValidity }
  const atOnce = Math.min(request.batchSize, MAX_BATCH_MAILS)
  let reached = cursor
  let remaining = waiting.length
  while (remaining > 0) {
    const chunk = waiting.slice(waiting.length - remaining, waiting.length - remaining + atOnce)
    for await (const part of partsOf(run, chunk)) {
      remaining -= part.done.length
      reached = behind(reached, part)
      // What came and went before we looked needs no search next time.
      if (remaining === 0) reached = { ...reached, next: Math.max(reached.next, end) }
      yield batchOf(world, { part, cursor: reached, remaining })
    }
  }
}

/** The messages to hand over, those first that could not be fetched the last time. */
async function whatIsNew(
  { account, connection, onLook }: World,
  kept: unknown,
): Promise<{ cursor: ImapCursor; waiting: number[]; end: number }> {
  const { processedFolder } = account.settings
  const { client, folder } = await connection.look()
  const cursor = goOnFrom(kept, {
    folder: folder.path,
    uidValidity: String(folder.uidValidity),
    moves: processedFolder !== null,
  })
  onLook(folder.uidNext)
  const end = folder.uidNext || cursor.next
  const mayBeNew = folder.exists > 0 && (!folder.uidNext || folder.uidNext > cursor.next)
  const range = `${cursor.next}:${folder.uidNext ? folder.uidNext - 1 : '*'}`
  const found = mayBeNew ? await searchUids(connection, client, { uid: range }) : []
  // A range that ends in * always holds the last message, also one that lies before its beginning.
  return { cursor, waiting: [...cursor.left, ...found.filter((uid) => uid >= cursor.next)], end }
}

function behind(cursor: ImapCursor, { done, broken }: Part): ImapCursor {
  const left = new Set(cursor.left)
  for (const uid of done) left.delete(uid)
  for (const { uid } of broken) left.add(uid)
  if (left.size > MAX_LEFT)
    throw new MailboxTrouble(
      'server',
      `More than ${MAX_LEFT} messages in “${cursor.folder}” cannot be fetched: the mail server needs repair, or they are too large and must be moved away.`,
    )
  return {
    ...cursor,
    left: [...left].sort((a, b) => a - b),
    next: Math.max(cursor.next, (done.at(-1) ?? 0) + 1),
  }
}

function batchOf(
  { account, connection }: World,
  { part, cursor, remaining }: { part: Part; cursor: ImapCursor; remaining: number },
): MailBatch {
  const { uidValidity } = cursor
  const { processedFolder } = account.settings
  const uids = part.mails.map(({ uid }) => uid)
  return {
    mails: part.mails.map(({ ref, receivedAt, raw }) => ({ ref, receivedAt, raw })),
    problems: part.broken.map(({ uid, problem }) => ({ ref: refOf({ uidValidity }, uid), problem })),
    cursor,
    remaining,
    async settle() {
      if (processedFolder !== null) await moveMails(connection, { uidValidity, uids, processedFolder })
    },
  }
}
