import { type Connection, sql } from '../../platform/db.ts'

export type EvidenceCustomer = { id: number; name: string; time_zone: string | null }

/** The customer whose evidence is asked for. */
export async function readEvidenceCustomer(
  db: Connection,
  id: number,
): Promise<EvidenceCustomer | undefined> {
  const { rows } =
    await sql<EvidenceCustomer>`select id, name, time_zone from customers where id = ${id}`.execute(db)
  return rows[0]
}

/** The newest event there is: what comes later is no part of an export that began. */
export async function newestEventId(db: Connection): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`select coalesce(max(id), 0) as id from job_run_review_events`.execute(db)
  return rows[0]?.id ?? 0
}

export type EvidenceRow = {
  id: number
  at: string
  /** `at` with its microseconds, to go on from. */
  exact_at: string
  user_name: string
  user_id: number | null
  action: string
  batch_id: string
  job_id: number
  backup_software: string | null
  backup_type: string | null
  job_name: string | null
  run_id: number
  run_at: string | null
  before_state: Record<string, unknown> | null
  after_state: Record<string, unknown> | null
  position: number | null
  previous_hash: string | null
  hash: string | null
}

/** The next events of a customer in a period, the oldest first; job and run are told as they are now, where they still are. */
export async function readEvidence(
  db: Connection,
  of: { customerId: number; starts: string; ends: string; newestId: number },
  after: { at: string; id: number } | null,
  limit: number,
): Promise<EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    select e.id, e.at, e.at::text as exact_at, e.user_name, e.user_id, e.action, e.batch_id, e.job_id, j.backup_software, j.backup_type,
      coalesce(j.display_name, j.job_name) as job_name, e.run_id, r.run_at, e.before_state, e.after_state, e.chain_position as position,
      encode(e.previous_hash, 'hex') as previous_hash, encode(e.hash, 'hex') as hash
    from (
      select * from job_run_review_events
      where customer_id = ${of.customerId} and at >= ${of.starts} and at < ${of.ends} and id <= ${of.newestId}
        ${after ? sql`and at >= ${after.at} and (at, id) > (${after.at}, ${after.id})` : sql``}
      order by at, id limit ${limit}) e
    left join jobs j on j.id = e.job_id left join job_runs r on r.id = e.run_id
    order by e.at, e.id
  `.execute(db)
  return rows
}

/** How many rows of a log wait for their link, counted up to `most`: after an upgrade it may be all of them. */
export async function countWaiting(
  db: Connection,
  log: 'audit_log' | 'job_run_review_events',
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from ${sql.table(log)} where hash is null limit ${most}) w`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
