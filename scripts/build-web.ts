import { createHash } from 'node:crypto'
import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const output = join(root, 'dist/web')
const stampFile = join(output, '.stamp')
const INPUTS = ['web/**', 'contract/**', 'docs/**/*.md', 'package-lock.json', 'scripts/build-web.ts']
const COMPRESSED = ['**/*.js', '**/*.css', '**/*.html', '**/*.svg']
/** The highest quality takes ten times as long for two per cent. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

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
  await compressBeforehand()
  await writeFile(stampFile, stamp)
  console.log(`web: built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of await filesOf(INPUTS, root)) hash.update(file).update(await readFile(join(root, file)))
  return hash.digest('hex')
}

async function presentStamp(): Promise<string | null> {
  return readFile(stampFile, 'utf8').catch(() => null)
}

/** The server picks these up by what a browser accepts, and compresses nothing itself. */
async function compressBeforehand(): Promise<void> {
  for (const file of await filesOf(COMPRESSED, output)) {
    const path = join(output, file)
    const bytes = await readFile(path)
    await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, BROTLI))
    await writeFile(`${path}.gz`, await promisify(gzip)(bytes))
  }
}

async function filesOf(patterns: string[], cwd: string): Promise<string[]> {
  const files: string[] = []
  for await (const entry of glob(patterns, { cwd, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name).slice(cwd.length + 1))
  }
  return files.sort()
}
