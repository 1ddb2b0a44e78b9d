import PostalMime, { type Address, type Attachment, addressParser, type Email } from 'postal-mime'
import type { MailFields } from './read-mail.ts'
import { cleanText } from './support/clean-text.ts'
import { parseHtml, textOf } from './support/html.ts'

/** Larger messages are stored but not decoded. */
export const MAX_DECODED_BYTES = 25 * 1024 * 1024
/** Decoding takes some microseconds a line; an attachment of the largest message has fewer. */
export const MAX_DECODED_LINES = 500_000
const NEWLINE = 10
const MAX_RECIPIENTS = 200
/** A report is looked for in a forward of a forward of a forward; nobody forwards oftener without a word. */
const MAX_FORWARDS = 3

export type DecodedMail = MailFields & {
  /** Every address a copy was meant for (To, Cc, Delivered-To, X-Original-To …), lower case, plus-tags kept, no doubles. */
  recipients: string[]
  /** The addresses of the To header alone, lower case: what the sender wrote, the same over every transport. */
  to: string[]
  /** Without angle brackets; null when there is none. */
  messageId: string | null
  /** The Date header as an ISO instant; null when missing or unreadable. */
  sentAt: string | null
  /** The topmost Received header's time as an ISO instant; null when there is none. */
  topReceivedAt: string | null
  /** That of the Received header below it, by the server before; null when there is none. */
  earlierReceivedAt: string | null
  /** Authentication-Results headers, topmost first, unfolded. */
  authenticationResults: string[]
}

export type Decoded = { kind: 'decoded'; mail: DecodedMail } | { kind: 'undecodable'; reason: string }

/** Raw RFC 5322 bytes → what is kept of the message. Never throws: what cannot be decoded comes back with a reason a person can read. */
export async function decodeMail(raw: Uint8Array): Promise<Decoded> {
  const tooMuch = tooMuchOf(raw)
  if (tooMuch) return { kind: 'undecodable', reason: tooMuch }
  try {
    const email = await parse(raw)
    if (!hasHeaders(email))
      return { kind: 'undecodable', reason: 'No mail headers were found: this is not a mail message.' }
    return { kind: 'decoded', mail: asForwarded(fieldsOf(email), await forwardedIn(email)) }
  } catch (error) {
    return {
      kind: 'undecodable',
      reason: `The message could not be decoded: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

/** Why these bytes are not worth decoding, in words; null when they are. */
function tooMuchOf(raw: Uint8Array): string | null {
  if (raw.byteLength === 0) return 'The message is empty (0 bytes).'
  if (raw.byteLength > MAX_DECODED_BYTES) {
    const size = (raw.byteLength / 1024 / 1024).toFixed(1)
    return `The message is ${size} MB; more than ${MAX_DECODED_BYTES / 1024 / 1024} MB is stored but not read.`
  }
  if (hasMoreLines(raw, MAX_DECODED_LINES))
    return `The message has more than ${MAX_DECODED_LINES} lines; such a message is stored but not read.`
  return null
}

function hasMoreLines(raw: Uint8Array, most: number): boolean {
  let lines = 0
  for (let at = raw.indexOf(NEWLINE); at !== -1 && lines <= most; at = raw.indexOf(NEWLINE, at + 1)) lines++
  return lines > most
}

function parse(raw: Uint8Array | ArrayBuffer | string): Promise<Email> {
  return PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 64 })
}

function hasHeaders(email: Email): boolean {
  return email.headers.some((header) => /^[a-z][a-z0-9-]*$/.test(header.key))
}

/** The message that this one only carries, forwarded as an attachment; null when it has something to say itself (docs/decisions/0014). */
async function forwardedIn(email: Email): Promise<DecodedMail | null> {
  let carried: Email | null = null
  for (let forwards = 0; forwards <= MAX_FORWARDS; forwards++) {
    const attachment = onlyMessageIn(carried ?? email)
    if (!attachment) return carried && fieldsOf(carried)
    const inner = await parse(attachment.content).catch(() => null)
    if (!inner?.from) return null
    carried = inner
  }
  return null
}

function onlyMessageIn(email: Email): Attachment | null {
  const [attachment, ...others] = email.attachments
  if (!attachment || others.length > 0 || !/^message\/(?:rfc822|global)$/.test(attachment.mimeType))
    return null
  return isWordless(email.text ?? '') && isWordless(textOf(parseHtml(email.html ?? ''))) ? attachment : null
}

/** Nothing stands there but perhaps a signature. */
function isWordless(text: string): boolean {
  return /^(?:\s|[\u200b\ufeff])*(?:$|--[ \u00a0]?\r?\n)/.test(text)
}

/** Who sent it, to whom and when stays as the forward says: that decides about identity and trust. What is read is the report. */
function asForwarded(outer: DecodedMail, report: DecodedMail | null): DecodedMail {
  if (!report) return outer
  const { fromAddress, fromName, receivedAt, subject, text, html } = report
  return { ...outer, subject, text, html, original: { fromAddress, fromName, receivedAt } }
}

function fieldsOf(email: Email): DecodedMail {
  const sender =
    mailboxes(email.from ? [email.from] : [])[0] ?? mailboxes(email.sender ? [email.sender] : [])[0]
  const [topReceivedAt = null, earlierReceivedAt = null] = headerValues(email, 'received').map(hopTime)
  const sentAt = instantOf(email.date)
  return {
    fromAddress: cleanText(sender?.address ?? '').toLowerCase(),
    fromName: cleanText(sender?.name ?? ''),
    recipients: recipientsOf(email),
    to: addressesOf(email.to ?? []),
    subject: cleanText(email.subject ?? ''),
    messageId: cleanText(email.messageId ?? '').replace(/^<|>$/g, '') || null,
    sentAt,
    topReceivedAt,
    earlierReceivedAt,
    receivedAt: topReceivedAt ?? sentAt,
    original: null,
    text: cleanText(bodyOf(email.text)),
    html: cleanText(bodyOf(email.html)),
    authenticationResults: headerValues(email, 'authentication-results'),
  }
}

function recipientsOf(email: Email): string[] {
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) =>
    headerValues(email, name).flatMap((value) => addressesOf(addressParser(value))),
  )
  return [...new Set([...delivered, ...addressesOf([...(email.to ?? []), ...(email.cc ?? [])])])].slice(
    0,
    MAX_RECIPIENTS,
  )
}

function addressesOf(addresses: readonly Address[]): string[] {
  return mailboxes(addresses)
    .map((box) => cleanText(box.address).toLowerCase())
    .filter((address) => address.includes('@'))
}

function mailboxes(addresses: readonly Address[]): { name: string; address: string }[] {
  return addresses.flatMap((address) =>
    address.group ? address.group : [{ name: address.name, address: address.address ?? '' }],
  )
}

function headerValues(email: Email, key: string): string[] {
  return email.headers
    .filter((header) => header.key === key)
    .map((header) => header.value.replace(/\s+/g, ' ').trim())
}

/** The time that a mail server notes at the end of its Received header. */
function hopTime(received: string): string | null {
  return instantOf(received.slice(received.lastIndexOf(';') + 1))
}

function instantOf(value: string | undefined): string | null {
  if (!value) return null
  const time = Date.parse(value.replace(/\([^)]*\)/g, ' ').trim())
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** A line end that the reader of quoted-printable adds is one byte: half a character of a body in UTF-16. */
function bodyOf(text = ''): string {
  return text.endsWith('\ufffd') ? text.slice(0, -1) : text
}
