import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type DecodedMail, decodeMail } from '../src/parsers/decode-mail.ts'
import { type MailFields, readMail } from '../src/parsers/read-mail.ts'
import { readFields } from '../src/parsers/read-raw.ts'
import { PARSERS, recognise } from '../src/parsers/registry.ts'
import { listFixtures } from '../test/conventions/support/fixtures.ts'
import { bodyNamed, namesOfBodies } from '../test/conventions/support/hostile-mails.ts'
import { makeCorpus } from './corpus.ts'
import { bytesOf, kb, mb } from './figures.ts'
import { seededRandom } from './seeded-random.ts'

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000]
const LARGEST = 10_000_000
const ENOUGH_US = 100_000

/** `npm run bench -- parsers`: what a mail costs from its decoded fields to facts, by parser, by size, and when nobody takes it. */
export async function benchParsers(): Promise<void> {
  const fixtures = await Promise.all(
    listFixtures().map(async ({ raw, expected }) => ({
      raw,
      parser: expected.parser,
      mail: await decoded(raw),
    })),
  )
  await showStages(fixtures.map(({ raw }) => raw))
  showParsers(fixtures)
  showChoosing(fixtures.filter(({ parser }) => parser === null).map(({ mail }) => mail))
  showSizes(fixtures)
}

/** From raw bytes: the fixtures, and the mix that the ingest bench takes in. */
async function showStages(fixtures: readonly Buffer[]): Promise<void> {
  console.log('µs a mail                                    decoding   parsers')
  const mix = makeCorpus(seededRandom(1), 300, Date.now()).mails
  for (const [name, raws] of [
    ['the fixtures', fixtures],
    ['the mix of the ingest bench', mix],
  ] as const) {
    const mails = await Promise.all(raws.map(decoded))
    const start = process.threadCpuUsage()
    for (const raw of raws) await decodeMail(raw)
    const { user, system } = process.threadCpuUsage(start)
    const decoding = (user + system) / raws.length
    const parsing = microseconds(mails, readFields)
    const size = `${raws.length} mails, mean ${kb(bytesOf(raws) / raws.length)} kB`
    console.log(`  ${`${name} (${size})`.padEnd(42)}${cell(decoding)}${cell(parsing)}`)
  }
}

/** `alone`: match and parse of the one parser; `chosen`: with all that are asked before it. */
function showParsers(fixtures: readonly { parser: string | null; mail: DecodedMail }[]): void {
  console.log('\nµs a mail, over its fixtures                    mails     alone    chosen')
  for (const parser of PARSERS) {
    const own = fixtures.filter((fixture) => fixture.parser === parser.id).map(({ mail }) => mail)
    const alone = microseconds(own, (fields) => {
      const mail = readMail(fields)
      return parser.match(mail) && parser.parse(mail)
    })
    const chosen = microseconds(own, (fields) => recognise(readMail(fields)))
    console.log(`  ${parser.id.padEnd(42)}${cell(own.length)}${cell(alone)}${cell(chosen)}`)
  }
}

/** What every parser adds to a mail that nobody takes, most expensive first. */
function showChoosing(foreign: readonly DecodedMail[]): void {
  const all = microseconds(foreign, (fields) => recognise(readMail(fields)))
  const reading = microseconds(foreign, (fields) => readMail(fields).lines.length)
  const each = PARSERS.map((parser) => {
    const mails = foreign.map((fields) => readMail(fields))
    for (const mail of mails) mail.lines.length
    return { id: parser.id, us: microseconds(mails, (mail) => parser.match(mail) && parser.parse(mail)) }
  })
  console.log(`
µs for a mail that nobody takes (${foreign.length} foreign fixtures)
  ${'choosing among all parsers'.padEnd(50)}${cell(all)}
  ${'of it reading text and lines'.padEnd(50)}${cell(reading)}`)
  for (const { id, us } of each.sort((one, other) => other.us - one.us).slice(0, 8))
    console.log(`  ${id.padEnd(50)}${cell(us)}`)
}

type Kind = { name: string; mail(size: number): MailFields }

/** A straight line: µs a kilobyte stay the same, whatever the size. */
function showSizes(fixtures: readonly { parser: string | null; mail: DecodedMail }[]): void {
  const [stranger] = fixtures.filter(({ parser }) => parser === null)
  const text = fixtures.find(({ parser }) => parser === 'proxmox-vzdump')
  const table = fixtures.find(({ parser }) => parser === 'veeam-job')
  if (!stranger || !text || !table)
    throw new Error('The bench needs fixtures of vzdump, of Veeam and of nobody.')
  const kinds: Kind[] = [
    { name: 'text with a long log, taken', mail: (size) => longLog(text.mail, size) },
    { name: 'HTML with many rows, taken', mail: (size) => manyRows(table.mail, size) },
    ...namesOfBodies().map((name) => ({
      name,
      mail: (size: number) => ({ ...stranger.mail, ...bodyNamed(name, size) }),
    })),
  ]
  console.log(
    `\nµs/kB at                                    ${SIZES.map((size) => cell(`${size / 1000} kB`)).join('')}   memory`,
  )
  for (const { name, mail } of kinds.filter((kind) => lengthOf(kind.mail(LARGEST)) > LARGEST / 2)) {
    const costs = SIZES.map((size) => {
      const fields = mail(size)
      return (microseconds([fields], readFields) / lengthOf(fields)) * 1000
    })
    const memory = mb(heldBy(mail(LARGEST))).padStart(9)
    console.log(`  ${name.padEnd(42)}${costs.map((us) => cell(us.toFixed(1))).join('')}${memory}`)
  }
}

function lengthOf({ text, html }: MailFields): number {
  return text.length + html.length
}

/** What the largest mail holds in memory beside its own text while it is read. */
function heldBy(fields: MailFields): number {
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const read = [readMail(fields)]
  for (const mail of read) recognise(mail)
  collectGarbage()
  const held = process.memoryUsage().heapUsed - before
  // Only here the mail may go.
  read.length = 0
  return held
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}

function longLog(mail: MailFields, size: number): MailFields {
  const line = '110: 2026-11-10 01:30:01 INFO: 49% (604.0 MiB of 1.2 GiB) in 3s, read: 201.3 MiB/s\n'
  return { ...mail, html: '', text: mail.text + line.repeat(Math.ceil(size / line.length)) }
}

/** The last row of the report's table, over and over under other names. */
function manyRows(mail: MailFields, size: number): MailFields {
  const start = mail.html.lastIndexOf('<tr', mail.html.lastIndexOf('Success</span>'))
  const end = mail.html.indexOf('</tr>', start) + '</tr>'.length
  const row = mail.html.slice(start, end)
  const rows = Array.from({ length: Math.ceil(size / row.length) }, (_, index) =>
    row.replace(/SQL/, `vm${index}`),
  )
  return { ...mail, html: mail.html.slice(0, end) + rows.join('') + mail.html.slice(end) }
}

/** CPU time, so that others on the machine do not count: the mean over as many rounds as fill a moment, after one to warm up. */
function microseconds<T>(inputs: readonly T[], work: (input: T) => unknown): number {
  if (inputs.length === 0) return 0
  for (const input of inputs) work(input)
  const start = process.threadCpuUsage()
  let rounds = 0
  let spent = 0
  while (rounds === 0 || spent < ENOUGH_US) {
    for (const input of inputs) work(input)
    rounds++
    const { user, system } = process.threadCpuUsage(start)
    spent = user + system
  }
  return spent / rounds / inputs.length
}

async function decoded(raw: Uint8Array): Promise<DecodedMail> {
  const result = await decodeMail(raw)
  if (result.kind === 'undecodable') throw new Error(result.reason)
  return result.mail
}

function cell(value: number | string): string {
  return (typeof value === 'number' ? value.toFixed(0) : value).padStart(10)
}
