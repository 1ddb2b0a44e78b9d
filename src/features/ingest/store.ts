import type { World } from '../../app/world.ts'
import { receiptOf } from '../../domain/receipt.ts'
import { recipientTag } from '../../domain/recipient-tag.ts'
import type { Decoded } from '../../parsers/decode-mail.ts'
import type { RawReading } from '../../parsers/read-raw.ts'
import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
import { contentHashes, RESEND_MS } from './content-hash.ts'
import { insertNewMessages, type NewMessage, receiptsOf } from './store.queries.ts'

/** A message as a way in hands it over. */
export type RawMail = {
  raw: Uint8Array
  /** The source's own id of the message (Graph immutable id, UIDVALIDITY+UID); null where it has none. */
  sourceRef: string | null
  /** The source's receive time (ISO instant); null where it knows none. */
  receivedAt: string | null
  /** Set where a sender hands the message over and may do so again: then the receive time is ours. `ownTrace`: so many of its first bytes are our own headers. */
  handedOver?: { ownTrace: number }
}

export type Origin = {
  sourceId: number
  importRunId: number | null
  receiveAddress: string | null
  /** Set for what came with the token of one customer: it never becomes a run of another one. */
  boundCustomerId?: number | null
}

export type Stored = { id: number; reading: RawReading['reading'] }

type StoreWorld = Pick<World, 'db' | 'clock' | 'log'>

/**
 * Stores the messages that are new and commits; once this returns, the source may be told that they arrived. Together;
 * when one of them stands in the way, one by one, and that one as its bytes with the reason.
 */
export async function storeMails(
  world: StoreWorld,
  origin: Origin,
  mails: readonly RawMail[],
  readings: readonly RawReading[],
): Promise<{ stored: Stored[]; duplicates: number }> {
  try {
    return await storeTogether(world, origin, mails, readings)
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    world.log.error({ err: error, sourceId: origin.sourceId }, 'messages could not be stored together')
    const sum = { stored: [] as Stored[], duplicates: 0 }
    for (const [index, mail] of mails.entries()) {
      const { stored, duplicates } = await storeAlone(world, origin, mail, readings[index])
      sum.stored.push(...stored)
      sum.duplicates += duplicates
    }
    return sum
  }
}

async function storeAlone(world: StoreWorld, origin: Origin, mail: RawMail, reading: RawReading | undefined) {
  try {
    return await storeTogether(world, origin, [mail], reading ? [reading] : [])
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    const reason = `This message could not be stored as it was read: ${error instanceof Error ? error.message : String(error)}`
    const unread = { decoded: { kind: 'undecodable', reason }, reading: { kind: 'error', reason } } as const
    return storeTogether(world, origin, [mail], [unread])
  }
}

async function storeTogether(
  { db, clock }: StoreWorld,
  origin: Origin,
  mails: readonly RawMail[],
  readings: readonly RawReading[],
): Promise<{ stored: Stored[]; duplicates: number }> {
  const now = clock()
  const rows = new Map<string, { message: NewMessage; raw: Uint8Array; reading: RawReading }>()
  const { hashes, known } = await hashesOf(db, mails, readings)
  mails.forEach((mail, index) => {
    const [reading, hash] = [readings[index], hashes[index]]
    if (!reading || !hash) throw new Error('Every mail needs its reading')
    // Known ones need not travel; those that become known meanwhile are left out by the database.
    if (known.has(hash)) return
    const message = newMessage(origin, mail, reading.decoded, hash, now)
    if (!rows.has(message.content_hash)) rows.set(message.content_hash, { message, raw: mail.raw, reading })
  })
  const raws = new Map([...rows].map(([hash, row]) => [hash, row.raw]))
  const messages = [...rows.values()].map((row) => row.message)
  const ids = await insertNewMessages(db, messages, raws)
  const stored = [...ids].flatMap(([hash, id]) => {
    const row = rows.get(hash)
    return row ? [{ id, reading: row.reading.reading }] : []
  })
  return { stored, duplicates: mails.length - stored.length }
}

/** By what each message is known, a repetition by what its first delivery is known by; and which of that is stored already. */
async function hashesOf(
  db: World['db'],
  mails: readonly RawMail[],
  readings: readonly RawReading[],
): Promise<{ hashes: string[]; known: ReadonlyMap<string, string> }> {
  const both = mails.flatMap((mail, index) => {
    const decoded = readings[index]?.decoded
    return decoded ? [{ ...contentHashes(mail, decoded), mail }] : []
  })
  const known = await receiptsOf(
    db,
    both.flatMap(({ own, earlier }) => (earlier === null ? [own] : [own, earlier])),
  )
  const hashes = both.map(({ own, earlier, mail }) => {
    const first = earlier === null ? undefined : known.get(earlier)
    const isRepeated = first && mail.receivedAt && Date.parse(mail.receivedAt) - Date.parse(first) < RESEND_MS
    return isRepeated && earlier ? earlier : own
  })
  return { hashes, known }
}

function newMessage(origin: Origin, mail: RawMail, decoded: Decoded, hash: string, now: string): NewMessage {
  const fields = decoded.kind === 'decoded' ? decoded.mail : null
  const receipt = receiptOf(
    { source: mail.receivedAt, received: fields?.topReceivedAt ?? null, date: fields?.sentAt ?? null },
    now,
  )
  return {
    source_id: origin.sourceId,
    source_ref: mail.sourceRef,
    import_run_id: origin.importRunId,
    bound_customer_id: origin.boundCustomerId ?? null,
    message_id: fields?.messageId ?? null,
    content_hash: hash,
    from_address: fields?.fromAddress ?? '',
    from_name: fields?.fromName ?? '',
    recipients: fields?.recipients ?? [],
    plus_tag: fields ? recipientTag(fields.recipients, origin.receiveAddress) : null,
    subject: fields?.subject ?? '',
    sent_at: fields?.sentAt ?? null,
    received_at: receipt.receivedAt,
    received_at_origin: receipt.origin,
    received_at_clamped: receipt.clamped,
    text_body: fields?.text ?? '',
    html_body: fields?.html ?? '',
    raw_size: mail.raw.byteLength,
    authentication_results: fields?.authenticationResults ?? [],
  }
}
