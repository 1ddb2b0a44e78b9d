import { z } from 'zod'
import type { Reread } from '../ingest/index.ts'
import type { NewChange } from './changes.queries.ts'

const count = z.number().int().default(0)

const foundSchema = z.object({
  read: count,
  fromRaw: count,
  fromStoredText: count,
  changedMessages: count,
  changedRuns: count,
  reviewedRuns: count,
  changed: count,
  newlyRead: count,
  noLongerRead: count,
  failedToRead: count,
  newResults: count,
  movedIdentities: count,
  matches: count,
  conflicts: count,
  wins: count,
  loses: count,
})
const appliedSchema = z.object({
  messages: count,
  runs: count,
  reviewedRuns: count,
  autoApproved: count,
  keptAsRead: count,
  errors: count,
})

/** What a preview found so far, in numbers. */
export type Found = z.infer<typeof foundSchema>
/** What applying it did so far. */
export type Applied = z.infer<typeof appliedSchema>

/** Sums as they are stored. */
export function foundOf(stored: unknown): Found {
  return foundSchema.parse(stored)
}

/** Sums as they are stored. */
export function appliedOf(stored: unknown): Applied {
  return appliedSchema.parse(stored)
}

/** The sums with these messages read, from the raw mail or from what is stored of it. */
export function withRead(found: Found, sources: readonly ('raw' | 'stored text')[]): Found {
  const fromRaw = sources.filter((source) => source === 'raw').length
  return {
    ...found,
    read: found.read + sources.length,
    fromRaw: found.fromRaw + fromRaw,
    fromStoredText: found.fromStoredText + sources.length - fromRaw,
  }
}

/** The sums with what one more message would change. */
export function withMessage(
  found: Found,
  message: {
    change: Pick<NewChange, 'kind' | 'run_count' | 'reviewed_run_count'>
    newResults: number
    movedIdentities: number
    draft: { rival: { draftWins: boolean } | null } | null
  },
): Found {
  const { change, draft } = message
  const changed = change.kind !== null
  const one = (yes: boolean) => (yes ? 1 : 0)
  return {
    ...found,
    changedMessages: found.changedMessages + one(changed),
    changedRuns: found.changedRuns + (changed ? change.run_count : 0),
    reviewedRuns: found.reviewedRuns + (changed ? change.reviewed_run_count : 0),
    changed: found.changed + one(change.kind === 'changed'),
    newlyRead: found.newlyRead + one(change.kind === 'newly read'),
    noLongerRead: found.noLongerRead + one(change.kind === 'no longer read'),
    failedToRead: found.failedToRead + one(change.kind === 'failed to read'),
    newResults: found.newResults + message.newResults,
    movedIdentities: found.movedIdentities + message.movedIdentities,
    matches: found.matches + one(draft !== null),
    conflicts: found.conflicts + one(Boolean(draft?.rival)),
    wins: found.wins + one(draft?.rival?.draftWins === true),
    loses: found.loses + one(draft?.rival?.draftWins === false),
  }
}

/** The sums with one more batch applied. */
export function withBatch(applied: Applied, done: Reread): Applied {
  return {
    messages: applied.messages + done.parsed + done.unparsed + done.errors - done.keptAsRead,
    runs: applied.runs + done.refreshed.changed,
    reviewedRuns: applied.reviewedRuns + done.refreshed.reviewed,
    autoApproved: applied.autoApproved + done.autoApproved,
    keptAsRead: applied.keptAsRead + done.keptAsRead,
    errors: applied.errors + done.errors,
  }
}
