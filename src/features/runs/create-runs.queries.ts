import { type Connection, sql } from '../../platform/db.ts'

export type NewRun = {
  job_id: number
  mail_message_id: number | null
  result_key: string
  source_id: number | null
  source_type: 'cove_api' | 'cloud_connect' | 'http' | null
  external_id: string | null
  run_at: string
  started_at: string | null
  ended_at: string | null
  status: 'success' | 'warning' | 'failed'
  status_text: string
  remark: string | null
  kind: string | null
  is_retry: boolean
  informational: boolean
  is_check: boolean
  history: boolean
  total_bytes: number | null
  transferred_bytes: number | null
  /** Entered as reviewed by the system at this time; null for a run that a person must look at. */
  reviewed_at: string | null
  parser_id: string | null
  parser_version: number | null
}

export type NewRunObject = {
  object_type: string
  name: string
  position: number
  status: 'success' | 'warning' | 'failed'
  message: string | null
  observed_at: string
  started_at: string | null
  ended_at: string | null
  size_bytes: number | null
  transferred_bytes: number | null
}

export type CreatedRun = {
  id: number
  job_id: number
  customer_id: number
  mail_message_id: number | null
  result_key: string
  reviewed_at: string | null
  history: boolean
}

/** Inserts the runs that do not exist yet (by message and result key, or by external id); returns only the new ones. */
export async function insertRuns(tx: Connection, runs: readonly NewRun[]): Promise<CreatedRun[]> {
  const { rows } = await sql<CreatedRun>`
    insert into job_runs (
      job_id, mail_message_id, result_key, source_id, source_type, external_id, run_at, started_at, ended_at, status, effective_status,
      status_text, remark, kind, is_retry, informational, is_check, history, total_bytes, transferred_bytes, reviewed_at, parser_id, parser_version)
    select job_id, mail_message_id, result_key, source_id, source_type, external_id, run_at, started_at, ended_at, status, status,
      status_text, remark, kind, is_retry, informational, is_check, history, total_bytes, transferred_bytes, reviewed_at, parser_id, parser_version
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as r (
      job_id bigint, mail_message_id bigint, result_key text, source_id bigint, source_type text, external_id text, run_at timestamptz,
      started_at timestamptz, ended_at timestamptz, status text, status_text text, remark text, kind text, is_retry boolean, informational boolean,
      is_check boolean, history boolean, total_bytes bigint, transferred_bytes bigint, reviewed_at timestamptz, parser_id text, parser_version integer)
    order by run_at
    on conflict do nothing
    returning id, job_id, (select j.customer_id from jobs j where j.id = job_runs.job_id) as customer_id, mail_message_id, result_key, reviewed_at, history
  `.execute(tx)
  return rows
}

export type LinkedObject = NewRunObject & { run_id: number; job_id: number; customer_id: number }

/** Makes the customers' objects that are new, then links every object to its run and its job. */
export async function insertRunObjects(tx: Connection, objects: readonly LinkedObject[]): Promise<void> {
  if (objects.length === 0) return
  const json = JSON.stringify(objects)
  await sql`
    insert into customer_objects (customer_id, object_type, name)
    select distinct on (o.customer_id, o.object_type, lower(o.name)) o.customer_id, o.object_type, o.name
    from jsonb_to_recordset(${json}::jsonb) as o (customer_id bigint, object_type text, name text)
    where not exists (
      select from customer_objects c where c.customer_id = o.customer_id and c.object_type = o.object_type and c.name_key = lower(o.name))
    order by o.customer_id, o.object_type, lower(o.name)
    on conflict do nothing
  `.execute(tx)
  // Customer and job come with each object: found through the run, equal names of all customers would be joined first.
  await sql`
    with o as materialized (
      select r.*, c.id as customer_object_id
      from jsonb_to_recordset(${json}::jsonb) as r (
        run_id bigint, job_id bigint, customer_id bigint, object_type text, name text, position integer, status text, message text,
        observed_at timestamptz, started_at timestamptz, ended_at timestamptz, size_bytes bigint, transferred_bytes bigint)
      join customer_objects c on c.customer_id = r.customer_id and c.object_type = r.object_type and c.name_key = lower(r.name)
    ), linked as (
      insert into run_object_links (
        run_id, customer_object_id, position, status, message, observed_at, started_at, ended_at, size_bytes, transferred_bytes)
      select run_id, customer_object_id, position, status, message, observed_at, started_at, ended_at, size_bytes, transferred_bytes from o
      on conflict do nothing
    )
    insert into job_object_links (job_id, customer_object_id, first_seen_at, last_seen_at)
    select job_id, customer_object_id, min(observed_at), max(observed_at) from o
    group by job_id, customer_object_id
    order by job_id, customer_object_id
    on conflict (job_id, customer_object_id) do update
      set first_seen_at = least(job_object_links.first_seen_at, excluded.first_seen_at),
          last_seen_at = greatest(job_object_links.last_seen_at, excluded.last_seen_at)
  `.execute(tx)
}

/** Brings the newest facts of these jobs up to date; `added` is how many runs each gained (negative: lost). */
export async function refreshJobHealth(tx: Connection, added: ReadonlyMap<number, number>): Promise<void> {
  if (added.size === 0) return
  const jobs = [...added].sort((a, b) => a[0] - b[0]).map(([job_id, runs]) => ({ job_id, runs }))
  await sql`
    insert into job_health as h (job_id, run_count, last_run_id, last_run_at, last_status, last_good_at, failures_in_row)
    select a.job_id, a.runs, newest.id, newest.run_at, newest.effective_status, good.run_at, coalesce(bad.failures, 0)
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as a (job_id bigint, runs integer)
    left join lateral (
      select id, run_at, effective_status from job_runs r where r.job_id = a.job_id order by run_at desc, id desc limit 1) newest on true
    left join lateral (
      select run_at from job_runs r
      where r.job_id = a.job_id and effective_status = 'success' and not missed and not informational and not is_check
      order by run_at desc limit 1) good on true
    left join lateral (
      select run_at from job_runs r
      where r.job_id = a.job_id and effective_status in ('success', 'warning') and not informational and not is_check
      order by run_at desc, id desc limit 1) unfailed on true
    left join lateral (
      select count(*) as failures from job_runs r
      where r.job_id = a.job_id and r.run_at > coalesce(unfailed.run_at, '-infinity') and effective_status in ('failed', 'missed')) bad on true
    order by a.job_id
    on conflict (job_id) do update
      set run_count = h.run_count + excluded.run_count, last_run_id = excluded.last_run_id, last_run_at = excluded.last_run_at,
          last_status = excluded.last_status, last_good_at = excluded.last_good_at, failures_in_row = excluded.failures_in_row
  `.execute(tx)
}

export type ReviewEvent = {
  run_id: number
  user_id: number | null
  user_name: string
  action: 'reviewed' | 'undone' | 'history' | 'hidden type' | 'reopened' | 'arrived late' | 'withdrawn'
  batch_id: string
  at: string
}

/**
 * Appends review events with who had reviewed the run before and after; which job and customer it belongs to is read from the run.
 * Call it after the change: what was before is told by the run's newest event, and a run that enters as reviewed had nothing before.
 */
export async function appendReviewEvents(tx: Connection, events: readonly ReviewEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into job_run_review_events (run_id, job_id, customer_id, user_id, user_name, action, batch_id, at, before_state, after_state)
    select e.run_id, r.job_id, j.customer_id, e.user_id, e.user_name, e.action, e.batch_id, e.at,
      case when before.state is not null or e.action not in ('history', 'hidden type') then jsonb_build_object(
        'reviewed_at', before.state -> 'reviewed_at', 'reviewed_by_user_id', before.state -> 'reviewed_by_user_id',
        'status', r.status, 'effective_status', r.effective_status) end,
      jsonb_build_object('reviewed_at', r.reviewed_at, 'reviewed_by_user_id', r.reviewed_by_user_id,
        'status', r.status, 'effective_status', r.effective_status)
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (
      run_id bigint, user_id bigint, user_name text, action text, batch_id uuid, at timestamptz)
    join job_runs r on r.id = e.run_id join jobs j on j.id = r.job_id
    left join lateral (
      select v.after_state as state from job_run_review_events v
      where v.run_id = e.run_id and v.after_state ? 'reviewed_at' order by v.id desc limit 1) before on true
  `.execute(tx)
}
