import type { Connection } from '../../platform/db.ts'
import { type Assignments, fileMessages, lockInboxMessages } from '../ingest/index.ts'
import type { RunRules } from '../runs/index.ts'
import { inboxMessagesOfSenders } from './approve.queries.ts'

const SWEEP_BATCH = 200

/**
 * Looks once more at every message of these senders in the Inbox, with the one that was decided about: what now has a job
 * leaves. Oldest first, because a report is judged by those before it. In a transaction that holds the identity lock.
 */
export async function fileWithSweep(
  tx: Connection,
  rules: RunRules,
  about: { senderKeys: readonly string[]; messageId: number | null; assigned: Assignments },
): Promise<{ runs: number; historyRuns: number; processed: Set<number> }> {
  const ids = await inboxMessagesOfSenders(tx, about.senderKeys, about.messageId)
  const filed = { runs: 0, historyRuns: 0, processed: new Set<number>() }
  for (let start = 0; start < ids.length; start += SWEEP_BATCH) {
    const batch = await lockInboxMessages(tx, ids.slice(start, start + SWEEP_BATCH))
    const tally = await fileMessages(tx, batch, rules, about.assigned)
    filed.runs += tally.runs
    filed.historyRuns += tally.historyRuns
    for (const id of tally.processed) filed.processed.add(id)
  }
  return filed
}
