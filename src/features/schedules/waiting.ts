import type { World } from '../../app/world.ts'
import { readWaiting } from './waiting.queries.ts'

/** Overdue slots that are not missed yet because a report that probably is their run waits in the Inbox, the oldest first. */
export async function waitingReports({ db, clock }: Pick<World, 'db' | 'clock'>) {
  const rows = await readWaiting(db, clock())
  return rows.map((row) => ({
    job: {
      id: row.job_id,
      name: row.job_name,
      customer: { id: row.customer_id, name: row.customer_name },
    },
    slotAt: row.slot_at,
    deadlineAt: row.deadline_at,
    messageId: row.message_id,
    receivedAt: row.received_at,
    status: row.status,
  }))
}
