import { describe, expect, it } from 'vitest'
import { decodeMail } from '../../src/parsers/decode-mail.ts'
import type { Parser } from '../../src/parsers/parser.ts'
import { type MailFields, readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS } from '../../src/parsers/registry.ts'
import { fieldsOf, listFixtures } from './support/fixtures.ts'
import { growsTooFast } from './support/growth.ts'
import { bodyNamed, infected, namesOfBodies, truncations } from './support/hostile-mails.ts'

/** On a busy machine; nothing here measures how long anything takes. */
const PATIENCE = 300_000

/** HTML costs more by the character. */
const LARGE = { text: 1_600_000, html: 320_000 }
/** Under a subject that a parser takes. */
const OWN = { text: 80_000, html: 16_000 }

const fixtures = listFixtures()
const mails = await Promise.all(fixtures.map((fixture) => fieldsOf(fixture.raw)))

describe('a hostile mail makes no parser throw, and takes steps in proportion to its size', () => {
  it.each(namesOfBodies())(
    '%s',
    (name) => {
      const all = (size: number) => () => tryAll({ ...STRANGER, ...bodyNamed(name, size) })
      expect(growsTooFast(LARGE[kindOf(name)], all)).toBeNull()
    },
    PATIENCE,
  )

  it('an endless subject and sender', () => {
    for (const piece of ['- ', "'", '[', 'a', ' : ', 'Backup ', '1.', ' ']) {
      const all = (size: number) => () =>
        tryAll({ ...STRANGER, subject: piece.repeat(size), fromName: piece.repeat(size) })
      expect([piece, growsTooFast(OWN.text, all)]).toEqual([piece, null])
    }
  })
})

describe.each(PARSERS.map((parser) => [parser.id, parser] as const))('%s', (id, parser) => {
  it(
    'neither throws nor takes long on its own mails with hostile bodies',
    () => {
      for (const fields of twoMailsOf(id)) {
        for (const name of namesOfBodies()) {
          const infectedWith = (size: number) => {
            const spoilt = infected(fields, bodyNamed(name, size))
            return () => {
              for (const mail of spoilt) tryForced(parser, mail)
            }
          }
          expect([name, growsTooFast(OWN[kindOf(name)], infectedWith)]).toEqual([name, null])
        }
      }
    },
    PATIENCE,
  )

  it(
    'neither throws nor takes long on its own mails with hostile subjects',
    () => {
      for (const fields of twoMailsOf(id)) {
        for (const piece of ['- ', "'", ' ', '(', ': ', '[']) {
          const subject = (size: number) => `${fields.subject}${piece.repeat(size)}${fields.subject}`
          const read = (size: number) => () => tryForced(parser, { ...fields, subject: subject(size) })
          expect([piece, growsTooFast(OWN.html, read)]).toEqual([piece, null])
        }
      }
    },
    PATIENCE,
  )

  it('does not throw on a mail it never matched', () => {
    for (const mail of views) expect(() => parser.parse(mail)).not.toThrow()
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

/** What the parsers see of the fixtures; read once for all of them. */
const views = mails.map(readMail)

const STRANGER: MailFields = {
  fromAddress: 'nobody@example.invalid',
  fromName: '',
  subject: '',
  receivedAt: null,
  text: '',
  html: '',
}

function kindOf(name: string): 'text' | 'html' {
  return bodyNamed(name, 100).html === '' ? 'text' : 'html'
}

/** One that is plain text and one with HTML, where the parser has both. */
function twoMailsOf(id: string): MailFields[] {
  const own = mails.filter((_, index) => fixtures[index]?.expected.parser === id)
  const kinds = [own.find((mail) => mail.html === ''), own.find((mail) => mail.html !== '')]
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
