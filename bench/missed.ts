import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../src/app/config.ts'
import { openWorld } from '../src/app/open-world.ts'
import type { World } from '../src/app/world.ts'
import { DAY, HOUR, MINUTE } from '../src/domain/schedule/units.ts'
import { dailyJobs } from '../src/features/daily-jobs/daily-jobs.ts'
import { detectMissed, learnChangedJobs, relearnAllJobs } from '../src/features/schedules/index.ts'
import { sql } from '../src/platform/db.ts'
import { createLogger } from '../src/platform/log.ts'
import { mb, showShare } from './figures.ts'
import { copyRuns, makeFleet } from './fleet-of-jobs.ts'
import { watchMemory } from './memory.ts'
import { seededRandom } from './seeded-random.ts'
import { openTimedDatabase, sinceThen } from './statement-times.ts'

const JOBS = 10_000
const DAYS = 90
const SEED = 1
const LOST_OF_A_HUNDRED = 1
/** A Tuesday at noon, Amsterdam. */
const NOON = Date.parse('2026-11-10T11:00:00Z')
const SHOWN_STATEMENTS = 6

/** `npm run bench -- missed [jobs]`: 90 days of history, a full relearn, a night that comes, detection, and Daily Jobs, on a database of its own. */
export async function benchMissed([given]: readonly string[]): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-bench-'))
  try {
    const config = readConfig({ LOG_LEVEL: 'warn' }, { dataDir })
    const { world, databaseUrl, close } = await openWorld(config, { own: true, log: createLogger('warn') })
    const { db, times } = openTimedDatabase(databaseUrl)
    try {
      await measure({ ...world, db }, dataDir, Number(given ?? JOBS), times)
    } finally {
      await db.destroy()
      await close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measure(
  world: World,
  dataDir: string,
  count: number,
  times: ReturnType<typeof openTimedDatabase>['times'],
): Promise<void> {
  const random = seededRandom(SEED)
  const fleet = await makeFleet(world.db, count, random)
  const history = { from: NOON - DAYS * DAY, until: NOON, lost: () => random.below(1000) < 3, random }
  const runs = await copyRuns(world.db, dataDir, fleet, history)
  await sql`vacuum (analyze)`.execute(world.db)
  console.log(`${count} jobs, ${DAYS} days, ${runs} runs (seed ${SEED})\n`)

  let now = NOON
  const at = { ...world, clock: () => new Date(now).toISOString() }
  const imported = () =>
    sql`update sources set last_complete_import_at = ${at.clock()} where id = ${fleet.sourceId}`.execute(
      world.db,
    )
  const timed = async (what: string, work: () => Promise<number>) => {
    const before = times()
    const memory = watchMemory()
    const cpu = process.cpuUsage()
    const start = performance.now()
    const result = await work()
    const ms = performance.now() - start
    const { user } = process.cpuUsage(cpu)
    const { peak } = memory.stop()
    console.log(
      `${what.padEnd(62)}${(ms / 1000).toFixed(2).padStart(8)} s  (${result}; own CPU ${(user / 1e6).toFixed(1)} s, peak memory ${mb(peak)})`,
    )
    for (const { statement, count: calls, ms: spent } of sinceThen(times(), before).slice(
      0,
      SHOWN_STATEMENTS,
    ))
      showShare(`${statement} × ${calls}`, spent, ms)
  }

  await imported()
  await timed('learning every job for the first time', () => learnChangedJobs(at))
  await sql`vacuum (analyze)`.execute(world.db)
  now += MINUTE
  await timed('full relearn', () => relearnAllJobs(at, at.clock()))
  await timed('detection, nothing due', () => detectMissed(at))

  const lost = new Set(fleet.jobs.filter(() => random.below(100) < LOST_OF_A_HUNDRED).map((job) => job.id))
  const night = { from: NOON, until: NOON + 20 * HOUR, lost: (id: number) => lost.has(id), random }
  console.log(
    `\na night: ${await copyRuns(world.db, dataDir, fleet, night)} runs came, ${lost.size} jobs stayed silent`,
  )
  now = NOON + 20 * HOUR
  await imported()
  await timed('learning the jobs with new runs', () => learnChangedJobs(at))
  await timed('detection of the silent jobs', () => detectMissed(at))
  await timed('detection, nothing new', () => detectMissed(at))

  await timedPages(at)

  now = NOON + 44 * HOUR
  await imported()
  console.log('\nthe worst case: a whole night of which nothing came')
  await timed('detection of all jobs at once', () => detectMissed(at))
  const { rows } = await sql<{ rows: number; size: number }>`
    select count(*) as rows, pg_total_relation_size('expected_runs') as size from expected_runs`.execute(
    world.db,
  )
  console.log(`\n${rows[0]?.rows} planned runs take ${mb(rows[0]?.size ?? 0)}`)
}

const PAGES = 60

async function timedPages(world: Pick<World, 'db' | 'clock'>): Promise<void> {
  const spent: number[] = []
  for (let page = 0; page < PAGES; page++) {
    const day = new Date(NOON - (page % 12) * DAY).toISOString().slice(0, 10)
    const start = performance.now()
    await dailyJobs(
      world,
      { limit: 50, sort: page % 2 ? 'time' : 'customer', day: page % 3 ? undefined : day },
      true,
    )
    spent.push(performance.now() - start)
  }
  spent.sort((a, b) => a - b)
  const share = (part: number) => `${(spent[Math.ceil(spent.length * part) - 1] ?? 0).toFixed(0)} ms`
  console.log(`\nDaily Jobs, ${PAGES} pages: half within ${share(0.5)}, 95 % within ${share(0.95)}`)
}
