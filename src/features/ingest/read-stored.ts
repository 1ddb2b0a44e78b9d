import type { World } from '../../app/world.ts'
import type { RuleSet } from '../../domain/parser-rule.ts'
import type { MailFields } from '../../parsers/read-mail.ts'
import { type Reading, readFields } from '../../parsers/read-raw.ts'
import type { ParseOutcome, StoredMessage } from './store.queries.ts'

export type StoredReading = {
  id: number
  reading: Reading
  /** What was read: the raw mail while it is kept, else the stored text and HTML. */
  from: 'raw' | 'stored text'
  /** The message as the parsers saw it; null when its bytes cannot be decoded. */
  mail: MailFields | null
}

/** Reads stored messages by the built-in parsers and these rules, in the given order, and changes nothing. */
export async function readStored(
  { mailReader }: Pick<World, 'mailReader'>,
  messages: readonly StoredMessage[],
  rules: RuleSet,
): Promise<StoredReading[]> {
  const withRaw = messages.flatMap(({ id, bytes }) => (bytes ? [{ id, bytes }] : []))
  const readings = await mailReader.readAll(
    withRaw.map(({ bytes }) => bytes),
    rules,
  )
  const fromRaw = new Map(withRaw.map(({ id }, index) => [id, readings[index]]))
  return messages.map((message) => {
    const raw = fromRaw.get(message.id)
    if (!raw) {
      const mail = fieldsOf(message)
      return { id: message.id, reading: readFields(mail, rules), from: 'stored text', mail }
    }
    const { decoded, reading } = raw
    return { id: message.id, reading, from: 'raw', mail: decoded.kind === 'decoded' ? decoded.mail : null }
  })
}

/** What a message was read as, ready to be stored. */
export function parseOutcome(id: number, reading: Reading, from: 'raw' | 'stored text'): ParseOutcome {
  return {
    id,
    parse_state: reading.kind,
    parser_id: reading.kind === 'parsed' ? reading.parserId : null,
    parser_version: reading.kind === 'parsed' ? reading.parserVersion : null,
    parsed: reading.kind === 'parsed' ? reading.results : null,
    parse_error: reading.kind === 'error' ? reading.reason : null,
    parsed_from: from,
  }
}

function fieldsOf(message: StoredMessage): MailFields {
  return {
    fromAddress: message.from_address,
    fromName: message.from_name,
    subject: message.subject,
    receivedAt: message.received_at,
    text: message.text_body,
    html: message.html_body,
  }
}
