import type { Document } from 'domhandler'
import { parseHtml, textOf } from './support/html.ts'

/** What is kept of a message and what a parser reads: the same whether it comes from raw bytes or from the stored text and HTML. */
export type MailFields = {
  fromAddress: string
  fromName: string
  subject: string
  /** When the message was received (ISO instant); parsers use it only to settle an ambiguous day/month order. */
  receivedAt: string | null
  text: string
  html: string
  /** Of a report that was forwarded as an attachment: who sent the report itself, and when; parsers see these. */
  original?: { fromAddress: string; fromName: string; receivedAt: string | null } | null
}

export type ReadMail = {
  fromAddress: string
  fromName: string
  /** Unfolded, whitespace runs as one space, NFC. */
  subject: string
  receivedAt: string | null
  /** The text part, normalised; '' when there is none. */
  plain: string
  /** The HTML part as readable text; '' when there is none. */
  htmlText: string
  /** What a person would read: the text part, or the HTML's text where the text part is empty or a mere placeholder. */
  text: string
  /** `text` by lines, trimmed. */
  lines: readonly string[]
  /** The HTML part as a bounded tree; null when there is none. */
  document: Document | null
}

/** Beyond this many characters a body is cut: no report is larger, and time stays bounded. */
const MAX_BODY = 12_000_000

/** The parser's view of a message: charset, line endings, folding and HTML already taken care of; each view is made only when asked for. */
export function readMail(fields: MailFields): ReadMail {
  const plain = lazy(() => normalise(fields.text.slice(0, MAX_BODY)))
  const document = lazy(() => (fields.html.trim() ? parseHtml(fields.html.slice(0, MAX_BODY)) : null))
  const htmlText = lazy(() => {
    const tree = document()
    return tree ? normalise(textOf(tree)) : ''
  })
  const text = lazy(() => (isPlaceholder(plain(), fields.html) ? htmlText() || plain() : plain()))
  const lines = lazy(() =>
    text()
      .split('\n')
      .map((line) => line.trim()),
  )
  const sender = fields.original ?? fields
  return {
    fromAddress: sender.fromAddress.toLowerCase(),
    fromName: sender.fromName,
    subject: normalise(fields.subject).replace(/\s+/g, ' ').trim(),
    receivedAt: sender.receivedAt,
    get plain() {
      return plain()
    },
    get htmlText() {
      return htmlText()
    },
    get text() {
      return text()
    },
    get lines() {
      return lines()
    },
    get document() {
      return document()
    },
  }
}

function normalise(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .replaceAll('\u0000', '')
    .normalize('NFC')
}

/** A text part that only says "this message is in HTML" is not what a person reads. */
function isPlaceholder(plain: string, html: string): boolean {
  const words = plain.trim()
  if (words === '') return true
  return words.length < 200 && /html/i.test(words) && html.trim() !== ''
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
