import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const bin = path.join(root, 'node_modules/.bin')

/** What the tests need beyond npm, by the Debian package that brings it. */
const TOOLS = [
  { file: '/usr/bin/chromium', debianPackage: 'chromium', for: 'the browser tests' },
  {
    file: '/usr/bin/pg_virtualenv',
    debianPackage: 'postgresql',
    for: 'the tests on the oldest PostgreSQL that servers may have',
  },
  { file: '/usr/lib/dovecot/imap', debianPackage: 'dovecot-imapd', for: 'the tests of IMAP mailboxes' },
]

const ON_DEBIANS_POSTGRES =
  'TEST_DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec vitest run src/features'

/** Every check and test in one readable list; the first that fails ends the run. */
const STEPS: readonly [name: string, command: string, ...argv: string[]][] = [
  ['format and lint', 'biome', 'ci', '--error-on-warnings', '.'],
  ['types of the server', 'tsc', '-p', '.'],
  ['types of the pages', 'tsc', '-p', 'web'],
  ['import rules', 'node', 'scripts/check-imports.ts'],
  ['nothing unused', 'knip'],
  ['unit, database and convention tests', 'vitest', 'run'],
  ['database tests on Debian’s PostgreSQL', 'pg_virtualenv', 'sh', '-c', ON_DEBIANS_POSTGRES],
  ['pages', 'node', 'scripts/build-web.ts'],
  ['browser tests', 'playwright', 'test'],
]

installTools()
const times: string[] = []
for (const [name, command, ...argv] of STEPS) {
  const started = performance.now()
  console.log(`\n── ${name}`)
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, LC_ALL: 'C.UTF-8' }
  const { status, error } = spawnSync(command, argv, { cwd: root, stdio: 'inherit', env })
  times.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${name}`)
  if (status !== 0) {
    console.error(`\n${name}: failed${error ? ` (${error.message})` : ''}\n${times.join('\n')}`)
    process.exit(1)
  }
}
console.log(`\n${times.join('\n')}\nEvery check passed.`)

/** Missing tools are installed where that is possible; otherwise the one command to run is said. Nothing is ever skipped. */
function installTools(): void {
  const isMissing = (tool: { file: string }) => !existsSync(tool.file)
  const packages = TOOLS.filter(isMissing).map((tool) => tool.debianPackage)
  if (packages.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`── installing ${packages.join(' and ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: 'inherit',
      env,
    })
  }
  const missing = TOOLS.filter(isMissing)
  if (missing.length === 0) return
  for (const tool of missing) console.error(`${tool.file} is missing; ${tool.for} need it.`)
  console.error(
    `\n  sudo apt-get update && sudo apt-get install -y ${missing.map((tool) => tool.debianPackage).join(' ')}\n`,
  )
  process.exit(1)
}
