import { describe, expect, it } from 'vitest'
import { decodeMail } from '../../src/parsers/decode-mail.ts'
import type { ReportedResult } from '../../src/parsers/parser.ts'
import { type MailFields, readMail } from '../../src/parsers/read-mail.ts'
import { recognise } from '../../src/parsers/registry.ts'
import { fieldsOf, listFixtures } from './support/fixtures.ts'
import { FORWARDER, recodings } from './support/recoded-mails.ts'

const fixtures = listFixtures()

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  it('says the same in every encoding and wrapping', async () => {
    const fields = await fieldsOf(fixture.raw)
    const before = takenFrom(fields)
    for (const { name, raw, onePart } of recodings(fields)) {
      const after = takenFrom(await fieldsOf(raw))
      if (onePart) expect({ name, ...verdictOf(after) }).toEqual({ name, ...verdictOf(before) })
      else expect({ name, ...after }).toEqual({ name, ...before })
    }
  })
})

it('a forwarded report stays the message of who forwarded it', async () => {
  const [fixture] = fixtures
  const fields = await fieldsOf(fixture?.raw ?? new Uint8Array())
  const forwarded = recodings(fields).filter(({ name }) => name.startsWith('forwarded'))
  expect(forwarded.length).toBeGreaterThan(0)
  for (const { raw } of forwarded) {
    const decoded = await decodeMail(raw)
    expect(decoded).toMatchObject({
      kind: 'decoded',
      mail: { fromAddress: FORWARDER, subject: fields.subject },
    })
  }
})

type Taken = { parser: string | null; results: readonly ReportedResult[] }

function takenFrom(fields: MailFields): Taken {
  const taken = recognise(readMail(fields))
  return { parser: taken?.parser.id ?? null, results: taken?.results ?? [] }
}

/** The text part of an older vzdump report cuts a guest's name here. */
const NAME_IN_TEXT = 20

/** What decides where a report is filed and how it is shown. */
function verdictOf({ parser, results }: Taken): object {
  const verdicts = results.map(({ key, type, jobName, host, status, objects }) => {
    const named = objects.map((object) => [object.name.slice(0, NAME_IN_TEXT), object.status])
    return { key, type, jobName, host, status, objects: named }
  })
  return { parser, verdicts }
}
