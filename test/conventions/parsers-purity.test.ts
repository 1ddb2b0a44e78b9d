import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const SOURCE = new URL('../../src/', import.meta.url)
const IMPURE = [
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bTemporal\.Now\b/,
  /\bMath\.random\(/,
  /\bprocess\.[a-z]/,
  /\bfrom 'node:/,
  /\bimport\('/,
  /\bfetch\(/,
]
/** Reading raw bytes and running users' patterns are the things here that take a library. */
const LIBRARIES: Record<string, readonly string[]> = {
  'parsers/decode-mail.ts': ['postal-mime'],
  'parsers/support/html.ts': ['htmlparser2'],
  'parsers/rules/linear-pattern.ts': ['re2js'],
  'parsers/support/html-entities.ts': ['htmlparser2'],
}
const EVERYWHERE_IN_PARSERS = ['domhandler', 'domutils', 'css-select']

describe.each(['domain/', 'parsers/'])('%s is pure', (folder) => {
  const files = readdirSync(new URL(folder, SOURCE), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => folder + file)

  it('has files', () => {
    expect(files.length).toBeGreaterThan(0)
  })

  it.each(files)('%s knows no clock, no process and no outside world', (file) => {
    const source = readFileSync(new URL(file, SOURCE), 'utf8')
    expect(IMPURE.filter((pattern) => pattern.test(source)).map(String)).toEqual([])
  })

  it.each(files)('%s imports only what it may', (file) => {
    const source = readFileSync(new URL(file, SOURCE), 'utf8')
    const packages = [...source.matchAll(/\bfrom '([^'.][^']*)'/g)].map((match) => match[1] ?? '')
    const allowed = [...(LIBRARIES[file] ?? []), ...(folder === 'parsers/' ? EVERYWHERE_IN_PARSERS : [])]
    expect(packages.filter((name) => !allowed.includes(name))).toEqual([])
  })
})
