import type { Connection } from '../../platform/db.ts'
import { copyAutotaskTickets, linkRemarks, linkTickets } from './link-open-tickets.queries.ts'

/**
 * Links the open tickets and remarks of a job's scopes (on the job, its customer, and the objects of the run) to these new runs,
 * and independently of that copies the PSA ticket that goes on; the one function for runs of every origin, in the transaction
 * that makes them. Not for history.
 */
export async function linkOpenTickets(tx: Connection, runIds: readonly number[], now: string): Promise<void> {
  if (runIds.length === 0) return
  await linkTickets(tx, runIds, now)
  await linkRemarks(tx, runIds, now)
  await copyAutotaskTickets(tx, runIds)
}
