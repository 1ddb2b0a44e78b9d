import { PARSERS } from '../src/parsers/registry.ts'
import { listFixtures } from '../test/conventions/support/fixtures.ts'

const SHOWN_TYPES = 40
const TITLES = ['software', 'type', 'parser', 'version', 'fixtures', 'languages', 'evidence']
const fixtures = listFixtures()

/** `npm run parsers:list`: every parser in the order in which they are asked, and what it was tested with. */
const rows = PARSERS.map(({ id, version, software, types, origin }) => {
  const own = fixtures.filter((fixture) => fixture.expected.parser === id)
  const languages = [...new Set(own.map((fixture) => fixture.expected.language ?? 'en'))].sort()
  return [software, shortened(types), id, String(version), String(own.length), languages.join(' '), origin]
})

printAligned([TITLES, ...rows])
console.log(`\n${PARSERS.length} parsers, ${fixtures.length} fixtures with the mails that no parser takes`)

/** The first of many types, and how many more there are. */
function shortened(types: readonly string[]): string {
  const all = types.join(', ')
  return all.length <= SHOWN_TYPES || types.length === 1 ? all : `${types[0]} and ${types.length - 1} more`
}

function printAligned(table: readonly (readonly string[])[]): void {
  const widths = TITLES.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  for (const row of table)
    console.log(
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}
