import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { roleOfType } from '../src/domain/products.ts'
import { decodeMail } from '../src/parsers/decode-mail.ts'
import { readMail } from '../src/parsers/read-mail.ts'
import { PARSERS, recognise } from '../src/parsers/registry.ts'
import { exportName, fixturesOfNewParser, type NewParser, parserSource } from './new-parser-template.ts'
import { expectationOf } from './present-answer.ts'

const FORMATS = fileURLToPath(new URL('../src/parsers/formats/', import.meta.url))
const SLUG = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const USAGE = `Usage:
  npm run new:parser -- <vendor> <report> "<software>" "<type>"
  npm run new:parser -- --fixture <parser-id> <mail.eml> <short-name>`

process.exitCode = await main(process.argv.slice(2))

async function main(argv: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { fixture: { type: 'string' } },
    })
    const [first, second, software, type] = positionals
    if (values.fixture && first && second) return await newFixture(values.fixture, first, second)
    if (!values.fixture && first && second && software && type) {
      return await newParser({ vendor: first, report: second, software, type })
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  }
  console.error(USAGE)
  return 2
}

async function newParser(parser: NewParser): Promise<number> {
  const { vendor, report, software, type } = parser
  demandSlug(vendor, report)
  const source = `${FORMATS}${vendor}/${report}.parser.ts`
  const fixtures = fixturesOfNewParser(parser)
  const taken = [source, ...fixtures.map(({ name }) => `${FORMATS}${vendor}/fixtures/${name}`)].filter(
    existsSync,
  )
  if (taken.length > 0)
    throw new Error(
      `Already there, nothing was written: ${taken.map((path) => relative('.', path)).join(', ')}`,
    )

  await mkdir(`${FORMATS}${vendor}`, { recursive: true })
  await writeFile(source, parserSource(parser), { flag: 'wx' })
  for (const fixture of fixtures) await writeFixture(vendor, fixture)
  console.log(`Made src/parsers/formats/${vendor}/${report}.parser.ts with ${fixtures.length} fixtures. Add to src/parsers/registry.ts:
  import { ${exportName(parser)} } from './formats/${vendor}/${report}.parser.ts'
  and ${exportName(parser)}, in PARSERS: specific before generic.`)
  if (roleOfType(software, type) === null) {
    console.log(`src/domain/products.ts does not know the type "${type}" of "${software}" yet.`)
  }
  return 0
}

async function newFixture(parserId: string, mailFile: string, shortName: string): Promise<number> {
  demandSlug(shortName)
  const vendor = await vendorOf(parserId)
  const raw = await readFile(mailFile)
  const decoded = await decodeMail(raw)
  if (decoded.kind === 'undecodable') throw new Error(`${mailFile}: ${decoded.reason}`)
  const taken = recognise(readMail(decoded.mail))
  const name = `${await nextNumber(`${FORMATS}${vendor}/fixtures`)}-${shortName}`
  await writeFixture(vendor, {
    name,
    mail: raw,
    expected: expectationOf(taken, parserId),
    note: 'TODO: what this mail shows, and where its layout comes from.\n',
  })
  console.log(`Made src/parsers/formats/${vendor}/fixtures/${name}; taken by: ${taken?.parser.id ?? 'no parser'}.
Review expected.json, write note.md, and replace every real name, host and address in mail.eml by an invented one.`)
  return 0
}

async function writeFixture(
  vendor: string,
  fixture: { name: string; mail: string | Uint8Array; expected: unknown; note: string },
): Promise<void> {
  const folder = `${FORMATS}${vendor}/fixtures/${fixture.name}`
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/mail.eml`, fixture.mail, { flag: 'wx' })
  await writeFile(`${folder}/expected.json`, `${JSON.stringify(fixture.expected, null, 2)}\n`, { flag: 'wx' })
  await writeFile(`${folder}/note.md`, fixture.note, { flag: 'wx' })
}

/** A parser's id begins with the name of its folder; one vendor's name may begin another's. */
async function vendorOf(parserId: string): Promise<string> {
  if (!PARSERS.some((parser) => parser.id === parserId)) {
    throw new Error(`No parser has the id ${parserId}; see src/parsers/registry.ts.`)
  }
  const folders = (await readdir(FORMATS)).filter((folder) => parserId.startsWith(`${folder}-`))
  const [longest] = folders.sort((a, b) => b.length - a.length)
  if (!longest) throw new Error(`No folder of src/parsers/formats belongs to ${parserId}.`)
  return longest
}

async function nextNumber(fixtures: string): Promise<string> {
  const names = existsSync(fixtures) ? await readdir(fixtures) : []
  const highest = Math.max(0, ...names.map((name) => Number.parseInt(name, 10) || 0))
  return String(highest + 1).padStart(3, '0')
}

function demandSlug(...words: string[]): void {
  for (const word of words) {
    if (!SLUG.test(word))
      throw new Error(`"${word}" must be lower-case words joined by hyphens, a letter first.`)
  }
}
