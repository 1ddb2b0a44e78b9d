import { describe, expect, it } from 'vitest'
import type { Parser, ReportedResult } from '../../src/parsers/parser.ts'
import { type MailFields, readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS } from '../../src/parsers/registry.ts'
import { fieldsOf, listFixtures } from './support/fixtures.ts'
import { withoutSuccessWords } from './support/success-words.ts'

/** Judged by the colour of a row alone: the report has no word for success, and product and notes say which colours mean it. */
const WORDLESS = new Set(['veeam-cloud-connect'])

const successes = listFixtures().flatMap((fixture) => {
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

function resultsOf(parser: Parser, fields: MailFields): ReportedResult[] {
  const mail = readMail(fields)
  return (parser.match(mail) && parser.parse(mail)) || []
}
