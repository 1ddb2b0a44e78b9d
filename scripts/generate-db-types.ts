import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const TYPES = {
  int8: 'number',
  timestamptz: 'string',
  timestamp: 'string',
  numeric: 'number',
  date: 'string',
}

/** The TypeScript types of every table of the database at this URL, as text. */
export async function generateDbTypes(url: string): Promise<string> {
  const root = path.resolve(import.meta.dirname, '..')
  const result = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect=postgres',
      `--url=${url}`,
      '--date-parser=string',
      '--numeric-parser=number',
      `--type-mapping=${JSON.stringify(TYPES)}`,
      '--exclude-pattern=pgboss.*',
      '--log-level=silent',
      '--print',
    ],
    { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  )
  if (result.status !== 0) throw new Error(`kysely-codegen failed: ${result.stderr || result.stdout}`)
  return `${result.stdout.trim()}\n`
}

if (import.meta.main) {
  const [url] = process.argv.slice(2)
  if (!url) throw new Error('Usage: node scripts/generate-db-types.ts postgres://… (a migrated database)')
  const file = path.resolve(import.meta.dirname, '../src/platform/db.types.ts')
  const before = await readFile(file, 'utf8').catch(() => '')
  const now = await generateDbTypes(url)
  await writeFile(file, now)
  console.log(before === now ? 'db.types.ts is up to date' : 'db.types.ts was written anew')
}
