import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { STATUSES } from '../../../src/domain/status.ts'
import { decodeMail } from '../../../src/parsers/decode-mail.ts'
import type { ReportedResult } from '../../../src/parsers/parser.ts'
import type { MailFields } from '../../../src/parsers/read-mail.ts'

const FORMATS = new URL('../../../src/parsers/formats/', import.meta.url)

const text = z.string().nullable()
const ExpectedObject = z
  .strictObject({
    name: z.string(),
    type: text,
    status: z.enum(STATUSES),
    message: text,
    startedAt: text,
    endedAt: text,
    sizeBytes: z.number().nullable(),
    transferredBytes: z.number().nullable(),
  })
  .partial()
const ExpectedResult = z
  .strictObject({
    key: z.string(),
    software: z.string(),
    type: z.string(),
    jobName: z.string(),
    host: text,
    subjectPrefix: text,
    companyName: text,
    status: z.enum(STATUSES),
    statusText: z.string(),
    objects: z.array(ExpectedObject),
    startedAt: text,
    endedAt: text,
    totalBytes: z.number().nullable(),
    transferredBytes: z.number().nullable(),
    remark: text,
    kind: text,
    isRetry: z.boolean(),
    informational: z.boolean(),
    isCheck: z.boolean(),
  })
  .partial()

/** What a fixture's `expected.json` may say; a misspelled key is refused, for it would compare nothing. */
const Expected = z.strictObject({
  parser: z.string().nullable(),
  /** The language of the mail, as two letters; English when not given. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  results: z.array(ExpectedResult).optional(),
  /** Parsers for which this mail looks like theirs, and that must refuse it. */
  foreignTo: z.array(z.string()).optional(),
})

type Expected = z.infer<typeof Expected>
export type Fixture = {
  /** `<vendor>/<nnn-short-name>` */
  name: string
  vendor: string
  raw: Buffer
  expected: Expected
  note: string
}

/** Every fixture folder of every format, in order. */
export function listFixtures(): Fixture[] {
  if (!existsSync(FORMATS)) return []
  return foldersIn(FORMATS).flatMap((vendor) => {
    const fixtures = new URL(`${vendor}/fixtures/`, FORMATS)
    return existsSync(fixtures) ? foldersIn(fixtures).map((name) => readFixture(vendor, name, fixtures)) : []
  })
}

function readFixture(vendor: string, name: string, fixtures: URL): Fixture {
  const folder = new URL(`${name}/`, fixtures)
  const file = (of: string): Buffer => readFileSync(new URL(of, folder))
  const note = existsSync(new URL('note.md', folder)) ? file('note.md').toString() : ''
  const parsed = Expected.safeParse(JSON.parse(file('expected.json').toString()))
  if (!parsed.success) throw new Error(`${vendor}/${name}/expected.json: ${z.prettifyError(parsed.error)}`)
  return { name: `${vendor}/${name}`, vendor, raw: file('mail.eml'), expected: parsed.data, note }
}

function foldersIn(folder: URL): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The decoded fields of a mail that must be decodable. */
export async function fieldsOf(raw: Uint8Array): Promise<MailFields> {
  const decoded = await decodeMail(raw)
  if (decoded.kind === 'undecodable') throw new Error(decoded.reason)
  return decoded.mail
}

/** Of the results only the facts that the expectation names, so that the two can be compared as wholes. */
export function namedFacts(results: readonly ReportedResult[], expected: Expected['results'] = []): unknown {
  return results.map((result, index) => {
    const wanted = expected[index] ?? {}
    const facts = pick(result, wanted)
    if (wanted.objects === undefined) return facts
    const objects = result.objects.map((object, at) => pick(object, wanted.objects?.[at] ?? { name: '' }))
    return { ...facts, objects }
  })
}

function pick(from: object, keysOf: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => Object.hasOwn(keysOf, key)))
}
