import { type Connection, sql } from '../../platform/db.ts'
import { NOT_WATCHED } from './job-facts.queries.ts'

export type WaitingRow = {
  job_id: number
  job_name: string
  customer_id: number
  customer_name: string
  slot_at: string
  deadline_at: string
  message_id: number
  received_at: string
  status: 'success' | 'warning' | 'failed'
}

const MOST = 500

/** The overdue slots of watched jobs that a report in the Inbox holds, each with the newest such report. */
export async function readWaiting(db: Connection, now: string): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select * from (
      select distinct on (e.job_id, e.slot_at) e.job_id, coalesce(j.display_name, j.job_name) as job_name, c.id as customer_id,
        c.name as customer_name, e.slot_at, e.deadline_at, m.id as message_id, m.received_at, w.status
      from mail_results w join mail_messages m on m.id = w.mail_message_id and m.location = 'inbox'
      join jobs j on j.id = w.probable_job_id join customers c on c.id = j.customer_id
      join lateral (
        select o.* from expected_runs o
        where o.job_id = w.probable_job_id and o.opens_at - (o.closes_at - o.opens_at) <= m.received_at
        order by o.slot_at desc limit 1) e on e.state = 'open' and e.deadline_at <= ${now}
      where w.state = 'open' and w.probable_job_id is not null and ${NOT_WATCHED} is null
      order by e.job_id, e.slot_at, m.received_at desc) waiting
    order by slot_at, job_id limit ${MOST}
  `.execute(db)
  return rows
}
