import { createHash } from 'node:crypto'
import type { World } from '../../app/world.ts'
import { receiptOf } from '../../domain/receipt.ts'
import { recipientTag } from '../../domain/recipient-tag.ts'
import type { Decoded } from '../../parsers/decode-mail.ts'
import type { RawReading } from '../../parsers/read-raw.ts'
import { insertNewMessages, type NewMessage } from './store.queries.ts'

/** A message as a way in hands it over. */
export type RawMail = {
  raw: Uint8Array
  /** The source's own id of the message (Graph immutable id, UIDVALIDITY+UID); null where it has none. */
  sourceRef: string | null
  /** The source's receive time (ISO instant); null where it knows none. */
  receivedAt: string | null
}

export type Origin = {
  sourceId: number
  importRunId: number | null
  receiveAddress: string | null
  /** Set for what came with the token of one customer: it never becomes a run of another one. */
  boundCustomerId?: number | null
}

export type Stored = { id: number; reading: RawReading['reading'] }

/** Stores the messages that are new and commits; once this returns, the source may be told that they arrived. */
export async function storeMails(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  origin: Origin,
  mails: readonly RawMail[],
  readings: readonly RawReading[],
): Promise<{ stored: Stored[]; duplicates: number }> {
  const now = clock()
  const rows = new Map<string, { message: NewMessage; raw: Uint8Array; reading: RawReading }>()
  mails.forEach((mail, index) => {
    const reading = readings[index]
    if (!reading) throw new Error('Every mail needs its reading')
    const message = newMessage(origin, mail, reading.decoded, now)
    if (!rows.has(message.content_hash)) rows.set(message.content_hash, { message, raw: mail.raw, reading })
  })
  const raws = new Map([...rows].map(([hash, row]) => [hash, row.raw]))
  const ids = await db.transaction().execute((tx) =>
    insertNewMessages(
      tx,
      [...rows.values()].map((row) => row.message),
      raws,
    ),
  )
  const stored = [...ids].flatMap(([hash, id]) => {
    const row = rows.get(hash)
    return row ? [{ id, reading: row.reading.reading }] : []
  })
  return { stored, duplicates: mails.length - stored.length }
}

function newMessage(origin: Origin, mail: RawMail, decoded: Decoded, now: string): NewMessage {
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
    content_hash: contentHash(mail, decoded),
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

/**
 * Equal for the same message however it came: Message-ID and From, To, Date, Subject, body (product.md section 4); of an
 * undecodable message its bytes. Without a Date the time of receipt stands in, so that identical daily mails stay apart.
 */
export function contentHash(mail: RawMail, decoded: Decoded): string {
  const hash = createHash('sha256')
  if (decoded.kind === 'undecodable') return hash.update('raw\0').update(mail.raw).digest('hex')
  const { messageId, fromAddress, to, sentAt, topReceivedAt, subject, text, html } = decoded.mail
  const date = sentAt ?? topReceivedAt ?? mail.receivedAt ?? ''
  const parts = [messageId ?? '', fromAddress, to.join(','), date, subject, text, html]
  return hash.update(parts.map((part) => part.replace(/\r\n?/g, '\n').trimEnd()).join('\0')).digest('hex')
}
