import { describe, expect, it } from 'vitest'
import { isUnverifiedSender, judgeSender } from './verified-sender.ts'

const FROM = 'backup@customer-a.example'
const verified = { kind: 'verified', domain: 'customer-a.example' }
const failed = { kind: 'failed', domain: 'customer-a.example' }
const unknown = { kind: 'unknown' }
const other = (passed: string) => ({ kind: 'other domain', domain: 'customer-a.example', passed })

describe('who sent a mail, says the topmost header of our own mail server', () => {
  it.each([
    ['a signature of the From domain', 'mx.msp.example; dkim=pass header.d=customer-a.example', verified],
    ['a signature of its mail host', 'mx.msp.example; dkim=pass header.d=mail.customer-a.example', verified],
    ['DMARC', 'mx.msp.example; dmarc=pass header.from=customer-a.example', verified],
    [
      'DMARC, over a signature that broke on the way',
      'mx.msp.example; dkim=fail header.d=customer-a.example; dmarc=pass header.from=customer-a.example',
      verified,
    ],
    ['the envelope', 'mx.msp.example 1; spf=pass smtp.mailfrom=bounce@customer-a.example', verified],
    [
      'Exchange Online, which names no server',
      'spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=customer-a.example; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=customer-a.example;compauth=pass reason=109',
      verified,
    ],
    [
      'Exchange Online, against the sender',
      'spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=elsewhere.example; dkim=none header.d=none;dmarc=fail action=quarantine header.from=customer-a.example;compauth=fail reason=000',
      failed,
    ],
    [
      'a signature that does not hold',
      'mx.msp.example; dkim=fail (body hash) header.d=customer-a.example',
      failed,
    ],
    ['an envelope that is refused', 'mx.msp.example; spf=fail smtp.mailfrom=customer-a.example', failed],
    ['another domain only', 'mx.msp.example; dkim=pass header.d=sender.example', other('sender.example')],
    [
      'another domain that ends alike',
      'mx.msp.example; dkim=pass header.d=notcustomer-a.example',
      other('notcustomer-a.example'),
    ],
    ['nothing', 'mx.msp.example; none', unknown],
    [
      'nothing for sure',
      'mx.msp.example; spf=softfail smtp.mailfrom=customer-a.example; dkim=temperror',
      unknown,
    ],
    [
      'a pass that stands in a comment',
      'mx.msp.example; dkim=none (dkim=pass header.d=customer-a.example)',
      unknown,
    ],
    [
      'a pass that stands in quotes',
      'mx.msp.example; dkim=none reason="; dkim=pass header.d=customer-a.example"',
      unknown,
    ],
    ['nonsense', '=;=;("', unknown],
  ])('%s', (_what, header, verdict) => {
    expect(judgeSender(FROM, [header], null)).toEqual(verdict)
  })

  it('and no other one', () => {
    const forged = 'mx.msp.example; dkim=pass header.d=customer-a.example'
    expect(judgeSender(FROM, ['mx.msp.example; dmarc=fail', forged], null)).toEqual(failed)
    expect(judgeSender(FROM, [], null)).toEqual(unknown)
  })

  it('or of the server that the source names, below those of servers behind it', () => {
    const headers = [
      'relay.inside.example; spf=pass smtp.mailfrom=relay.inside.example',
      'MX.msp.example; dkim=pass header.d=customer-a.example',
      'mx.msp.example; dmarc=fail',
    ]
    expect(judgeSender(FROM, headers, 'mx.msp.example')).toEqual(verified)
    expect(judgeSender(FROM, headers, 'mx.elsewhere.example')).toEqual(unknown)
  })

  it('in bounded time, however hostile', () => {
    const started = performance.now()
    for (const text of ['a'.repeat(100_000), '('.repeat(100_000), 'a='.repeat(50_000), '"'.repeat(99_999)])
      judgeSender(
        FROM,
        Array.from({ length: 100 }, () => text),
        'mx.msp.example',
      )
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('a success counts as unverified', () => {
  const accepted = new Set<string>()
  it.each([
    ['after five verified runs, when the checks fail', failed, 5, true],
    ['after five verified runs, when another domain passes', other('sender.example'), 5, true],
    ['never before there is a habit', failed, 4, false],
    ['never when nothing is known', unknown, 100, false],
    ['never when it is verified', verified, 100, false],
  ] as const)('%s: %#', (_what, verdict, verifiedRuns, answer) => {
    expect(
      isUnverifiedSender(verdict as Parameters<typeof isUnverifiedSender>[0], {
        verifiedRuns,
        acceptedDomains: accepted,
      }),
    ).toBe(answer)
  })

  it('never when a person accepted the other domain; a failed check is accepted for no later mail', () => {
    const habit = { verifiedRuns: 9, acceptedDomains: new Set(['sender.example']) }
    expect(
      isUnverifiedSender({ kind: 'other domain', domain: 'a.example', passed: 'sender.example' }, habit),
    ).toBe(false)
    expect(
      isUnverifiedSender({ kind: 'other domain', domain: 'a.example', passed: 'third.example' }, habit),
    ).toBe(true)
    expect(isUnverifiedSender({ kind: 'failed', domain: 'a.example' }, habit)).toBe(true)
  })
})
