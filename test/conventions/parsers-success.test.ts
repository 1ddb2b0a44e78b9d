import { describe, expect, it } from 'vitest'
import type { Parser, ReportedResult } from '../../src/parsers/parser.ts'
import { type MailFields, readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS } from '../../src/parsers/registry.ts'
import { fieldsOf, listFixtures } from './support/fixtures.ts'
import { withoutSuccessWords } from './support/success-words.ts'

/** Judged by the colour of a row alone: the report has no word for success, and product and notes say which colours mean it. */
const WORDLESS = new Set(['veeam-cloud-connect'])

const UNKNOWN_COLOURS = ['#00b050', '#7b2cbf', 'rgb(12, 200, 30)', 'zorblax', 'var(--ok)']

const fixtures = listFixtures()
const successes = fixtures.flatMap((fixture) => {
  const parser = PARSERS.find((each) => each.id === fixture.expected.parser)
  const claimsSuccess = fixture.expected.results?.some((result) => result.status === 'success')
  return parser && claimsSuccess && !WORDLESS.has(parser.id)
    ? [[fixture.name, parser, fixture.raw] as const]
    : []
})

describe('a success is never guessed', () => {
  it.each(successes)(
    '%s is no success once its words for success are unknown ones',
    async (_, parser, raw) => {
      const fields = await fieldsOf(raw)
      const claimed = resultsOf(parser, fields).filter((result) => result.status === 'success')
      const changed = withoutSuccessWords(
        fields,
        claimed.map((result) => result.statusText),
      )
      expect(resultsOf(parser, changed).map((result) => result.status)).not.toContain('success')
    },
  )
})

describe.each([...WORDLESS])('%s, which has colours only,', (id) => {
  it.each(UNKNOWN_COLOURS)('takes a row of the colour %s for a warning', async (colour) => {
    const parser = PARSERS.find((each) => each.id === id)
    const rows = await Promise.all(
      fixtures
        .filter((fixture) => parser && fixture.expected.parser === id)
        .map(async (fixture) => {
          const fields = await fieldsOf(fixture.raw)
          const html = fields.html.replace(/<tr\b[^>]*>/gi, `<tr style="background-color: ${colour}">`)
          return { before: rowsOf(parser, fields), after: rowsOf(parser, { ...fields, html }) }
        }),
    )
    const well = rows.flatMap(({ before, after }) =>
      before.filter((row) => row.status === 'success').map((row) => after.find(({ key }) => key === row.key)),
    )
    expect(well.length).toBeGreaterThan(0)
    for (const row of well) {
      expect(row).toMatchObject({
        status: 'warning',
        statusText: expect.stringContaining('unknown row colour'),
      })
    }
  })
})

function rowsOf(parser: Parser | undefined, fields: MailFields): ReportedResult[] {
  return parser ? resultsOf(parser, fields) : []
}

function resultsOf(parser: Parser, fields: MailFields): ReportedResult[] {
  const mail = readMail(fields)
  return (parser.match(mail) && parser.parse(mail)) || []
}
