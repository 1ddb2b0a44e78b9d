import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { dateOf } from '../src/domain/schedule/calendar.ts'
import { localClock } from '../src/domain/schedule/local-clock.ts'
import { DAY, HOUR, MINUTE } from '../src/domain/schedule/units.ts'
import { type Database, sql } from '../src/platform/db.ts'
import type { SeededRandom } from './seeded-random.ts'

const ZONE = 'Europe/Amsterdam'
const clock = localClock(ZONE)
const CUSTOMERS = 500

/** When a job is due on a local date, in minutes after midnight. */
type DueOn = (date: { weekday: number; monthday: number }) => number[]

/** What an MSP's jobs are like, and how many of a hundred thousand. */
const KINDS: { share: number; dueOn: (start: number) => DueOn }[] = [
  { share: 70_000, dueOn: (start) => () => [start] },
  { share: 12_000, dueOn: (start) => (date) => (date.weekday < 6 ? [start] : []) },
  { share: 5_000, dueOn: (start) => () => [start, start + 720] },
  {
    share: 2_500,
    dueOn: (start) => () => [0, 240, 480, 720, 960, 1200].map((minute) => minute + (start % 240)),
  },
  { share: 500, dueOn: (start) => () => Array.from({ length: 24 }, (_, hour) => hour * 60 + (start % 60)) },
  { share: 8_000, dueOn: (start) => (date) => (date.weekday === 1 + (start % 7) ? [start] : []) },
  { share: 2_000, dueOn: (start) => (date) => (date.monthday === 1 + (start % 28) ? [start] : []) },
]

export type FleetJob = { id: number; dueOn: DueOn }

/** Makes customers, one mailbox and so many jobs; the jobs' plans come back, their runs are copied in with `copyRuns`. */
export async function makeFleet(
  db: Database,
  jobs: number,
  random: SeededRandom,
): Promise<{ sourceId: number; jobs: FleetJob[] }> {
  await sql`insert into customers (name, receive_tag) select 'Customer ' || n, 'c' || n from generate_series(1, ${CUSTOMERS}::integer) n`.execute(
    db,
  )
  const { rows } = await sql<{ id: number }>`
    insert into sources (kind, name, auto_import) values ('imap', 'Mailbox', true) returning id`.execute(db)
  const made = await sql<{ id: number }>`
    insert into jobs (customer_id, backup_software, backup_type, job_name, host)
    select c.id, 'Veeam', 'Backup Job', 'Backup of server ' || n, 'host' || n
    from generate_series(1, ${jobs}::integer) n
    join (select id, row_number() over (order by id) - 1 as position from customers) c on c.position = n % ${CUSTOMERS}::integer
    order by n returning id`.execute(db)
  return { sourceId: rows[0]?.id ?? 0, jobs: made.rows.map(({ id }) => ({ id, dueOn: planOf(random) })) }
}

/** Copies the runs of these jobs that were due between two instants into the database, each up to 15 minutes late; returns how many. */
export async function copyRuns(
  db: Database,
  dataDir: string,
  fleet: { sourceId: number; jobs: readonly FleetJob[] },
  of: { from: number; until: number; lost: (jobId: number) => boolean; random: SeededRandom },
): Promise<number> {
  const file = path.join(dataDir, `runs-${of.from}.csv`)
  const out = createWriteStream(file)
  let runs = 0
  for (const job of fleet.jobs) {
    const lines = dueBetween(job.dueOn, of.from, of.until).flatMap((due) => {
      if (of.lost(job.id)) return []
      const at = new Date(due + of.random.below(15 * MINUTE)).toISOString()
      runs++
      return `${job.id},${fleet.sourceId},${at},success,success,${at}\n`
    })
    if (!out.write(lines.join(''))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  await sql`
    copy job_runs (job_id, source_id, run_at, status, effective_status, reviewed_at) from ${sql.lit(file)} with (format csv)
  `.execute(db)
  await sql`
    insert into job_health (job_id, run_count, last_run_id, last_run_at, last_status, last_good_at, failures_in_row)
    select job_id, count(*), max(id), max(run_at), 'success', max(run_at), 0 from job_runs group by job_id
    on conflict (job_id) do update
      set run_count = excluded.run_count, last_run_id = excluded.last_run_id, last_run_at = excluded.last_run_at
  `.execute(db)
  return runs
}

function planOf(random: SeededRandom): DueOn {
  let place = random.below(100_000)
  // Backups run at night: from 18:00 to 06:00.
  const start = 18 * 60 + random.below(12 * 60)
  const kind = KINDS.find(({ share }) => {
    place -= share
    return place < 0
  })
  if (!kind) throw new Error('The shares add up to a hundred thousand.')
  return kind.dueOn(start)
}

function dueBetween(dueOn: DueOn, from: number, until: number): number[] {
  const due: number[] = []
  for (let day = Math.floor((from - DAY - HOUR) / DAY); day <= Math.floor(until / DAY) + 1; day++) {
    for (const minute of dueOn(dateOf(day))) {
      const at = clock.toInstant(day * DAY + minute * MINUTE)
      if (at >= from && at < until) due.push(at)
    }
  }
  return due
}
