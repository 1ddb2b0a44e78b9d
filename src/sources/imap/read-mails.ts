import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow'
import type { FetchedMail } from '../../domain/mailbox.ts'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { type Connection, MAX_MAIL_BYTES } from './connection.ts'
import { uidSet } from './uid-set.ts'

/** A message that lies in the folder; `size` is null when the server does not tell it. */
export type ListedMail = { uid: number; size: number | null; receivedAt: string | null }
/** A message that the server does not hand over, and why. */
export type BrokenMail = { uid: number; problem: string }

/** A connection, and the numbering under which UIDs mean what they mean. */
export type Run = { connection: Connection; uidValidity: string }

/** How large messages are and when they came, ascending; those that were deleted meanwhile are left out. */
export async function listMails(
  run: Run,
  uids: readonly number[],
): Promise<{ mails: ListedMail[]; broken: BrokenMail[] }> {
  const { found, broken } = await fetchEach(run, uids, { uid: true, size: true, internalDate: true })
  const mails = found.map(({ uid, size, internalDate }) => ({
    uid,
    size: size ?? null,
    receivedAt: instantOf(internalDate),
  }))
  return { mails: mails.sort((a, b) => a.uid - b.uid), broken }
}

/** The bytes of messages, in their order, without marking them as read. */
export async function readMails(
  run: Run,
  listed: readonly ListedMail[],
): Promise<{ mails: (FetchedMail & { uid: number })[]; broken: BrokenMail[] }> {
  // The library asks with BODY.PEEK, which leaves the flags alone.
  const asked = listed.map(({ uid }) => uid)
  const { found, broken } = await fetchEach(run, asked, { uid: true, source: true })
  const sources = new Map(found.map(({ uid, source }) => [uid, source]))
  const mails = listed.flatMap(({ uid, receivedAt }) => {
    const raw = sources.get(uid)
    return raw ? [{ uid, ref: refOf(run, uid), receivedAt, raw }] : []
  })
  const missing = asked.filter((uid) => !sources.get(uid) && !broken.some((mail) => mail.uid === uid))
  for (const uid of await stillThere(run, missing))
    broken.push({ uid, problem: 'The server lists this message but does not hand it over.' })
  return { mails, broken }
}

export function refOf({ uidValidity }: Pick<Run, 'uidValidity'>, uid: number): string {
  return `${uidValidity}/${uid}`
}

/** Says so when a message is larger than we take in; null for all others. */
export function sizeProblem({ uid, size }: ListedMail): BrokenMail | null {
  if (size === null || size <= MAX_MAIL_BYTES) return null
  const problem = `The message is ${Math.ceil(size / 1024 / 1024)} MB; more than ${MAX_MAIL_BYTES / 1024 / 1024} MB is not taken in. Delete it or move it away.`
  return { uid, problem }
}

/** With more broken messages in a row it is the server that is broken. */
const MAX_BROKEN_IN_A_ROW = 10

/** Asks for all messages at once, and one by one when that fails, so that a broken one does not stop those behind it. */
async function fetchEach(
  run: Run,
  uids: readonly number[],
  query: FetchQueryObject,
): Promise<{ found: FetchMessageObject[]; broken: BrokenMail[] }> {
  if (uids.length === 0) return { found: [], broken: [] }
  const together = await attempt(run, uids, query)
  if (Array.isArray(together)) return { found: together, broken: [] }
  const found: FetchMessageObject[] = []
  const broken: BrokenMail[] = []
  let inARow = 0
  for (const uid of uids) {
    const alone = await attempt(run, [uid], query)
    if (Array.isArray(alone)) {
      found.push(...alone)
      inARow = 0
      continue
    }
    inARow += 1
    if (inARow > MAX_BROKEN_IN_A_ROW) throw alone
    broken.push({
      uid,
      problem: `The server did not hand over this message; it is asked for again with the next import. ${alone.message}`,
    })
  }
  return { found, broken }
}

/** A failure of the fetch itself comes back; one of the connection that cannot be opened again is thrown. */
async function attempt(
  { connection, uidValidity }: Run,
  uids: readonly number[],
  query: FetchQueryObject,
): Promise<FetchMessageObject[] | MailboxTrouble> {
  const client = await connection.inFolder(uidValidity)
  try {
    return await connection.run(() => client.fetchAll(uidSet(uids), query, { uid: true }))
  } catch (error) {
    if (error instanceof MailboxTrouble && error.kind !== 'throttled') return error
    throw error
  }
}

async function stillThere({ connection, uidValidity }: Run, uids: readonly number[]): Promise<number[]> {
  if (uids.length === 0) return []
  return searchUids(connection, await connection.inFolder(uidValidity), { uid: uidSet(uids) })
}

/** The UIDs that a search finds, ascending. */
export async function searchUids(
  connection: Connection,
  client: ImapFlow,
  query: { uid: string; deleted?: boolean },
): Promise<number[]> {
  return connection.run(async () => {
    const uids = await client.search(query, { uid: true })
    if (!uids) throw connection.refusal()
    return uids
  })
}

function instantOf(date: Date | string | undefined): string | null {
  const time = date === undefined ? Number.NaN : new Date(date).getTime()
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
