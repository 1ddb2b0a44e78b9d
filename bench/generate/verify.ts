import { isDeepStrictEqual } from 'node:util'
import { type Database, sql } from '../../src/platform/db.ts'
import { dateText, localDayOf } from './days.ts'
import { countIn, DAYS_IN_DETAIL, emptyTruth, type GroundTruth } from './ground-truth.ts'
import { NOW, type Plan, ZONE } from './scale.ts'

type Status = 'success' | 'warning' | 'failed' | 'missed'

/** Counts everything that the ground truth tells in the database; returns the sections that differ. */
export async function differences(db: Database, plan: Plan, truth: GroundTruth): Promise<string[]> {
  const counted = await countAll(db, plan)
  const sections = Object.keys(truth) as (keyof GroundTruth)[]
  return sections.filter((section) => !isDeepStrictEqual(sorted(truth[section]), sorted(counted[section])))
}

async function countAll(db: Database, plan: Plan): Promise<GroundTruth> {
  const truth = emptyTruth(plan)
  const one = async <T extends object>(query: {
    execute(db: Database): Promise<{ rows: unknown[] }>
  }): Promise<T> => {
    const [row] = (await query.execute(db)).rows as T[]
    if (!row) throw new Error('A count has one row.')
    return row
  }
  Object.assign(truth, {
    customers: await one(
      sql`select count(*) as total, count(*) filter (where active) as active from customers`,
    ),
    objects: {
      ...(await one(sql`select count(*) as total from customer_objects`)),
      ...(await objectsOfRuns(db)),
    },
    mails: await one(sql`
      select count(*) filter (where location = 'processed') as filed, count(*) filter (where location = 'inbox') as "inInbox",
        (select count(*) from mail_results where state = 'open' and probable_job_id is not null) as probable from mail_messages`),
    tickets: await one(sql`select count(*) as total, count(resolved_at) as resolved from tickets`),
    remarks: await one(sql`select count(*) as total, count(resolved_at) as resolved from remarks`),
  })
  truth.overrides = (await one<{ n: number }>(sql`select count(*) as n from overrides`)).n
  truth.reviewEvents = (await one<{ n: number }>(sql`select count(*) as n from job_run_review_events`)).n
  await countJobs(db, truth)
  await countRuns(db, truth)
  await countUnreviewed(db, truth)
  return truth
}

async function objectsOfRuns(db: Database) {
  const { rows } = await sql<{
    status: string
    n: number
  }>`select status, count(*) as n from run_object_links group by status`.execute(db)
  return {
    ofRuns: rows.reduce((sum, { n }) => sum + n, 0),
    ofRunsByStatus: {
      success: 0,
      warning: 0,
      failed: 0,
      ...Object.fromEntries(rows.map(({ status, n }) => [status, n])),
    },
  }
}

async function countJobs(db: Database, truth: GroundTruth): Promise<void> {
  const { rows } = await sql<{ software: string; n: number; archived: number; inactive: number }>`
    select j.backup_software as software, count(*) as n, count(j.archived_at) as archived, count(*) filter (where not c.active) as inactive
    from jobs j join customers c on c.id = j.customer_id group by 1`.execute(db)
  for (const { software, n, archived, inactive } of rows) {
    truth.jobs.total += n
    truth.jobs.archived += archived
    truth.jobs.ofInactiveCustomers += inactive
    truth.jobs.bySoftware[software] = n
  }
}

async function countRuns(db: Database, truth: GroundTruth): Promise<void> {
  const firstDay = dateText(localDayOf(NOW) - DAYS_IN_DETAIL + 1)
  const { rows } = await sql<{
    customer: number
    month: string
    day: string | null
    status: Status
    effective: Status
    n: number
  }>`
    select j.customer_id as customer, to_char(r.day, 'YYYY-MM') as month, case when r.day >= ${firstDay}::date then r.day::text end as day,
      r.status, r.effective_status as effective, sum(r.n) as n
    from (
      select job_id, (run_at at time zone ${ZONE})::date as day, status, effective_status, count(*) as n
      from job_runs group by 1, 2, 3, 4) r
    join jobs j on j.id = r.job_id group by 1, 2, 3, 4, 5`.execute(db)
  const { runs } = truth
  for (const { customer, month, day, status, effective, n } of rows) {
    runs.total += n
    runs.byStatus[status] += n
    runs.byEffectiveStatus[effective] += n
    if (status !== effective) runs.overridden += n
    runs.byCustomerMonth[customer] ??= {}
    countIn(runs.byMonth, month)[status] += n
    countIn(runs.byCustomerMonth[customer], month)[effective] += n
    if (day !== null) countIn(runs.byDay, day)[effective] += n
  }
}

async function countUnreviewed(db: Database, truth: GroundTruth): Promise<void> {
  const { rows } = await sql<{ job: number; shown: boolean; effective: Status; n: number }>`
    select r.job_id as job, c.active and j.archived_at is null as shown, r.effective_status as effective, count(*) as n
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where r.reviewed_at is null group by 1, 2, 3`.execute(db)
  const { unreviewed } = truth
  for (const { effective, shown, n } of rows) {
    unreviewed.total += n
    unreviewed.byEffectiveStatus[effective] += n
    if (shown) unreviewed.inQueue.runs[effective] += n
  }
  unreviewed.inQueue.jobs = new Set(rows.filter(({ shown }) => shown).map(({ job }) => job)).size
}

/** Keys in order, so that only what is said is compared. */
function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, each]) => [key, sorted(each)]),
      )
    : value
}
