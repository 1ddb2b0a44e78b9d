import { describe, expect, it } from 'vitest'
import { decodeMail } from '../../src/parsers/decode-mail.ts'
import type { Parser } from '../../src/parsers/parser.ts'
import { type MailFields, readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS } from '../../src/parsers/registry.ts'
import { fieldsOf, listFixtures } from './support/fixtures.ts'
import { hostileBodies, infected, truncations } from './support/hostile-mails.ts'

/** Nothing here measures time: a pattern that backtracks without bound never ends at these sizes and runs into this. */
const PATIENCE = 300_000

const LARGE = 2_000_000
/** Sizes of bodies under a subject that a parser takes; HTML costs more by the character. */
const TEXT_SIZE = 400_000
const HTML_SIZE = 60_000

const fixtures = listFixtures()

describe('a hostile mail makes no parser throw', () => {
  for (const size of [LARGE, 2 * LARGE]) {
    it.each(hostileBodies(size))(
      `$name, ${size} characters`,
      (body) => tryAll({ ...STRANGER, ...body }),
      PATIENCE,
    )
  }

  it('an endless subject and sender', () => {
    for (const piece of ['- ', "'", '[', 'a', ' : ', 'Backup ', '1.', ' ']) {
      tryAll({ ...STRANGER, subject: piece.repeat(TEXT_SIZE), fromName: piece.repeat(TEXT_SIZE) })
    }
  })
})

describe.each(PARSERS.map((parser) => [parser.id, parser] as const))('%s does not throw', (id, parser) => {
  it(
    'on its own mails with hostile bodies and subjects',
    async () => {
      const bodies = [
        ...hostileBodies(TEXT_SIZE).filter((body) => body.html === ''),
        ...hostileBodies(HTML_SIZE).filter((body) => body.html !== ''),
      ]
      for (const fields of await twoMailsOf(id)) {
        for (const spoilt of bodies.flatMap((body) => infected(fields, body))) tryForced(parser, spoilt)
        for (const piece of ['- ', "'", ' ', '(', ': ', '[']) {
          tryForced(parser, {
            ...fields,
            subject: `${fields.subject}${piece.repeat(HTML_SIZE)}${fields.subject}`,
          })
        }
      }
    },
    PATIENCE,
  )

  it('on a mail it never matched', async () => {
    for (const fixture of fixtures) tryForced(parser, await fieldsOf(fixture.raw))
  })
})

describe('a report cut short makes no parser throw', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_, fixture) => {
    for (const raw of truncations(fixture.raw)) {
      const decoded = await decodeMail(raw)
      if (decoded.kind === 'decoded') tryAll(decoded.mail)
    }
  })
})

const STRANGER: MailFields = {
  fromAddress: 'nobody@example.invalid',
  fromName: '',
  subject: '',
  receivedAt: null,
  text: '',
  html: '',
}

/** One that is plain text and one with HTML, where the parser has both. */
async function twoMailsOf(id: string): Promise<MailFields[]> {
  const own = fixtures.filter((fixture) => fixture.expected.parser === id)
  const mails = await Promise.all(own.map((fixture) => fieldsOf(fixture.raw)))
  const kinds = [mails.find((mail) => mail.html === ''), mails.find((mail) => mail.html !== '')]
  return kinds.filter((mail) => mail !== undefined)
}

function tryAll(fields: MailFields): void {
  const mail = readMail(fields)
  for (const parser of PARSERS) {
    expect(() => parser.match(mail) && parser.parse(mail), parser.id).not.toThrow()
  }
}

/** Parses without asking `match`: a parser may not rely on having been asked. */
function tryForced(parser: Parser, fields: MailFields): void {
  const mail = readMail(fields)
  expect(() => [parser.match(mail), parser.parse(mail)], parser.id).not.toThrow()
}
