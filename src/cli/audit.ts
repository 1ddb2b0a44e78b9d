import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../app/config.ts'
import { openWorld } from '../app/open-world.ts'
import type { World } from '../app/world.ts'
import {
  chainHeads,
  linkEvidence,
  readHeadsFile,
  verdictInWords,
  verifyEvidence,
} from '../features/audit/index.ts'
import { createLogger } from '../platform/log.ts'

const USAGE = `Usage: backupchecks audit verify [--heads FILE] [--json]
       backupchecks audit heads
verify computes the chains of the audit log and of the review events anew. FILE holds lines that "audit heads" printed earlier and
that were kept elsewhere: with them it also notices a chain that was cut off or written anew as a whole.
Exit code: 0 sound, 1 broken, 2 wrong usage, 3 could not be checked.`

const TOLD_EVERY_MS = 5000

/** `backupchecks audit verify|heads`: whether the evidence is what was written, and how far it reaches. */
export async function auditCommand(argv: readonly string[]): Promise<number> {
  const asked = readRequest(argv)
  if (!asked) {
    console.error(USAGE)
    return 2
  }
  try {
    const noted = asked.heads ? readHeadsFile(await readFile(asked.heads, 'utf8')) : []
    const config = readConfig(process.env, { dataDir: './data' })
    const { world, close } = await openWorld(config, { own: false, log: createLogger('warn') })
    try {
      return asked.action === 'heads' ? await printHeads(world) : await verify(world, noted, asked.json)
    } finally {
      await close()
    }
  } catch (error) {
    console.error(`The evidence could not be checked: ${error instanceof Error ? error.message : error}`)
    return 3
  }
}

function readRequest(
  argv: readonly string[],
): { action: 'verify' | 'heads'; heads: string | null; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { heads: { type: 'string' }, json: { type: 'boolean' } },
    })
    const [action, ...more] = positionals
    if ((action !== 'verify' && action !== 'heads') || more.length > 0) return null
    if (action === 'heads' && (values.heads || values.json)) return null
    return { action, heads: values.heads ?? null, json: values.json ?? false }
  } catch {
    return null
  }
}

async function printHeads(world: World): Promise<number> {
  await linkEvidence(world)
  console.log(JSON.stringify({ at: world.clock(), heads: await chainHeads(world) }))
  return 0
}

async function verify(world: World, noted: ReturnType<typeof readHeadsFile>, json: boolean): Promise<number> {
  let told = performance.now()
  const verdicts = await verifyEvidence(world, noted, (log, checked) => {
    if (performance.now() - told < TOLD_EVERY_MS) return
    told = performance.now()
    console.error(`${log}: ${checked} rows so far`)
  })
  if (json) for (const verdict of verdicts) console.log(JSON.stringify(verdict))
  else for (const verdict of verdicts) console.log(verdictInWords(verdict).join('\n'))
  return verdicts.every(({ broken }) => broken === null) ? 0 : 1
}
