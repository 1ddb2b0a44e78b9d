import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Identity, identityKey, type KnownIdentity, matchJob } from './identity.ts'

const RELAY = 'sns@synologynotification.com'
const OWN = 'nas@customer-a.example'

const report = (parts: Partial<Identity>): Identity => ({
  fromAddress: OWN,
  software: 'Synology',
  type: 'Hyper Backup',
  jobName: 'Offsite',
  host: 'NAS1',
  plusTag: null,
  subjectPrefix: null,
  ...parts,
})
const known = (jobId: number, parts: Partial<Identity> = {}): KnownIdentity => ({
  ...report(parts),
  jobId,
  customerId: jobId,
})

describe('which job a report belongs to', () => {
  it('is the job with the same identity, in any letter case', () => {
    expect(matchJob(report({ jobName: 'OFFSITE', host: 'nas1' }), [known(1)], false)).toEqual({
      kind: 'job',
      jobId: 1,
    })
    expect(identityKey(report({ jobName: ' Offsite ' }))).toBe(identityKey(report({ jobName: 'offsite' })))
  })

  it.each([
    ['the plus-tag', { plusTag: 'customer-b' }, { plusTag: 'customer-a' }],
    ['the bracketed prefix', { subjectPrefix: 'Customer B' }, { subjectPrefix: 'Customer A' }],
  ])('is not that of another customer when %s differs, over a shared relay', (_what, mine, theirs) => {
    expect(
      matchJob(report({ fromAddress: RELAY, ...mine }), [known(1, { fromAddress: RELAY, ...theirs })], true),
    ).toEqual({ kind: 'unknown' })
  })

  it('is only probable when a shared relay leaves the prefix out', () => {
    const success = known(1, { fromAddress: RELAY, subjectPrefix: 'Customer A' })
    expect(matchJob(report({ fromAddress: RELAY }), [success], true)).toEqual({ kind: 'probable', jobId: 1 })
  })

  it('is nobody’s when a mail without prefix over a shared relay fits two jobs', () => {
    const two = [
      known(1, { fromAddress: RELAY, subjectPrefix: 'A' }),
      known(2, { fromAddress: RELAY, subjectPrefix: 'B' }),
    ]
    expect(matchJob(report({ fromAddress: RELAY }), two, false)).toEqual({ kind: 'unknown' })
  })

  it('is the customer’s own job although the device drops its prefix or host in failure mails', () => {
    const success = known(1, { subjectPrefix: 'Kantoor' })
    expect(matchJob(report({ subjectPrefix: null }), [success], true)).toEqual({ kind: 'job', jobId: 1 })
    expect(matchJob(report({ subjectPrefix: null, host: null }), [success], true)).toEqual({
      kind: 'job',
      jobId: 1,
    })
  })

  it('is only probable for such a mail when the sender address serves several customers', () => {
    expect(
      matchJob(report({ subjectPrefix: null }), [known(1, { subjectPrefix: 'Kantoor' })], false),
    ).toEqual({ kind: 'probable', jobId: 1 })
  })

  it('is open when the dropped host fits two devices', () => {
    const two = [known(1, { host: 'NAS1' }), known(2, { host: 'NAS2' })]
    expect(matchJob(report({ host: null }), two, true)).toEqual({ kind: 'unknown' })
  })

  it('never crosses plus-tags, whoever sends', () => {
    expect(matchJob(report({ plusTag: 'b' }), [known(1, { plusTag: 'a' })], true)).toEqual({
      kind: 'unknown',
    })
  })
})

describe('identities, whatever devices send', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'B', 'ß', 'é', ' ', '-', '1'), maxLength: 4 })
  const optional = fc.option(part)
  const anyIdentity = fc.record({
    fromAddress: fc.constantFrom(RELAY, OWN),
    software: part,
    type: part,
    jobName: part,
    host: optional,
    plusTag: optional,
    subjectPrefix: optional,
  })

  it('match themselves, and letter case makes no difference', () => {
    fc.assert(
      fc.property(anyIdentity, fc.boolean(), (identity, oneCustomer) => {
        const upper = {
          ...identity,
          jobName: identity.jobName.toLowerCase(),
          host: identity.host?.toLowerCase() ?? null,
        }
        expect(matchJob(upper, [{ ...identity, jobId: 7, customerId: 1 }], oneCustomer)).toEqual({
          kind: 'job',
          jobId: 7,
        })
      }),
    )
  })

  it('over a shared relay become a run only when every part agrees', () => {
    fc.assert(
      fc.property(anyIdentity, anyIdentity, (mine, other) => {
        const identity = { ...mine, fromAddress: RELAY }
        const match = matchJob(identity, [{ ...other, fromAddress: RELAY, jobId: 7, customerId: 1 }], true)
        expect(match.kind === 'job').toBe(
          identityKey(identity) === identityKey({ ...other, fromAddress: RELAY }),
        )
      }),
    )
  })
})
