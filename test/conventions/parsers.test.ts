import { describe, expect, it } from 'vitest'
import { roleOfType } from '../../src/domain/products.ts'
import type { Parser } from '../../src/parsers/parser.ts'
import { readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS } from '../../src/parsers/registry.ts'
import { type Fixture, fieldsOf, listFixtures, namedFacts } from './support/fixtures.ts'
import { realLookingNames } from './support/real-names.ts'

const fixtures = listFixtures()

describe('every parser declares itself', () => {
  it('under an id of its own', () => {
    const ids = PARSERS.map((parser) => parser.id)
    expect(ids).toEqual([...new Set(ids)])
  })

  it.each(PARSERS.map((parser) => [parser.id, parser] as const))('%s fully', (id, parser) => {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
    expect(parser.version).toBeGreaterThanOrEqual(1)
    expect(parser.description.length).toBeGreaterThan(20)
    expect(Object.values(parser.criteria).flat().length).toBeGreaterThan(0)
    expect(parser.examples.length).toBeGreaterThan(0)
    expect(parser.examples.flatMap(realLookingNames)).toEqual([])
    expect(parser.types.length).toBeGreaterThan(0)
    for (const type of parser.types) {
      const role = parser.informational ? 'informational' : 'backup'
      expect([parser.software, type, roleOfType(parser.software, type)]).toEqual([
        parser.software,
        type,
        role,
      ])
    }
  })
})

describe('every parser has fixtures', () => {
  it.each(PARSERS.map((parser) => [parser.id, parser] as const))('%s', (id, parser) => {
    const statuses = fixtures
      .filter((fixture) => fixture.expected.parser === id)
      .flatMap((fixture) => fixture.expected.results?.map((result) => result.status) ?? [])
    const foreign = fixtures.filter((fixture) => fixture.expected.foreignTo?.includes(id))
    // A mail that comes only when something went wrong has no success to show.
    if (parser.cadence === 'report') expect(statuses, 'a success').toContain('success')
    expect(statuses.filter((status) => status === 'failed' || status === 'warning')).not.toEqual([])
    expect(
      foreign.map((fixture) => fixture.name),
      'a foreign mail',
    ).not.toEqual([])
  })
})

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('the fixture %s', (_, fixture) => {
  it('is taken by the right parser and by no other', async () => {
    const known = PARSERS.map((parser) => parser.id)
    const named = [fixture.expected.parser ?? [], fixture.expected.foreignTo ?? []].flat()
    expect(
      named.filter((id) => !known.includes(id)),
      'ids that the registry does not know',
    ).toEqual([])
    expect(named.length).toBeGreaterThan(0)

    const takers = await takersOf(fixture)
    expect(takers.map(({ parser }) => parser.id)).toEqual(
      fixture.expected.parser ? [fixture.expected.parser] : [],
    )
  })

  it('yields the expected facts', async () => {
    for (const { parser, results } of await takersOf(fixture)) {
      if (parser.id !== fixture.expected.parser) continue
      expect(namedFacts(results, fixture.expected.results)).toEqual(fixture.expected.results)
      for (const result of results) {
        expect([parser.software, parser.types]).toEqual([
          result.software,
          expect.arrayContaining([result.type]),
        ])
        if (parser.informational) expect(result.informational).toBe(true)
        expect(result.jobName).not.toBe('')
        expect(result.statusText).not.toBe('')
      }
      const keys = results.map((result) => result.key)
      expect(keys).toEqual([...new Set(keys)])
    }
  })

  it('has a note that says what it shows', () => {
    expect(fixture.note.trim().length).toBeGreaterThan(20)
    expect(fixture.note).not.toContain('TODO')
  })

  it('says its language where its name says one', () => {
    const named = /-(da|de|es|fr|it|nl|pt|ro)(?=-|$)/.exec(fixture.name)?.[1]
    expect(fixture.expected.language).toBe(named)
  })

  it('names no real host, domain or address', async () => {
    const fields = await fieldsOf(fixture.raw)
    const headers = fixture.raw.toString('latin1').split(/\r?\n\r?\n/)[0] ?? ''
    const readable = [headers, fields.fromAddress, fields.subject, fields.text, fields.html]
    expect(readable.flatMap(realLookingNames)).toEqual([])
  })
})

async function takersOf(fixture: Fixture) {
  const mail = readMail(await fieldsOf(fixture.raw))
  return PARSERS.flatMap((parser: Parser) => {
    const results = parser.match(mail) ? parser.parse(mail) : null
    return results && results.length > 0 ? [{ parser, results }] : []
  })
}
