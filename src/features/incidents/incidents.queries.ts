import type { DueJob, FailedImport } from '../../domain/incident.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type Cause = 'unreachable' | 'silent'

export type IncidentRow = {
  id: number
  source_id: number
  source_name: string
  source_kind: string
  cause: Cause
  message: string
  silent_jobs: number | null
  opened_at: string
  closed_at: string | null
}

/** The incidents that are open, the oldest first. */
export async function openIncidentRows(db: Connection): Promise<IncidentRow[]> {
  const { rows } = await sql<IncidentRow>`
    select i.id, i.source_id, s.name as source_name, s.kind as source_kind, i.cause, i.message, i.silent_jobs, i.opened_at, i.closed_at
    from ingest_incidents i join sources s on s.id = i.source_id
    where i.closed_at is null order by i.opened_at, i.id
  `.execute(db)
  return rows
}

/** The imports of a source that failed since its last complete one, oldest first, with what each said. */
export async function failuresSinceComplete(
  db: Connection,
  sourceId: number,
): Promise<(FailedImport & { message: string })[]> {
  const { rows } = await sql<FailedImport & { message: string }>`
    select case when r.ended = 'interrupted' then 'interrupted' else coalesce(r.trouble, 'fault') end as trouble,
      r.started_at as "startedAt", coalesce(r.error, '') as message
    from import_runs r join sources s on s.id = r.source_id
    where r.source_id = ${sourceId} and r.ended in ('incomplete', 'interrupted') and r.started_at > coalesce(s.last_complete_import_at, '-infinity')
    order by r.started_at desc, r.id desc limit 1000
  `.execute(db)
  return rows.reverse()
}

/** Opens an incident, or brings the open one of this cause up to date; true when it is new. */
export async function openIncident(
  db: Connection,
  incident: {
    sourceId: number
    cause: Cause
    message: string
    trouble: string | null
    silentJobs: number | null
    openedAt: string
  },
): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into ingest_incidents (source_id, cause, message, trouble, silent_jobs, opened_at)
    select id, ${incident.cause}, ${incident.message}, ${incident.trouble}, ${incident.silentJobs}::integer, ${incident.openedAt}
    from sources where id = ${incident.sourceId} and removed_at is null
    on conflict (source_id, cause) where closed_at is null do update
      set message = excluded.message, trouble = excluded.trouble, silent_jobs = greatest(ingest_incidents.silent_jobs, excluded.silent_jobs)
    returning xmax = 0 as is_new
  `.execute(db)
  return rows[0]?.is_new ?? false
}

/** Closes the open incidents of these causes; returns how many there were. */
export async function closeIncidents(
  db: Connection,
  sourceId: number,
  causes: readonly Cause[],
  at: string,
): Promise<number> {
  const rows = await db
    .updateTable('ingest_incidents')
    .set({ closed_at: at })
    .where('source_id', '=', sourceId)
    .where('cause', 'in', [...causes])
    .where('closed_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

/** A source handed over something new. */
export async function touchDelivery(db: Connection, sourceId: number, at: string): Promise<void> {
  await sql`
    update sources set last_delivery_at = greatest(last_delivery_at, ${at}::timestamptz) where id = ${sourceId}
  `.execute(db)
}

export type WatchedSource = {
  id: number
  name: string
  /** How far what came in is known: the last complete import, or now for a listener that is up. */
  judged_until: string
  last_delivery_at: string | null
}

/** The sources whose silence can be judged, with how far. */
export async function watchedSources(
  db: Connection,
  now: string,
  upWithinSeconds: number,
): Promise<WatchedSource[]> {
  const { rows } = await sql<WatchedSource>`
    select id, name, last_delivery_at,
      case when kind in ('graph', 'imap') then least(last_complete_import_at, ${now}::timestamptz) else ${now}::timestamptz end as judged_until
    from sources
    where enabled and removed_at is null and (
      (kind in ('graph', 'imap') and last_complete_import_at is not null)
      or (kind in ('smtp', 'http') and up_seen_at >= ${now}::timestamptz - make_interval(secs => ${upWithinSeconds})))
  `.execute(db)
  return rows
}

/**
 * The jobs that a report was due from between two instants, whether it came, was raised as missed already or neither; each with
 * the source of the job's newest report from a live source, and when that came.
 */
export async function dueJobs(
  db: Connection,
  window: { from: string; until: string },
): Promise<(DueJob & { sourceId: number })[]> {
  const { rows } = await sql<DueJob & { sourceId: number }>`
    with due as (
      select job_id, min(slot_at) as expected_at from expected_runs
      where slot_at >= ${window.from} and slot_at < ${window.until} and kind = 'slot' and state <> 'excused'
      group by job_id
    )
    select newest.source_id as "sourceId", due.job_id as "jobId", j.customer_id as "customerId",
      due.expected_at as "expectedAt", newest.run_at as "lastRunAt"
    from due
    join jobs j on j.id = due.job_id and j.archived_at is null and j.active
    join customers c on c.id = j.customer_id and c.active
    join lateral (
      select r.source_id, r.run_at from job_runs r join sources s on s.id = r.source_id
      where r.job_id = due.job_id and not r.missed and s.kind in ('graph', 'imap', 'smtp', 'http')
      order by r.run_at desc, r.id desc limit 1) newest on true
  `.execute(db)
  return rows
}
