import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const bin = path.join(root, 'node_modules/.bin')
const CHROMIUM = '/usr/bin/chromium'

/** Every check and test in one readable list; the first that fails ends the run. */
const STEPS: readonly [name: string, command: string, ...argv: string[]][] = [
  ['format and lint', 'biome', 'ci', '--error-on-warnings', '.'],
  ['types of the server', 'tsc', '-p', '.'],
  ['types of the pages', 'tsc', '-p', 'web'],
  ['import rules', 'node', 'scripts/check-imports.ts'],
  ['nothing unused', 'knip'],
  ['unit, database and convention tests', 'vitest', 'run'],
  ['pages', 'node', 'scripts/build-web.ts'],
  ['browser tests', 'playwright', 'test'],
]

ensureChromium()
const times: string[] = []
for (const [name, command, ...argv] of STEPS) {
  const started = performance.now()
  console.log(`\n── ${name}`)
  const { status } = spawnSync(path.join(bin, command), argv, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  })
  times.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${name}`)
  if (status !== 0) {
    console.error(`\n${name}: failed\n${times.join('\n')}`)
    process.exit(1)
  }
}
console.log(`\n${times.join('\n')}\nEvery check passed.`)

/** The browser tests need Debian's chromium: installed when that is possible, otherwise the one command to run is said. */
function ensureChromium(): void {
  if (existsSync(CHROMIUM)) return
  const root = process.getuid?.() === 0
  if (root && existsSync('/usr/bin/apt-get')) {
    console.log('── installing chromium for the browser tests')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env,
    })
  }
  if (existsSync(CHROMIUM)) return
  console.error(
    `The browser tests need ${CHROMIUM}. Install it with:\n\n  sudo apt-get update && sudo apt-get install -y chromium\n`,
  )
  process.exit(1)
}
