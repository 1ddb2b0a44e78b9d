import { isSharedRelay } from '../../domain/relays.ts'
import type { ReportedResult } from '../../parsers/parser.ts'
import type { Connection } from '../../platform/db.ts'
import { type Suggested, suggestCustomer } from './suggest.queries.ts'

/** Mail services of the general public: their domain says nothing about a customer. */
const PUBLIC_DOMAINS = new Set([
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'icloud.com',
  'yahoo.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'ziggo.nl',
  'kpnmail.nl',
])

const REASONS: Record<Suggested['reason'], string> = {
  tag: 'sent to this customer’s own receive address',
  company: 'the report names this company',
  sender: 'earlier reports of this sender',
  host: 'another job on the same host',
  domain: 'other jobs from the same mail domain',
}

/** A likely customer for one result, with the reason in words; never more than a suggestion. */
export async function suggestionFor(
  db: Connection,
  message: { from_address: string; plus_tag: string | null },
  result: ReportedResult,
) {
  const relay = isSharedRelay(message.from_address)
  const domain = message.from_address.split('@')[1] ?? ''
  const found = await suggestCustomer(db, {
    plusTag: message.plus_tag,
    fromAddress: relay ? null : message.from_address,
    domain: relay || PUBLIC_DOMAINS.has(domain) ? null : domain,
    host: result.host,
    companyName: result.companyName,
  })
  return found ? { customer: { id: found.id, name: found.name }, reason: REASONS[found.reason] } : null
}
