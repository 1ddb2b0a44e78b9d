import { PURGE_UNASKED, PURGE_WORD } from '../../../contract/deleted-mails.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { Refusal } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { recordAudit } from '../audit/index.ts'
import { countDeleted, type DeletedFilter, listDeleted, purge } from './deleted-mails.queries.ts'

type DeletedMailsWorld = Pick<World, 'db' | 'clock'>

export type Purging =
  | { kind: 'selection'; ids: readonly number[] }
  | { kind: 'found'; q?: string | undefined; deletedUntil: string }

/** Messages that go in one transaction. */
const TOGETHER = 200
const BUDGET_MS = 8_000

/** A page of deleted messages, the last deleted first. */
export async function deletedMailsPage(
  { db }: Pick<World, 'db'>,
  query: { after?: string | undefined; limit: number; q?: string | undefined },
) {
  const filter = { patterns: searchPatterns(query.q), ids: null, until: null }
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { deletedAt: String(cursor[0]), id: Number(cursor[1]) } : null
  const found = await listDeleted(db, filter, after, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.deletedAt, row.id])
  return { rows, next, total: await countDeleted(db, filter) }
}

/**
 * Removes deleted messages for good, batch by batch for at most eight seconds; their hashes stay, so that none of them is
 * taken in again, and runs that they made stay without a mail. More than a hundred go only with the word typed.
 */
export async function purgeDeleted(
  { db, clock }: DeletedMailsWorld,
  actor: Actor,
  which: Purging,
  typed: string | undefined,
): Promise<{ purged: number; left: number }> {
  const filter = filterOf(which)
  const asked = await countDeleted(db, filter)
  if (asked > PURGE_UNASKED && typed?.trim().toLowerCase() !== PURGE_WORD)
    throw new Refusal(
      'not_confirmed',
      `${asked} messages would be gone for good. Type "${PURGE_WORD}" to confirm that.`,
      { status: 422 },
    )
  const deadline = Date.parse(clock()) + BUDGET_MS
  let purged = 0
  let together = 0
  do {
    together = await db.transaction().execute(async (tx) => {
      const gone = await purge(tx, filter, TOGETHER, clock())
      if (gone > 0)
        await recordAudit(tx, clock(), actor, 'messages purged', `Purged ${gone} deleted messages for good`)
      return gone
    })
    purged += together
  } while (together === TOGETHER && Date.parse(clock()) < deadline)
  return { purged, left: together < TOGETHER ? 0 : await countDeleted(db, filter) }
}

function filterOf(which: Purging): DeletedFilter {
  return which.kind === 'selection'
    ? { patterns: [], ids: which.ids, until: null }
    : { patterns: searchPatterns(which.q), ids: null, until: which.deletedUntil }
}
