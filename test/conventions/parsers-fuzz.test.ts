import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STATUSES } from '../../src/domain/status.ts'
import { decodeMail } from '../../src/parsers/decode-mail.ts'
import type { ReportedResult } from '../../src/parsers/parser.ts'
import { readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS } from '../../src/parsers/registry.ts'
import { listFixtures } from './support/fixtures.ts'
import { mutation } from './support/mutations.ts'

/** The same mails in every run; other ones with FUZZ_SEED=…, more of them with FUZZ_RUNS=…. */
const seed = Number(process.env.FUZZ_SEED ?? 1)
const numRuns = Number(process.env.FUZZ_RUNS ?? 1000)

const fixtures = listFixtures()

describe('a mail that was spoilt on its way', () => {
  it('makes no parser throw, and what it still yields is whole', async () => {
    const spoilt = fc.record({
      fixture: fc.constantFrom(...fixtures).map((fixture) => ({ ...fixture, toString: () => fixture.name })),
      mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(spoilt, async ({ fixture, mutations }) => {
        const raw = mutations.reduce((text, each) => each.spoil(text), fixture.raw.toString('latin1'))
        const decoded = await decodeMail(Buffer.from(raw, 'latin1'))
        if (decoded.kind === 'undecodable') return
        const mail = readMail(decoded.mail)
        for (const parser of PARSERS) {
          const isTaken = parser.match(mail)
          const isOwn = parser.id === fixture.expected.parser
          const results = isTaken || isOwn ? parser.parse(mail) : null
          expect(wrongWith(results ?? []), parser.id).toEqual([])
        }
      }),
      { seed, numRuns },
    )
  }, 120_000)
})

const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?$/

/** What makes results unfit to be stored and shown, in words. */
function wrongWith(results: readonly ReportedResult[]): string[] {
  const keys = results.map((result) => result.key)
  const wrong = new Set(keys).size < keys.length ? ['two results under one key'] : []
  const texts = JSON.stringify(results)
  if (/\\u0000|\\ud[89a-f]/i.test(texts)) wrong.push('NULs or half characters')
  for (const result of results) {
    if (result.jobName.trim() === '') wrong.push('a job without a name')
    if (result.statusText.trim() === '') wrong.push('a status without words')
    if (result.host === '' || result.companyName === '') wrong.push('an empty name instead of none')
    for (const part of [result, ...result.objects]) {
      if (!STATUSES.includes(part.status)) wrong.push(`the status ${part.status}`)
      for (const time of [part.startedAt, part.endedAt])
        if (time !== null && (!LOCAL_TIME.test(time) || Number.isNaN(Date.parse(time))))
          wrong.push(`the time ${time}`)
    }
    const sizes = [result, ...result.objects].flatMap((part) => [
      part.transferredBytes,
      'totalBytes' in part ? part.totalBytes : part.sizeBytes,
    ])
    for (const size of sizes)
      if (size !== null && (!Number.isInteger(size) || size < 0 || size > 2 ** 60))
        wrong.push(`the size ${size}`)
    if (result.objects.some((object) => object.name.trim() === '')) wrong.push('an object without a name')
  }
  return wrong
}
