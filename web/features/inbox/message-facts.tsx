import { bytes } from '../../lib/amounts.ts'
import { Facts } from '../../ui/facts.tsx'
import { Instant } from '../../ui/instant.tsx'
import type { Message } from './inbox-search.ts'

const ORIGINS = {
  source: '',
  received: ' (from its Received header)',
  date: ' (from its Date header)',
  arrival: ' (the mail names no time; this is when it came here)',
} as const satisfies Record<Message['receivedAtOrigin'], string>

/** The headers of a message and how it was read. */
export function MessageFacts({ message }: { message: Message }) {
  const { fromName, fromAddress, recipients, receivedAt, receivedAtOrigin, rawKept, rawSize } = message
  return (
    <Facts
      items={[
        ['From', fromName ? `${fromName} <${fromAddress}>` : fromAddress],
        ['To', recipients.join(', ')],
        [
          'Received',
          <span key="received">
            <Instant at={receivedAt} />
            {ORIGINS[receivedAtOrigin]}
          </span>,
        ],
        ['Came by', message.source],
        ['Read by', reader(message)],
        ['Size', rawKept ? bytes(rawSize) : `${bytes(rawSize)}; the raw mail is no longer kept`],
      ]}
    />
  )
}

function reader({ parserId, parserVersion, parsedFrom }: Message): string | null {
  if (!parserId) return null
  const text = parsedFrom === 'stored text' ? ', from the stored text' : ''
  return `${parserId}, version ${parserVersion ?? 1}${text}`
}
