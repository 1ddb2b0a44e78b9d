import type { Actor } from '../../domain/actor.ts'
import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
import { recordAudit } from '../audit/index.ts'
import { type IngestWorld, rereadMessages } from '../ingest/index.ts'
import { countInbox } from './inbox.queries.ts'
import { inboxMessagesBelow } from './reparse-inbox.queries.ts'

export type ReparseTally = { parsedOk: number; autoApproved: number; noMatch: number; errors: number }
type ReparseStep = ReparseTally & { processed: number; total: number; lastId: number | null; done: boolean }

/** Messages that are read and filed together: few enough to look at the clock in between. */
const TOGETHER = 10
const BUDGET_MS = 8_000

/** Reads messages of the Inbox again with the present parsers and files what now has a job; makes no job by itself. */
export async function reparseMessages(
  world: IngestWorld,
  actor: Actor,
  ids: readonly number[],
): Promise<ReparseTally> {
  const tally = { parsedOk: 0, autoApproved: 0, noMatch: 0, errors: 0 }
  for (let start = 0; start < ids.length; start += TOGETHER)
    add(tally, await reparseTogether(world, actor, ids.slice(start, start + TOGETHER)))
  await audit(world, actor, `Read ${ids.length} messages of the Inbox again`, { ids, ...tally })
  return tally
}

/**
 * One step of reading the whole Inbox again, newest id first: at most `batchSize` messages below `lastId`, or what eight
 * seconds allow. Whoever calls it until `done` has seen each message once, whatever arrives meanwhile.
 */
export async function reparseNext(
  world: IngestWorld,
  actor: Actor,
  from: { lastId: number | null; total: number | null; batchSize: number },
): Promise<ReparseStep> {
  const deadline = Date.parse(world.clock()) + BUDGET_MS
  const total = from.total ?? (await countInbox(world.db))
  if (from.lastId === null) await audit(world, actor, 'Began to read the whole Inbox again', { total })
  const found = await inboxMessagesBelow(world.db, from.lastId, from.batchSize + 1)
  const ids = found.slice(0, from.batchSize)
  const tally = { parsedOk: 0, autoApproved: 0, noMatch: 0, errors: 0 }
  let processed = 0
  while (processed < ids.length && (processed === 0 || Date.parse(world.clock()) < deadline)) {
    const together = ids.slice(processed, processed + TOGETHER)
    add(tally, await reparseTogether(world, actor, together))
    processed += together.length
  }
  return {
    ...tally,
    processed,
    total,
    lastId: ids[processed - 1] ?? from.lastId,
    done: processed >= found.length,
  }
}

/** A few messages in one transaction; when that fails, one by one, so that one bad message never stops the next. */
async function reparseTogether(
  world: IngestWorld,
  actor: Actor,
  ids: readonly number[],
): Promise<ReparseTally> {
  const tally = { parsedOk: 0, autoApproved: 0, noMatch: 0, errors: 0 }
  try {
    const done = await rereadMessages(world, actor, ids)
    if (done)
      add(tally, {
        parsedOk: done.parsed,
        autoApproved: done.autoApproved,
        noMatch: done.unparsed,
        errors: done.errors,
      })
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    if (ids.length > 1) {
      for (const id of ids) add(tally, await reparseTogether(world, actor, [id]))
      return tally
    }
    world.log.error({ err: error, messageId: ids[0] }, 'a message could not be read again')
    tally.errors += 1
  }
  return tally
}

function audit(
  { db, clock }: IngestWorld,
  actor: Actor,
  message: string,
  details: Record<string, unknown>,
): Promise<void> {
  return recordAudit(db, clock(), actor, 'inbox reparsed', message, details)
}

function add(sum: ReparseTally, more: ReparseTally): void {
  sum.parsedOk += more.parsedOk
  sum.autoApproved += more.autoApproved
  sum.noMatch += more.noMatch
  sum.errors += more.errors
}
