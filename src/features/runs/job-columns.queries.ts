import { sql } from '../../platform/db.ts'

/** A job's health beside other columns; wants `left join job_health h`. */
export const HEALTH_COLUMNS = sql`
  h.last_run_at, h.last_status, h.last_good_at, coalesce(h.failures_in_row, 0) as failures_in_row, coalesce(h.run_count, 0) as run_count`

/** The newest message in the Inbox that probably is of a job, of those received in a span of time if one is given; else null. */
export function waitingMessage(jobId: ReturnType<typeof sql>, span?: { starts: string; ends: string }) {
  return sql`(
    select m.id from mail_results w join mail_messages m on m.id = w.mail_message_id
    where w.probable_job_id = ${jobId} and w.state = 'open' and m.location = 'inbox'
      ${span ? sql`and m.received_at >= ${span.starts} and m.received_at < ${span.ends}` : sql``}
    order by m.received_at desc, m.id desc limit 1)`
}

/** Whether a job `j` of a customer `c` is found by all of these patterns, in the customer's name or anywhere in its own (indexed as written here). */
export function jobFoundBy(patterns: readonly string[]) {
  return patterns.map(
    (pattern) => sql`(lower(c.name) like ${pattern} or
      lower(coalesce(j.display_name, '') || ' ' || j.job_name || ' ' || coalesce(j.host, '') || ' ' || j.backup_software || ' ' || j.backup_type) like ${pattern})`,
  )
}
