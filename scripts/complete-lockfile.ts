import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/**
 * `npm ci` refuses a lockfile that names no entry for an optional package of another platform, and `npm install` leaves
 * out those that it could not look up. This adds them: run it after every change of the dependencies.
 */

const packageSchema = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
const lockfileSchema = z.looseObject({ packages: z.record(z.string(), packageSchema) })
type Package = z.infer<typeof packageSchema>

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'wasm32']

/** The optional packages that are named by others but have no entry, with the entry that they need. */
export function missingEntries(lockfile: z.infer<typeof lockfileSchema>): Map<string, Package> {
  const missing = new Map<string, Package>()
  for (const [location, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [`${location}/node_modules/${name}`, `node_modules/${name}`]
      if (!places.some((place) => place in lockfile.packages))
        missing.set(`node_modules/${name}`, platformEntry(name, version, entry.dev))
    }
  }
  return missing
}

/** The lockfile of the repository. */
export function readLockfile(): z.infer<typeof lockfileSchema> {
  return lockfileSchema.parse(JSON.parse(readFileSync(LOCKFILE, 'utf8')))
}

const LOCKFILE = path.resolve(import.meta.dirname, '../package-lock.json')

function platformEntry(name: string, version: string, dev: boolean | undefined): Package {
  const words = name.split(/[/-]/)
  const system = SYSTEMS.find((each) => words.includes(each))
  const processor = PROCESSORS.find((each) => words.includes(each))
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined
  return {
    version,
    cpu: [processor ?? 'wasm32'],
    ...(dev ? { dev } : {}),
    ...(libc ? { libc } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  }
}

if (import.meta.main) {
  const lockfile = readLockfile()
  const missing = missingEntries(lockfile)
  const [root, ...rest] = Object.entries({ ...lockfile.packages, ...Object.fromEntries(missing) })
  const sorted = rest.toSorted(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(
    LOCKFILE,
    `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(root ? [root, ...sorted] : sorted) }, null, 2)}\n`,
  )
  console.log(`${missing.size} entries added`)
}
