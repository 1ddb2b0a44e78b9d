import type { Pin } from '../../domain/schedule/pinned.ts'
import type { PlannedRun } from '../../domain/schedule/settle.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** Why nothing is expected of a job, whatever its reports say; of a job `j` of a customer `c`. */
export const NOT_WATCHED = sql`case
  when j.archived_at is not null or j.merged_into_job_id is not null then 'archived'
  when not c.active then 'inactive customer'
  when j.informational then 'informational'
  when j.cadence = 'event' then 'event'
  when j.backup_software = 'Cove Data Protection' and j.backup_type = 'Workstation' then 'workstation'
end`

/** The runs that say when a job's reports come, written as their index has it. */
export const IS_ARRIVAL = sql`
  not r.missed and not r.informational and not r.is_check and (r.external_id is null or r.external_id not like 'cove-colorbar-%')`

/** Ways in whose silence means something; uploads and the command line never count. */
export const LIVE_KINDS = sql`('graph', 'imap', 'smtp', 'http', 'cove')`

export type JobFacts = {
  job_id: number
  pin: Pin | null
  kind: string
  judged_from: string | null
  planned_until: string | null
  was_not_watched: string | null
  not_watched: string | null
  irregular_after_days: number | null
  time_zone: string | null
  grace_minutes: number | null
  run_count: number | null
  last_run_id: number | null
  /** The source of the job's last run from a live source. */
  source_id: number | null
}

const NEWEST_RUNS = 100

/**
 * What is known of these jobs, each locked until the transaction ends so that nobody plans it, or pins it, meanwhile.
 * Makes the row of a job that has none yet.
 */
export async function lockJobFacts(
  tx: Connection,
  jobIds: readonly number[],
  now: string,
): Promise<JobFacts[]> {
  const ids = [...jobIds].sort((a, b) => a - b)
  await sql`
    insert into job_schedules (job_id, kind, learned_at)
    select id, 'learning', ${now} from jobs where id = any(${ids}) order by id on conflict do nothing
  `.execute(tx)
  await sql`select from job_schedules where job_id = any(${ids}) order by job_id for update`.execute(tx)
  const { rows } = await sql<JobFacts>`
    select s.job_id, s.pin, s.kind, s.judged_from, s.planned_until, s.not_watched as was_not_watched, ${NOT_WATCHED} as not_watched,
      j.irregular_after_days, coalesce(j.time_zone, c.time_zone) as time_zone, coalesce(j.grace_minutes, c.grace_minutes) as grace_minutes,
      h.run_count, h.last_run_id, coalesce(live.source_id, s.source_id) as source_id
    from job_schedules s join jobs j on j.id = s.job_id join customers c on c.id = j.customer_id left join job_health h on h.job_id = s.job_id
    left join lateral (
      select newest.source_id from (
        select r.source_id, r.run_at, r.id from job_runs r where r.job_id = s.job_id order by r.run_at desc, r.id desc limit ${NEWEST_RUNS}) newest
      join sources o on o.id = newest.source_id and o.kind in ${LIVE_KINDS} and o.removed_at is null
      order by newest.run_at desc, newest.id desc limit 1) live on true
    where s.job_id = any(${ids}) order by s.job_id
  `.execute(tx)
  return rows
}

/** A job's arrivals are not needed further back: monthly slots look at half a year, and a job with very many runs at its newest ones. */
const DAYS_BACK = 180
const MOST_ARRIVALS = 3000

/** When the runs of these jobs arrived (epoch milliseconds, oldest first). */
export async function readArrivalTimes(
  db: Connection,
  jobIds: readonly number[],
  now: string,
): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ job_id: number; arrivals: number[] }>`
    select a.job_id, json_agg((extract(epoch from n.run_at) * 1000)::bigint order by n.run_at) as arrivals
    from unnest(${[...jobIds]}::bigint[]) as a (job_id)
    cross join lateral (
      select r.run_at from job_runs r
      where r.job_id = a.job_id and r.run_at > ${now}::timestamptz - make_interval(days => ${DAYS_BACK}) and ${IS_ARRIVAL}
      order by r.run_at desc limit ${MOST_ARRIVALS}) n
    group by a.job_id
  `.execute(db)
  return new Map(rows.map((row) => [row.job_id, row.arrivals]))
}

/** A planned run as JSON carries it: instants in epoch milliseconds. */
const AS_PLANNED = sql`json_build_object(
  'at', (extract(epoch from e.slot_at) * 1000)::bigint, 'opens', (extract(epoch from e.opens_at) * 1000)::bigint,
  'closes', (extract(epoch from e.closes_at) * 1000)::bigint, 'deadline', (extract(epoch from e.deadline_at) * 1000)::bigint,
  'kind', e.kind, 'slot', e.slot, 'state', e.state)`

/** What was planned for these jobs of late and whose window is open or over, and the silences that are open; oldest first. */
export async function readOpened(
  db: Connection,
  jobIds: readonly number[],
  now: string,
): Promise<Map<number, PlannedRun[]>> {
  const { rows } = await sql<{ job_id: number; planned: PlannedRun[] }>`
    select e.job_id, json_agg(${AS_PLANNED} order by e.slot_at) as planned
    from expected_runs e
    where e.job_id = any(${[...jobIds]}) and e.opens_at <= ${now}
      and (e.slot_at > ${now}::timestamptz - interval '3 days' or (e.state = 'open' and e.kind = 'silence'))
    group by e.job_id
  `.execute(db)
  return new Map(rows.map((row) => [row.job_id, row.planned]))
}

export type Unsettled = { job_id: number; planned: PlannedRun[]; arrivals: number[] }

/**
 * For these jobs what was planned since the oldest slot that has no run yet (with the four before it and the next one, which have
 * a claim on the arrivals, too) and the runs since; only jobs that have such a slot.
 */
export async function readUnsettled(
  db: Connection,
  jobIds: readonly number[],
  now: string,
): Promise<Unsettled[]> {
  const { rows } = await sql<Unsettled>`
    with first as (
      select job_id, min(slot_at) as slot_at from expected_runs
      where job_id = any(${[...jobIds]}) and state in ('open', 'missed') and opens_at <= ${now}
        and slot_at > ${now}::timestamptz - interval '35 days'
      group by job_id
    )
    select f.job_id, p.planned, coalesce(a.arrivals, '[]') as arrivals
    from first f
    cross join lateral (
      select coalesce(min(b.slot_at), f.slot_at) as since from (
        select slot_at from expected_runs where job_id = f.job_id and slot_at < f.slot_at order by slot_at desc limit 4) b) s
    cross join lateral (
      select coalesce(min(n.slot_at), 'infinity') as until from (
        select slot_at from expected_runs where job_id = f.job_id and slot_at > ${now} and opens_at > ${now} order by slot_at limit 1) n) u
    cross join lateral (
      select json_agg(${AS_PLANNED} order by e.slot_at) as planned, min(e.opens_at - (e.closes_at - e.opens_at)) as from_instant
      from expected_runs e where e.job_id = f.job_id and e.slot_at >= s.since and e.slot_at <= u.until) p
    cross join lateral (
      select json_agg((extract(epoch from r.run_at) * 1000)::bigint order by r.run_at) as arrivals
      from job_runs r where r.job_id = f.job_id and r.run_at >= p.from_instant and r.run_at <= ${now} and ${IS_ARRIVAL}) a
  `.execute(db)
  return rows
}
