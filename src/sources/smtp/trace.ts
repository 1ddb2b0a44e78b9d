/** What is known of a delivery beside the message itself. */
export type Envelope = {
  /** The name that the client gave itself. */
  helo: string
  clientAddress: string
  /** Empty for a message that wants no answer, as reports often are. */
  sender: string
  /** As accepted by us, in lower case, with their plus-tags. */
  recipients: readonly string[]
  /** ESMTP, ESMTPS, ESMTPA or ESMTPSA. */
  protocol: string
  /** Our name towards clients. */
  serverName: string
  id: string
  /** ISO instant. */
  receivedAt: string
}

/**
 * The message as it is stored: with a Return-Path, a Delivered-To for each accepted recipient and a Received header of
 * ours on top. What the message itself claims to have been delivered to is kept under another name, so that the
 * recipients that count (and their plus-tags) are those of the envelope and of To and Cc. `ownTrace` bytes of it are ours.
 */
export function withTrace(message: Buffer, envelope: Envelope): { raw: Buffer; ownTrace: number } {
  const trace = Buffer.from(traceOf(envelope), 'utf8')
  const rest = startsWithHeader(message) ? withoutForeignTrace(message) : [CRLF, message]
  return { raw: Buffer.concat([trace, ...rest]), ownTrace: trace.byteLength }
}

const CRLF = Buffer.from('\r\n')
const SAFE_PATH = /^[^\s<>()"\\,;]+@[^\s<>()"\\,;]+$/

function traceOf(envelope: Envelope): string {
  const { sender, recipients, helo, clientAddress, serverName, protocol, id, receivedAt } = envelope
  const [only] = recipients.length === 1 ? recipients : []
  const lines = [
    `Return-Path: <${SAFE_PATH.test(sender) ? sender : ''}>`,
    ...recipients.map((recipient) => `Delivered-To: ${recipient}`),
    `Received: from ${safeName(helo)} ([${clientAddress}])`,
    `\tby ${safeName(serverName)} (Backupchecks) with ${protocol} id ${id}${only ? `\r\n\tfor <${only}>` : ''};`,
    `\t${new Date(receivedAt).toUTCString().replace('GMT', '+0000')}`,
  ]
  return `${lines.join('\r\n')}\r\n`
}

function safeName(name: string): string {
  return name.replace(/[^\w.:[\]-]/g, '?').slice(0, 255) || 'unknown'
}

/** A message that begins with its text gets an empty line, or the text would be taken for headers. */
function startsWithHeader(message: Buffer): boolean {
  return /^(\r?\n|[!-9;-~]+[ \t]*:)/.test(message.subarray(0, 1000).toString('latin1'))
}

/** The colon may stand behind blanks, and even on the next line. */
const FOREIGN_TRACE = /^(delivered-to|x-original-to|envelope-to|return-path)(?![!-9;-~])/i
const LONGEST_NAME = 'x-original-to '.length
const FIRST_BYTES = new Set(Buffer.from('DdXxEeRr'))
const RENAMED = Buffer.from('X-Foreign-')
/** Longer headers are never decoded, so that nobody reads what they say. */
const MAX_HEADER_BYTES = 8 * 1024 * 1024
const NEWLINE = 0x0a
const RETURN = 0x0d

/** The pieces of a message with its delivery headers renamed; only the header block is looked at. */
function withoutForeignTrace(message: Buffer): Buffer[] {
  const pieces: Buffer[] = []
  let kept = 0
  let line = 0
  while (line < Math.min(message.length, MAX_HEADER_BYTES)) {
    if (isEmptyLine(message, line)) break
    if (isForeignTrace(message, line)) {
      pieces.push(message.subarray(kept, line), RENAMED)
      kept = line
    }
    const end = message.indexOf(NEWLINE, line)
    line = end === -1 ? message.length : end + 1
  }
  return [...pieces, message.subarray(kept)]
}

function isEmptyLine(message: Buffer, at: number): boolean {
  return message[at] === NEWLINE || (message[at] === RETURN && message[at + 1] === NEWLINE)
}

function isForeignTrace(message: Buffer, at: number): boolean {
  return (
    FIRST_BYTES.has(message[at] ?? 0) && FOREIGN_TRACE.test(message.toString('latin1', at, at + LONGEST_NAME))
  )
}
