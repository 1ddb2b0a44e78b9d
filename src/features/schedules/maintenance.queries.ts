import { type Connection, sql } from '../../platform/db.ts'

export type Scope = { jobIds: readonly number[] } | { customerIds: readonly number[] }

/** Adds the same window to each job, or to each customer, that exists; returns which. */
export async function insertWindows(
  tx: Connection,
  scope: Scope,
  window: { startsAt: string; endsAt: string; reason: string; userId: number | null },
): Promise<number[]> {
  const { startsAt, endsAt, reason, userId } = window
  const { rows } =
    'jobIds' in scope
      ? await sql<{ id: number }>`
          insert into maintenance_windows (job_id, starts_at, ends_at, reason, created_by_user_id)
          select id, ${startsAt}, ${endsAt}, ${reason}, ${userId} from jobs
          where id = any(${[...scope.jobIds]}) and merged_into_job_id is null order by id
          returning job_id as id`.execute(tx)
      : await sql<{ id: number }>`
          insert into maintenance_windows (customer_id, starts_at, ends_at, reason, created_by_user_id)
          select id, ${startsAt}, ${endsAt}, ${reason}, ${userId} from customers
          where id = any(${[...scope.customerIds]}) and merged_into_customer_id is null order by id
          returning customer_id as id`.execute(tx)
  return rows.map((row) => row.id)
}

export type WindowRow = {
  id: number
  job_id: number | null
  job_name: string | null
  customer_id: number
  customer_name: string
  starts_at: string
  ends_at: string
  reason: string
  created_by: string | null
}

type WindowFilter = { patterns: string[]; endsAfter: string | null }

const WINDOWS = sql`
  maintenance_windows w left join jobs j on j.id = w.job_id join customers c on c.id = coalesce(w.customer_id, j.customer_id)
  left join users u on u.id = w.created_by_user_id`
const WINDOW_COLUMNS = sql`
  w.id, w.job_id, coalesce(j.display_name, j.job_name) as job_name, c.id as customer_id, c.name as customer_name, w.starts_at, w.ends_at,
  w.reason, coalesce(nullif(u.display_name, ''), u.username) as created_by`

function windowCondition({ patterns, endsAfter }: WindowFilter) {
  return sql.join(
    [
      endsAfter === null ? sql`true` : sql`w.ends_at > ${endsAfter}`,
      ...patterns.map(
        (pattern) =>
          sql`lower(c.name || ' ' || coalesce(j.display_name, j.job_name, '') || ' ' || w.reason) like ${pattern}`,
      ),
    ],
    sql` and `,
  )
}

/** A page of windows, those that end first at the top. */
export async function listWindows(
  db: Connection,
  filter: WindowFilter,
  after: { endsAt: string; id: number } | null,
  limit: number,
): Promise<WindowRow[]> {
  const { rows } = await sql<WindowRow>`
    select ${WINDOW_COLUMNS} from ${WINDOWS}
    where ${windowCondition(filter)} ${after ? sql`and (w.ends_at, w.id) > (${after.endsAt}::timestamptz, ${after.id}::bigint)` : sql``}
    order by w.ends_at, w.id limit ${limit}
  `.execute(db)
  return rows
}

/** How many windows the filter leaves. */
export async function countWindows(db: Connection, filter: WindowFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${WINDOWS} where ${windowCondition(filter)}
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** The windows of a job and of its customer that have not ended. */
export async function windowsOfJob(db: Connection, jobId: number, now: string): Promise<WindowRow[]> {
  const { rows } = await sql<WindowRow>`
    select ${WINDOW_COLUMNS} from ${WINDOWS}
    where w.ends_at > ${now} and (w.job_id = ${jobId} or w.customer_id = (select customer_id from jobs where id = ${jobId}))
    order by w.starts_at, w.id
  `.execute(db)
  return rows
}

/** Ends a window now, or takes one away that has not begun; what it was, or undefined when there is none to end. */
export async function endWindow(tx: Connection, id: number, now: string): Promise<WindowRow | undefined> {
  const { rows } = await sql<WindowRow>`
    select ${WINDOW_COLUMNS} from ${WINDOWS} where w.id = ${id} and w.ends_at > ${now} for update of w
  `.execute(tx)
  await sql`delete from maintenance_windows where id = ${id} and starts_at >= ${now}`.execute(tx)
  await sql`update maintenance_windows set ends_at = ${now} where id = ${id} and starts_at < ${now} and ends_at > ${now}`.execute(
    tx,
  )
  return rows[0]
}
