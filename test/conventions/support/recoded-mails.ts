import { type MailFields, readMail } from '../../../src/parsers/read-mail.ts'
import { CHARSETS, encodedWords, quotedPrintable } from './mail-encodings.ts'

/** One way a mail may travel that changes nothing of what it says. */
export type Recoding = {
  name: string
  raw: Buffer
  /** One part alone of a mail that says the same twice: what it reports stays, but one of the two may round or wrap more. */
  onePart?: boolean
}

/** The same mail in every encoding that can hold it, and in the wrappings that mail systems give it. */
export function recodings(mail: MailFields): Recoding[] {
  return [...inEncodings(mail), ...withHeaders(mail), ...inParts(mail), ...forwards(mail)]
}

/** The sender of every forward, who is nobody's product. */
export const FORWARDER = 'helpdesk@forwarder.example'

function inEncodings(mail: MailFields): Recoding[] {
  const body = bodyOf(mail)
  return Object.entries(CHARSETS).flatMap(([charset, encode]) =>
    TRANSFERS.flatMap(({ encoding, pack }) => {
      const parts = body.map(({ type, text }) => ({ type, bytes: encode(text) }))
      if (!parts.every((part) => part.bytes !== null)) return []
      const entities = parts.map(({ type, bytes }) =>
        entity(
          [`Content-Type: ${type}; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`],
          [pack(bytes ?? Buffer.alloc(0))],
        ),
      )
      return [{ name: `${charset} in ${encoding}`, raw: message(headersOf(mail), alternatives(entities)) }]
    }),
  )
}

const TRANSFERS: readonly { encoding: string; pack: (bytes: Buffer) => string }[] = [
  { encoding: 'quoted-printable', pack: quotedPrintable },
  { encoding: 'base64', pack: (bytes) => (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n') },
]

function withHeaders(mail: MailFields): Recoding[] {
  const body = alternatives(bodyOf(mail).map(plainEntity))
  const written: Record<string, (text: string) => string> = {
    'headers folded': (text) => text.replace(/ (?=\S)/g, '\r\n '),
    'headers as encoded-words, B': (text) => encodedWords(text, 'B'),
    'headers as encoded-words, Q': (text) => encodedWords(text, 'Q'),
  }
  return Object.entries(written).map(([name, write]) => ({
    name,
    raw: message(headersOf(mail, write), body),
  }))
}

function inParts(mail: MailFields): Recoding[] {
  const headers = headersOf(mail)
  const text = plainEntity({ type: 'text/plain', text: mail.text })
  const html = plainEntity({ type: 'text/html', text: mail.html })
  const picture = entity(
    ['Content-Type: image/png', 'Content-ID: <logo>', 'Content-Transfer-Encoding: base64'],
    ['AAAA'],
  )
  const body = alternatives(bodyOf(mail).map(plainEntity))
  const sent = [
    { name: 'beside a picture', raw: message(headers, multipart('related', [body, picture])) },
    {
      name: 'inside mixed inside mixed',
      raw: message(headers, multipart('mixed', [multipart('mixed', [body])])),
    },
  ]
  if (mail.html === '') {
    const page = plainEntity({ type: 'text/html', text: pageOf(mail.text) })
    return [
      ...sent,
      {
        name: 'with the text once more as HTML',
        raw: message(headers, multipart('alternative', [text, page])),
      },
    ]
  }
  if (mail.text.trim() === '') {
    const empty = plainEntity({ type: 'text/plain', text: '' })
    const placeholder = plainEntity({ type: 'text/plain', text: 'This message is in HTML.' })
    return [
      ...sent,
      { name: 'beside an empty text part', raw: message(headers, multipart('alternative', [empty, html])) },
      { name: 'beside a placeholder', raw: message(headers, multipart('alternative', [placeholder, html])) },
    ]
  }
  const { text: read, plain } = readMail(mail)
  const textSaysIt = read === plain
  return [
    ...sent,
    { name: 'HTML only', raw: message(headers, html), onePart: textSaysIt },
    ...(textSaysIt ? [{ name: 'text only', raw: message(headers, text), onePart: true }] : []),
  ]
}

function forwards(mail: MailFields): Recoding[] {
  const report = message(headersOf(mail), alternatives(bodyOf(mail).map(plainEntity)))
  const attached = [
    entity(['Content-Type: message/rfc822', 'Content-Disposition: attachment'], [report.toString()]),
  ]
  const empty = plainEntity({ type: 'text/plain', text: '\r\n' })
  const once = message(FORWARD, multipart('mixed', [empty, ...attached]))
  const twice = entity(['Content-Type: message/rfc822'], [once.toString()])
  return [
    { name: 'forwarded as an attachment', raw: once },
    { name: 'forwarded as an attachment alone', raw: message(FORWARD, multipart('mixed', attached)) },
    { name: 'forwarded twice', raw: message(FORWARD, multipart('mixed', [twice])) },
  ]
}

const FORWARD = [
  `From: Helpdesk <${FORWARDER}>`,
  'To: reports@msp.example',
  'Subject: FW: report',
  'Date: Wed, 25 Nov 2026 09:00:00 +0100',
]

type Part = { type: 'text/plain' | 'text/html'; text: string }
type Entity = { headers: readonly string[]; body: readonly string[] }

function bodyOf(mail: MailFields): Part[] {
  const text: Part = { type: 'text/plain', text: mail.text }
  const html: Part = { type: 'text/html', text: mail.html }
  if (mail.html === '') return [text]
  return mail.text.trim() === '' ? [html] : [text, html]
}

function headersOf(mail: MailFields, write: (text: string) => string = (text) => text): string[] {
  return [
    `From: ${mail.fromName === '' ? '' : write(`"${mail.fromName}"`.replace(/^"([\w ]+)"$/, '$1'))} <${mail.fromAddress}>`,
    'To: reports@msp.example',
    `Subject: ${write(mail.subject)}`,
    ...(mail.receivedAt === null ? [] : [`Date: ${new Date(mail.receivedAt).toUTCString()}`]),
  ]
}

function message(headers: readonly string[], { headers: more, body }: Entity): Buffer {
  return Buffer.from([...headers, 'MIME-Version: 1.0', ...more, '', ...body].join('\r\n'))
}

function entity(headers: readonly string[], body: readonly string[]): Entity {
  return { headers, body }
}

function plainEntity({ type, text }: Part): Entity {
  return entity([`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: 8bit'], [text])
}

function alternatives(parts: readonly Entity[]): Entity {
  const [only, ...others] = parts
  return only && others.length === 0 ? only : multipart('alternative', parts)
}

function multipart(subtype: string, parts: readonly Entity[]): Entity {
  const boundary = `=_${subtype}-${parts.length}-${parts.reduce((sum, part) => sum + part.body.length, 0)}`
  const body = parts.flatMap((part) => [`--${boundary}`, ...part.headers, '', ...part.body])
  return entity(
    [`Content-Type: multipart/${subtype}; boundary="${boundary}"`],
    [...body, `--${boundary}--`, ''],
  )
}

/** Plain text as a mail gateway turns it into HTML. */
function pageOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const lines = escaped.split(/\r?\n/).map((line) => line.replace(/ {2}/g, '&nbsp; '))
  return `<html><body><div>${lines.join('<br>\r\n')}</div></body></html>`
}
