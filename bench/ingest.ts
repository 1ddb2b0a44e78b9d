import { availableParallelism, loadavg } from 'node:os'
import PostalMime from 'postal-mime'
import type { World } from '../src/app/world.ts'
import { importFiles } from '../src/features/ingest/index.ts'
import { readRaw } from '../src/parsers/read-raw.ts'
import { sql } from '../src/platform/db.ts'
import { describeCorpus, makeCorpus } from './corpus.ts'
import { mb, showTimes, speed } from './figures.ts'
import { withInstallation } from './installation.ts'
import { watchMemory } from './memory.ts'
import { prepareJobs } from './prepare-jobs.ts'
import { seededRandom } from './seeded-random.ts'
import { type StatementTimes, sinceThen } from './statement-times.ts'

const MAILS = 6000
const SEED = 1

/** `npm run bench -- ingest [mails]`: raw bytes → committed runs with objects, on a database of its own with fsync on, beside MIME parsing alone. */
export async function benchIngest([given]: readonly string[]): Promise<void> {
  const corpus = makeCorpus(seededRandom(SEED), Number(given ?? MAILS), Date.now())
  describeCorpus(corpus, SEED)
  await withInstallation(async ({ world, times }) => {
    console.log(
      `${await prepareJobs(world, corpus.firstReports)} jobs approved from ${corpus.firstReports.length} first reports`,
    )
    await measureIngest(world, corpus.mails, times)
  })
  await measureAlone('MIME parsing alone, one thread (upper limit)', corpus.mails, (raw) =>
    PostalMime.parse(raw),
  )
  await measureAlone('MIME parsing and parsers, one thread', corpus.mails, (raw) => readRaw(raw))
}

async function measureIngest(
  world: World,
  mails: readonly Buffer[],
  times: () => StatementTimes,
): Promise<void> {
  const rowsBefore = await counts(world)
  const statementsBefore = times()
  const { mailReader, readingMs } = timed(world.mailReader)
  const memory = watchMemory()
  const cpu = process.cpuUsage()
  const start = performance.now()
  const tally = await importFiles(
    { ...world, mailReader },
    { source: 'Command line', trigger: 'command', userId: null },
    oneByOne(mails),
  )
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  const { start: rssBefore, peak, quarters } = memory.stop()
  const rows = await counts(world)
  console.log(`
Raw bytes → committed runs with objects (fsync ${rows.fsync}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)})
  ${speed(mails, ms)}
  new ${tally.newMessages}, auto-approved ${tally.autoApproved}, left in inbox ${tally.leftInInbox}, runs ${rows.runs - rowsBefore.runs}, objects ${rows.objects - rowsBefore.objects}
  memory: peak ${mb(peak)} (${mb(rssBefore)} before, with the corpus in it); after each quarter ${quarters.map(mb).join(', ')}
  application: ${((user + system) / 1e6).toFixed(1)} s of CPU in ${(ms / 1000).toFixed(1)} s
`)
  showTimes(ms, sinceThen(times(), statementsBefore), {
    'reading (MIME and parsers, in threads)': readingMs(),
  })
}

function timed(reader: World['mailReader']): { mailReader: World['mailReader']; readingMs(): number } {
  let sum = 0
  const readAll: World['mailReader']['readAll'] = async (mails, rules) => {
    const start = performance.now()
    const readings = await reader.readAll(mails, rules)
    sum += performance.now() - start
    return readings
  }
  return { mailReader: { ...reader, readAll }, readingMs: () => sum }
}

async function measureAlone(
  title: string,
  mails: readonly Buffer[],
  read: (raw: Buffer) => Promise<unknown>,
): Promise<void> {
  const start = performance.now()
  for (const raw of mails) await read(raw)
  console.log(`\n${title}\n  ${speed(mails, performance.now() - start)}`)
}

async function counts({ db }: World): Promise<{ runs: number; objects: number; fsync: string }> {
  const { rows } = await sql<{ runs: number; objects: number; fsync: string }>`
    select (select count(*) from job_runs) as runs, (select count(*) from run_object_links) as objects, current_setting('fsync') as fsync
  `.execute(db)
  const [row] = rows
  if (!row) throw new Error('A count has one row.')
  return row
}

async function* oneByOne(mails: readonly Buffer[]) {
  for (const raw of mails) yield { kind: 'mail', name: 'bench', raw } as const
}
