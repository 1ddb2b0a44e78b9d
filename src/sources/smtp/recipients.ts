import { domainToASCII } from 'node:url'
import { Reply } from './reply.ts'
import type { SmtpSettings } from './settings.ts'

type Rules = Pick<SmtpSettings, 'recipientDomains' | 'recipientAddresses' | 'allowPlusTags'>

/** One dot-atom before the @: quotes, commas and brackets would read as several addresses in a header. */
const PLAIN_ADDRESS = /^([\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64})@([^@\s<>[\]]{1,253})$/u

/** Gives the address in the form that is stored, or throws the reply to a recipient that is not ours. */
export function recipientFilter(rules: Rules): (address: string) => string {
  const domains = new Set(rules.recipientDomains.map((domain) => domainToASCII(domain)))
  const addresses = new Set(rules.recipientAddresses.map((address) => normalized(address)?.whole))
  return (address) => {
    const parts = normalized(address)
    const plus = parts ? parts.local.indexOf('+') : -1
    if (!parts || (plus !== -1 && !rules.allowPlusTags)) throw notOurs(address)
    const base = plus > 0 ? `${parts.local.slice(0, plus)}@${parts.domain}` : parts.whole
    if (!domains.has(parts.domain) && !addresses.has(base) && !addresses.has(parts.whole))
      throw notOurs(address)
    return parts.whole
  }
}

function normalized(address: string): { local: string; domain: string; whole: string } | null {
  const [, local, name] = PLAIN_ADDRESS.exec(address) ?? []
  const domain = domainToASCII(name ?? '')
  if (!local || domain === '') return null
  return { local: local.toLowerCase(), domain, whole: `${local.toLowerCase()}@${domain}` }
}

function notOurs(address: string): Reply {
  return new Reply(550, `${address} does not receive reports here, and nothing is passed on`)
}
