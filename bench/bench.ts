import { benchGenerate } from './generate/generate.ts'
import { benchImap } from './imap.ts'
import { benchIngest } from './ingest.ts'
import { benchMissed } from './missed.ts'
import { benchPages } from './pages/pages.ts'
import { benchParsers } from './parsers.ts'
import { benchSchedules } from './schedules.ts'
import { benchSmtp } from './smtp.ts'

/** Every bench by its name: it prints what it measured, and judges nothing. */
const BENCHES: Record<string, (argv: readonly string[]) => Promise<void>> = {
  ingest: benchIngest,
  missed: benchMissed,
  imap: benchImap,
  smtp: benchSmtp,
  parsers: benchParsers,
  schedules: benchSchedules,
  generate: benchGenerate,
  pages: benchPages,
}

const [name = '', ...argv] = process.argv.slice(2)
const bench = BENCHES[name]

if (!bench) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`)
  process.exitCode = 2
} else {
  await bench(argv)
}
