import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { worstStatus } from '../../src/domain/status.ts'
import { readMail } from '../../src/parsers/read-mail.ts'
import { PARSERS, recognise } from '../../src/parsers/registry.ts'
import { fieldsOf } from './support/fixtures.ts'

type Sample = Partial<Record<'software' | 'type' | 'jobName' | 'host' | 'status', string>> & {
  objects?: Record<string, string>
}

/** A folder of sample mails that may lie beside the repository; it is not part of it. */
const FOLDER = new URL('../../../shared/mail-samples/', import.meta.url)
const atHand = existsSync(new URL('expected.json', FOLDER))
/** What some parser reads; a sample of another type is for a parser to come. */
const known = new Set(PARSERS.flatMap((parser) => parser.types.map((type) => `${parser.software} ${type}`)))

describe.runIf(atHand)('the sample mails', () => {
  it.each(samples())('%s', async (file, expected) => {
    const raw = readFileSync(fileURLToPath(new URL(file, FOLDER)))
    const taken = recognise(readMail(await fieldsOf(raw)))
    const results = taken?.results ?? []
    if (expected === null) {
      expect(results.every((result) => result.informational)).toBe(true)
      return
    }
    const [first] = results
    const several = results.length > 1
    const { objects: named = {}, ...facts } = expected
    expect({
      software: first?.software,
      type: first?.type,
      jobName: several ? null : first?.jobName,
      host: several ? null : first?.host,
      status: worstStatus(results.map((result) => result.status)),
    }).toMatchObject(facts)
    const objects = results.flatMap((result) => result.objects)
    for (const [name, status] of Object.entries(named)) {
      const object =
        objects.find((each) => each.name === name) ?? objects.find((each) => each.name.includes(name))
      expect(object?.status, name).toBe(status)
    }
  })
})

/** Those whose type has a parser, and all that must not be taken for a backup. */
function samples(): [string, Sample | null][] {
  if (!atHand) return []
  const all: Record<string, Sample | null> = JSON.parse(
    readFileSync(new URL('expected.json', FOLDER), 'utf8'),
  )
  return Object.entries(all).filter(
    ([, sample]) => sample === null || known.has(`${sample.software} ${sample.type}`),
  )
}
