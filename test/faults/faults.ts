import { randomInt } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareJobs } from '../../bench/prepare-jobs.ts'
import { seededRandom } from '../../bench/seeded-random.ts'
import { readConfig } from '../../src/app/config.ts'
import { openWorld } from '../../src/app/open-world.ts'
import { openEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { createLogger } from '../../src/platform/log.ts'
import { findFaults, readContent } from './content.ts'
import { makeCorpus, writeCorpus } from './corpus.ts'
import { disturb } from './disturb.ts'
import { killImports, startImport } from './import-process.ts'
import { showContents, showKills } from './report.ts'

const MAILS = 2000
const LEAST_KILLS = 50

const seed = seedIn(process.argv.slice(2)) ?? randomInt(2 ** 31)
console.log(`Seed ${seed}   (again: npm run faults -- --seed ${seed})`)
const folder = await mkdtemp(path.join(tmpdir(), 'backupchecks-faults-'))
const dirs = { base: place('base'), calm: place('calm'), disturbed: place('disturbed') }
// Without an import the trial fails by itself and tidies up.
process.once('SIGINT', killImports)
try {
  process.exitCode = (await trial()) ? 0 : 1
} finally {
  killImports()
  for (const dir of Object.values(dirs)) await stopServer(dir)
  await rm(folder, { recursive: true, force: true })
}

async function trial(): Promise<boolean> {
  const corpus = makeCorpus(seededRandom(seed), MAILS, Date.now())
  const mailFolder = place('mails')
  await writeCorpus(mailFolder, corpus.mails)
  console.log(
    `${corpus.mails.length} mails, ${corpus.expected.size - corpus.firstReports.length} of them distinct`,
  )
  const jobs = await prepare(dirs.base, corpus.firstReports)
  await cp(dirs.base, dirs.calm, { recursive: true })
  await cp(dirs.base, dirs.disturbed, { recursive: true })

  const calm = startImport({ DATA_DIR: dirs.calm }, mailFolder)
  const { code, output } = await calm.ended
  console.log(`Undisturbed, into ${jobs} jobs: ${output}`)
  const calmContent = await inspect(dirs.calm, (url) => readContent(url))

  const kills = await disturb(dirs.disturbed, mailFolder, seededRandom(seed + 1))
  const { content, faults } = await inspect(dirs.disturbed, async (url) => ({
    content: await readContent(url),
    faults: await findFaults(url, corpus.expected),
  }))
  const enough = showKills(kills, LEAST_KILLS)
  const equal = showContents(calmContent, content)
  for (const fault of faults) console.log(`FAULT  ${fault}`)
  const passed = code === 0 && enough && equal && faults.length === 0
  console.log(passed ? 'None lost, none double.' : `FAILED (seed ${seed})`)
  return passed
}

/** A database whose jobs are approved, closed again. */
async function prepare(dataDir: string, firstReports: readonly Buffer[]): Promise<number> {
  const config = readConfig({}, { dataDir })
  const { world, close } = await openWorld(config, { own: true, log: createLogger('warn') })
  try {
    return await prepareJobs(world, firstReports)
  } finally {
    await close()
  }
}

async function inspect<T>(dataDir: string, look: (url: string) => Promise<T>): Promise<T> {
  const postgres = await openEmbeddedPostgres({ dataDir, log: () => undefined })
  try {
    return await look(postgres.url)
  } finally {
    await postgres.stop()
  }
}

/** Ends a server that a killed import left behind. */
async function stopServer(dataDir: string): Promise<void> {
  await openEmbeddedPostgres({ dataDir, log: () => undefined }).then(
    (server) => server.stop(),
    () => undefined,
  )
}

function place(name: string): string {
  return path.join(folder, name)
}

function seedIn(argv: readonly string[]): number | null {
  const value = argv[argv.indexOf('--seed') + 1]
  return argv.includes('--seed') && value !== undefined ? Number(value) : null
}
