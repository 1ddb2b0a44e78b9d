import { type AuthenticationResult, parseAuthenticationResults } from './authentication-results.ts'

/** What the mail server that a source trusts found out about who sent a mail. Domains in lower case. */
export type SenderVerdict =
  /** The From domain itself was verified. */
  | { kind: 'verified'; domain: string }
  /** Verified, but only for another domain. */
  | { kind: 'other domain'; domain: string; passed: string }
  /** The checks failed. */
  | { kind: 'failed'; domain: string }
  /** No trusted header, or it does not say. */
  | { kind: 'unknown' }

const UNKNOWN: SenderVerdict = { kind: 'unknown' }

/** Fewer verified runs than this are no habit that a forged mail could be told from. */
const HABIT_RUNS = 5

/**
 * Reads the Authentication-Results headers of a mail (topmost first): with a `trustedServer` the topmost one that it wrote,
 * else the topmost of all, because our own mail server writes above what came with the mail. Exchange Online's form, which
 * names no server, counts where it is the topmost.
 */
export function judgeSender(
  fromAddress: string,
  headers: readonly string[],
  trustedServer: string | null,
): SenderVerdict {
  const domain = domainOf(fromAddress)
  const results = trustedResults(headers, trustedServer?.toLowerCase() ?? null)
  if (!domain || !results) return UNKNOWN
  const dmarc = results.filter(({ method }) => method === 'dmarc' || method === 'compauth')
  if (dmarc.some(({ result }) => result === 'fail')) return { kind: 'failed', domain }
  if (dmarc.some((one) => one.method === 'dmarc' && one.result === 'pass' && speaksOf(one, domain)))
    return { kind: 'verified', domain }
  const passed = results.filter(({ result }) => result === 'pass').flatMap((one) => passedDomain(one) ?? [])
  if (passed.some((one) => isAligned(one, domain))) return { kind: 'verified', domain }
  const [other] = passed
  if (other) return { kind: 'other domain', domain, passed: other }
  const isFailed = results.some(
    ({ method, result }) => (method === 'dkim' || method === 'spf') && result === 'fail',
  )
  return isFailed ? { kind: 'failed', domain } : UNKNOWN
}

/**
 * Whether a success is at best a warning: the trusted server says that the mail is not (or only for another domain) from
 * whom it names, and this job has had that From domain verified often enough, from the same source, to know better.
 */
export function isUnverifiedSender(
  verdict: SenderVerdict,
  habit: { verifiedRuns: number; acceptedDomains: ReadonlySet<string> },
): boolean {
  if (habit.verifiedRuns < HABIT_RUNS) return false
  if (verdict.kind === 'failed') return true
  return verdict.kind === 'other domain' && !habit.acceptedDomains.has(verdict.passed)
}

/** What the mail server found about a sender that is not verified, as a sentence for people. */
export function unverifiedInWords(verdict: SenderVerdict): string {
  switch (verdict.kind) {
    case 'failed':
      return `The mail server found that this mail does not come from ${verdict.domain}; earlier reports of this job did.`
    case 'other domain':
      return `The mail server verified it for ${verdict.passed} only; earlier reports of this job were verified for ${verdict.domain}.`
    case 'verified':
    case 'unknown':
      return 'When it came in, the mail server that was trusted then did not verify its sender.'
  }
}

const MAX_HEADERS = 20

function trustedResults(headers: readonly string[], trusted: string | null): AuthenticationResult[] | null {
  const read = headers.slice(0, MAX_HEADERS).map(parseAuthenticationResults)
  const found = read.find(
    ({ server }, index) =>
      (trusted !== null && server === trusted) || (index === 0 && (trusted === null || server === null)),
  )
  return found?.results ?? null
}

function speaksOf({ properties }: AuthenticationResult, domain: string): boolean {
  const from = properties.get('header.from')
  return from === undefined || domainOf(from) === domain
}

/** The domain that a passed check speaks of; SPF speaks of the envelope's, DKIM of the signer's. */
function passedDomain({ method, properties }: AuthenticationResult): string | null {
  if (method === 'dkim') return domainOf(properties.get('header.d') ?? properties.get('header.i') ?? '')
  if (method === 'spf') return domainOf(properties.get('smtp.mailfrom') ?? properties.get('smtp.helo') ?? '')
  return null
}

/** The same domain, or one of them inside the other: mail.customer.example speaks for customer.example. */
function isAligned(passed: string, from: string): boolean {
  const inside = (inner: string, outer: string) => outer.includes('.') && inner.endsWith(`.${outer}`)
  return passed === from || inside(passed, from) || inside(from, passed)
}

function domainOf(address: string): string | null {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
    .replace(/\.$/, '')
  return domain === '' ? null : domain
}
