import { describe, expect, it } from 'vitest'
import type { ReportedResult } from '../../src/parsers/parser.ts'
import { type MailFields, readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS, recognise } from '../../src/parsers/registry.ts'
import { fieldsOf, listFixtures } from './support/fixtures.ts'
import { OBJECT_WORDS, WITHOUT_OBJECT_STATUS, withFailedObject } from './support/object-words.ts'

const fixtures = listFixtures()

describe.each(Object.entries(OBJECT_WORDS))('%s', (id, words) => {
  it('makes no success of a run of which one object failed', async () => {
    let tried = 0
    for (const fixture of fixtures.filter((each) => each.expected.parser === id)) {
      const fields = await fieldsOf(fixture.raw)
      for (const [run, name] of successfulObjects(resultsOf(fields))) {
        const changed = withFailedObject(fields, name, words)
        if (changed === null) continue
        tried++
        const after = resultsOf(changed).find((result) => result.key === run.key)
        const object = after?.objects.find((each) => each.name === name)
        expect([fixture.name, name, object?.status]).toEqual([fixture.name, name, 'failed'])
        expect(after?.status, `${fixture.name}: the run`).not.toBe('success')
      }
    }
    expect(tried).toBeGreaterThan(0)
  })
})

describe('every parser either has objects with a status of their own, or there is a reason why not', () => {
  it('in one list', () => {
    const listed = [...Object.keys(OBJECT_WORDS), ...Object.values(WITHOUT_OBJECT_STATUS).flat()]
    expect(listed.sort()).toEqual(PARSERS.map((parser) => parser.id).sort())
  })

  it('which holds for every report at hand', async () => {
    const statusless = Object.entries(WITHOUT_OBJECT_STATUS).flatMap(([reason, ids]) =>
      reason.startsWith('a script') ? [] : ids,
    )
    for (const fixture of fixtures.filter((each) => statusless.includes(each.expected.parser ?? ''))) {
      for (const { status, objects } of resultsOf(await fieldsOf(fixture.raw))) {
        const apart = objects.filter((object) => object.status !== status)
        expect([fixture.name, ...(status === 'success' ? apart : [])]).toEqual([fixture.name])
      }
    }
  })
})

function successfulObjects(results: readonly ReportedResult[]): [ReportedResult, string][] {
  return results
    .filter((result) => result.status === 'success')
    .flatMap((result) =>
      result.objects
        .filter((object) => object.status === 'success')
        .map((object): [ReportedResult, string] => [result, object.name]),
    )
}

function resultsOf(fields: MailFields): ReportedResult[] {
  return recognise(readMail(fields))?.results ?? []
}
