import { createHash } from 'node:crypto'
import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const stampFile = join(root, 'dist/web/.stamp')
const INPUTS = ['web/**', 'contract/**', 'package-lock.json']

await main(process.argv.includes('--if-needed'))

/** Builds the browser side into dist/web; with `--if-needed` only when something it is made of has changed. */
async function main(onlyIfNeeded: boolean) {
  const stamp = await hashOfInputs()
  if (onlyIfNeeded && (await presentStamp()) === stamp) {
    console.log('web: up to date')
    return
  }
  const started = performance.now()
  // Loaded late: an installation that was built beforehand needs no builder.
  const { build } = await import('vite')
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' })
  await writeFile(stampFile, stamp)
  console.log(`web: built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of await filesOf(INPUTS)) hash.update(file).update(await readFile(join(root, file)))
  return hash.digest('hex')
}

async function filesOf(patterns: string[]): Promise<string[]> {
  const files: string[] = []
  for await (const entry of glob(patterns, { cwd: root, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name).slice(root.length + 1))
  }
  return files.sort()
}

async function presentStamp(): Promise<string | null> {
  return readFile(stampFile, 'utf8').catch(() => null)
}
