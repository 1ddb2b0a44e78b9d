import { describe, expect, it } from 'vitest'
import type { ReportedResult } from '../../src/parsers/parser.ts'
import { type MailFields, readMail } from '../../src/parsers/read-mail.ts'
import { recognise } from '../../src/parsers/registry.ts'
import { fieldsOf, listFixtures } from './support/fixtures.ts'
import { aYearEarlier, sizesIn, timesIn, withOtherSizes, yearEarlier } from './support/swapped-figures.ts'

/** Names that a product gives to everything of a kind are no facts of one mail. */
const FIXED_NAMES =
  /^(?:vzdump|backup|update|ssl certificate|account protection|backup configuration job|synology automatic update|vm \d+)$/i
const FIXED_OBJECT_TYPES = new Set(['service', 'catalog'])

const taken = listFixtures().filter((fixture) => fixture.expected.parser !== null)

describe.each(taken.map((fixture) => [fixture.name, fixture] as const))(
  'the facts of %s',
  (_name, fixture) => {
    it('follow the mail when its names are others', async () => {
      const fields = await fieldsOf(fixture.raw)
      const before = resultsOf(fields)
      const renamed = renaming(before, fields)
      const after = resultsOf(replaceAll(fields, renamed))
      expect(namesIn(after)).toEqual(namesIn(before).map((name) => renamed.get(name) ?? name))
      expect(after.map((result) => result.status)).toEqual(before.map((result) => result.status))
    })

    it('follow the mail when it is of another year', async () => {
      const fields = await fieldsOf(fixture.raw)
      const after = resultsOf(aYearEarlier(fields))
      expect(timesIn(after)).toEqual(timesIn(resultsOf(fields)).map(yearEarlier))
    })

    it('follow the mail when its sizes are others', async () => {
      const fields = await fieldsOf(fixture.raw)
      const other = withOtherSizes(fields)
      const before = sizesIn(resultsOf(fields))
      const after = sizesIn(resultsOf(other.fields))
      const wanted = before.map((size, index) =>
        size === null ? null : (other.sizeNow(size) ?? after[index]),
      )
      expect(after).toEqual(wanted)
    })
  },
)

it('nearly every size of the reports is printed as it stands, so that it can be followed', async () => {
  const followed = await Promise.all(
    taken.map(async (fixture) => {
      const fields = await fieldsOf(fixture.raw)
      const { sizeNow } = withOtherSizes(fields)
      return sizesIn(resultsOf(fields)).flatMap((size) =>
        size === null ? [] : [sizeNow(size) !== undefined],
      )
    }),
  )
  const all = followed.flat()
  expect(all.filter((is) => is).length / all.length).toBeGreaterThan(0.95)
})

function resultsOf(fields: MailFields): ReportedResult[] {
  return recognise(readMail(fields))?.results ?? []
}

function namesIn(results: readonly ReportedResult[]): string[] {
  return results.flatMap((result) => [result.jobName, ...result.objects.map((object) => object.name)])
}

/** Another name, letter for letter as long, for each name that stands in the mail and in no other name. */
function renaming(results: readonly ReportedResult[], fields: MailFields): Map<string, string> {
  const candidates = new Set(
    results.flatMap((result) => [
      ...(FIXED_NAMES.test(result.jobName) ? [] : [result.jobName]),
      ...result.objects
        .filter((object) => !FIXED_OBJECT_TYPES.has(object.type ?? '') && !FIXED_NAMES.test(object.name))
        .map((object) => object.name),
    ]),
  )
  const text = `${fields.subject}\n${fields.text}\n${fields.html}`
  const usable = [...candidates].filter(
    (name) => name.length >= 4 && /^[\w.-]+(?: [\w.-]+)*$/.test(name) && text.includes(name),
  )
  const apart = usable.filter(
    (name) => !usable.some((other) => other !== name && (other.includes(name) || name.includes(other))),
  )
  return new Map(
    apart.map((name, index) => [name, inLettersOf(name, LETTERS[index % LETTERS.length] ?? 'q')]),
  )
}

const LETTERS = ['q', 'z', 'y', 'k', 'g', 'j', 'v', 'h', 'b', 'x']

function inLettersOf(name: string, letter: string): string {
  return name.replace(/[A-Za-z]/g, (old) => (old === old.toUpperCase() ? letter.toUpperCase() : letter))
}

function replaceAll(fields: MailFields, renamed: ReadonlyMap<string, string>): MailFields {
  const replaced = (text: string) =>
    [...renamed].reduce((sum, [name, other]) => sum.replaceAll(name, other), text)
  return {
    ...fields,
    subject: replaced(fields.subject),
    text: replaced(fields.text),
    html: replaced(fields.html),
  }
}
