import { describe, expect, it } from 'vitest'
import { deliverMany, graphMailbox, importAll, troubleOf } from '../../../test/support/graph-mailbox.ts'

const ALWAYS = () => true

describe('the sign-in at Microsoft', () => {
  it('happens once for a whole import, however many calls begin at the same time', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 12)
    await Promise.all([mailbox.folders(), mailbox.test(), importAll(mailbox)])
    expect(fake.requests('token')).toHaveLength(1)
    expect(fake.requests().length).toBeGreaterThan(30)
  })

  it('is renewed five minutes before the token ends, so that no call is refused', async () => {
    const { fake, mailbox, time } = await graphMailbox()
    await mailbox.folders()
    time.advance((3_599 - 301) * 1_000)
    await mailbox.folders()
    expect(fake.requests('token')).toHaveLength(1)
    time.advance(2_000)
    await mailbox.folders()
    expect(fake.requests('token')).toHaveLength(2)
    expect(fake.requests().filter((request) => request.status === 401)).toEqual([])
  })

  it('is renewed once when the token is refused all of a sudden, and the import goes on', async () => {
    const { fake, mailbox } = await graphMailbox()
    const delivered = deliverMany(fake, 8)
    fake.disturb({ on: 'mime', fault: { kind: 'tokens-expire' }, when: ({ number }) => number === 3 })
    expect((await importAll(mailbox)).refs).toEqual(delivered)
    expect(fake.requests('token')).toHaveLength(2)
  })

  it('is not tried for ever: a fresh token that is refused as well is a trouble', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.disturb({ on: 'folders', fault: { kind: 'tokens-expire' }, when: ALWAYS })
    expect(await troubleOf(fake, mailbox.folders())).toMatchObject({ kind: 'sign-in' })
    expect(fake.requests('token')).toHaveLength(2)
  })

  it('waits when the service asks to, and goes on after failures', async () => {
    const { fake, mailbox, time } = await graphMailbox()
    fake.disturb({ on: 'token', fault: { kind: 'throttled', retryAfter: 9 } })
    fake.disturb({ on: 'token', fault: { kind: 'cut-body' }, when: ({ number }) => number === 2 })
    fake.disturb({ on: 'token', fault: { kind: 'reset', after: 'all' }, when: ({ number }) => number === 3 })
    await expect(mailbox.test()).rejects.toMatchObject({ kind: 'network' })
    expect(await mailbox.test()).toMatch(/^Signed in/)
    expect(time.pauses[0]).toBe(9_000)
  })
})

describe('a sign-in that is refused tells the admin what to do', () => {
  it('when the secret is wrong, which it does not repeat', async () => {
    const { fake, open } = await graphMailbox()
    const wrong = 'the+ID/of=the&secret'
    const trouble = await troubleOf(fake, open({}, wrong).test())
    expect(trouble).toMatchObject({ kind: 'sign-in', message: expect.stringContaining('AADSTS7000215') })
    expect(trouble.message).toMatch(/Paste the value of the secret, not its ID/)
    expect(trouble.message).not.toContain(wrong)
  })

  it('when the secret has expired', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.application.secretExpired = true
    const trouble = await troubleOf(fake, mailbox.test())
    expect(trouble.message).toMatch(/client secret has expired\. Make a new one .*AADSTS7000222/)
    expect(fake.requests('token')).toHaveLength(1)
  })

  it.each([
    ['the tenant is unknown', { tenantId: 'other.example' }, /tenant is unknown.*AADSTS90002/],
    [
      'the application is unknown',
      { clientId: '00000000-0000-4000-8000-000000000000' },
      /unknown in this tenant.*AADSTS700016/,
    ],
    [
      'the API is of another cloud',
      { apiUrl: 'https://graph.example' },
      /does not know this API address.*AADSTS500011/,
    ],
  ])('when %s', async (_what, changes, sentence) => {
    const { fake, open } = await graphMailbox()
    const trouble = await troubleOf(fake, open(changes).test())
    expect(trouble).toMatchObject({ kind: 'sign-in', message: expect.stringMatching(sentence) })
  })

  it('when something answers that is not the sign-in service', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.disturb({ on: 'token', fault: { kind: 'html-page', status: 403 } })
    const trouble = await troubleOf(fake, mailbox.test())
    expect(trouble).toMatchObject({ kind: 'sign-in', message: expect.stringContaining('status 403') })
  })

  it('when the service cannot be reached', async () => {
    const { fake, open } = await graphMailbox()
    const trouble = await troubleOf(fake, open({ loginUrl: 'http://127.0.0.1:1' }).test())
    expect(trouble).toMatchObject({
      kind: 'network',
      message: '127.0.0.1:1 could not be reached (ECONNREFUSED).',
    })
  })
})
