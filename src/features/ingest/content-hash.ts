import { createHash } from 'node:crypto'
import type { Decoded, DecodedMail } from '../../parsers/decode-mail.ts'
import type { RawMail } from './store.ts'

/** A sender that hears no answer tries again soon; the same words later are another report. */
export const RESEND_MS = 10 * 60_000

/**
 * Equal for the same message however it came: Message-ID and From, To, Date, Subject, body (product.md section 4); of an
 * undecodable message its bytes. Without a Date a time of receipt stands in, so that identical daily mails stay apart.
 * Where that is our own, a second hash is that of a delivery up to `RESEND_MS` earlier, which this one may repeat.
 */
export function contentHashes(mail: RawMail, decoded: Decoded): { own: string; earlier: string | null } {
  if (decoded.kind === 'undecodable') {
    const bytes = mail.raw.subarray(mail.handedOver?.ownTrace ?? 0)
    return { own: createHash('sha256').update('raw\0').update(bytes).digest('hex'), earlier: null }
  }
  const date = dateOf(mail, decoded.mail)
  if (typeof date === 'string') return { own: hashOf(decoded.mail, date), earlier: null }
  const span = Math.floor(date.handedOverAt / RESEND_MS)
  return {
    own: hashOf(decoded.mail, `handed over ${span}`),
    earlier: hashOf(decoded.mail, `handed over ${span - 1}`),
  }
}

/** What tells this message from another one that says the same; a resend keeps every time but ours. */
function dateOf({ receivedAt, handedOver }: RawMail, mail: DecodedMail): string | { handedOverAt: number } {
  if (mail.sentAt) return mail.sentAt
  if (!handedOver || !receivedAt) return mail.topReceivedAt ?? receivedAt ?? ''
  const sendersTime = handedOver.ownTrace > 0 ? mail.earlierReceivedAt : mail.topReceivedAt
  return sendersTime ?? { handedOverAt: Date.parse(receivedAt) }
}

function hashOf(mail: DecodedMail, date: string): string {
  const { messageId, fromAddress, to, subject, text, html } = mail
  const parts = [messageId ?? '', fromAddress, to.join(','), date, subject, text, html]
  return createHash('sha256')
    .update(parts.map((part) => part.replace(/\r\n?/g, '\n').trimEnd()).join('\0'))
    .digest('hex')
}
