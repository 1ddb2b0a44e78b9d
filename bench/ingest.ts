import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { readConfig } from '../src/app/config.ts'
import { openWorld } from '../src/app/open-world.ts'
import type { World } from '../src/app/world.ts'
import { importFiles } from '../src/features/ingest/index.ts'
import { readRaw } from '../src/parsers/read-raw.ts'
import { sql } from '../src/platform/db.ts'
import { createLogger } from '../src/platform/log.ts'
import { type Corpus, makeCorpus } from './corpus.ts'
import { bytesOf, kb, mb, showShare, speed } from './figures.ts'
import { watchMemory } from './memory.ts'
import { prepareJobs } from './prepare-jobs.ts'
import { seededRandom } from './seeded-random.ts'
import { openTimedDatabase, type StatementTimes, sinceThen } from './statement-times.ts'

const MAILS = 6000
const SEED = 1
const SHOWN_STATEMENTS = 14

/** `npm run bench -- ingest [mails]`: raw bytes → committed runs with objects, on a database of its own with fsync on, beside MIME parsing alone. */
export async function benchIngest([given]: readonly string[]): Promise<void> {
  const corpus = makeCorpus(seededRandom(SEED), Number(given ?? MAILS), Date.now())
  describeCorpus(corpus)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-bench-'))
  const config = readConfig({}, { dataDir })
  try {
    const { world, databaseUrl, close } = await openWorld(config, { own: true, log: createLogger('warn') })
    const { db, times } = openTimedDatabase(databaseUrl)
    try {
      console.log(
        `${await prepareJobs(world, corpus.firstReports)} jobs approved from ${corpus.firstReports.length} first reports`,
      )
      await measureIngest({ ...world, db }, corpus.mails, times)
    } finally {
      await db.destroy()
      await close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
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
Raw bytes → committed runs with objects (fsync ${rows.fsync}, ${availableParallelism()} cores)
  ${speed(mails, ms)}
  new ${tally.newMessages}, auto-approved ${tally.autoApproved}, left in inbox ${tally.leftInInbox}, runs ${rows.runs - rowsBefore.runs}, objects ${rows.objects - rowsBefore.objects}
  memory: peak ${mb(peak)} (${mb(rssBefore)} before, with the corpus in it); after each quarter ${quarters.map(mb).join(', ')}
  application: ${((user + system) / 1e6).toFixed(1)} s of CPU in ${(ms / 1000).toFixed(1)} s
`)
  showTimes(ms, readingMs(), sinceThen(times(), statementsBefore))
}

/** Reading happens beside the statements, so that together they can make more than the whole. */
function showTimes(ms: number, readingMs: number, statements: StatementTimes): void {
  showShare('where the time goes', ms, ms)
  showShare('reading (MIME and parsers, in threads)', readingMs, ms)
  for (const { statement, count, ms: part } of statements.slice(0, SHOWN_STATEMENTS))
    showShare(`${statement} (${count}×)`, part, ms)
  const others = statements.slice(SHOWN_STATEMENTS).reduce((sum, each) => sum + each.ms, 0)
  const all = statements.reduce((sum, each) => sum + each.ms, 0)
  showShare('other statements', others, ms)
  showShare('neither reading nor database (hashing, deciding, JSON)', Math.max(0, ms - readingMs - all), ms)
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

function describeCorpus({ mails, kinds }: Corpus): void {
  console.log(`${mails.length} mails, ${mb(bytesOf(mails))} (seed ${SEED})`)
  for (const { name, count, smallest, mean, largest } of kinds)
    console.log(
      `  ${name.padEnd(28)}${String(count).padStart(6)} mails of ${kb(smallest)}-${kb(largest)} kB, mean ${kb(mean)} kB`,
    )
}
