import type { Actor } from '../../domain/actor.ts'
import { notFound } from '../../platform/refusal.ts'
import { reparseMessages } from '../inbox/index.ts'
import type { IngestWorld } from '../ingest/index.ts'
import { readRule } from '../parser-rules/index.ts'
import { waitingFor } from './builder.queries.ts'

const BATCH = 50

/** Reads the next unread messages of the Inbox that a rule may take, with all parsers in their order; called until `done`. */
export async function readWaiting(
  world: IngestWorld,
  actor: Actor,
  { id, lastId }: { id: string; lastId?: number | undefined },
) {
  const stored = await readRule(world.db, id)
  if (!stored) throw notFound('parser rule')
  const ids = await waitingFor(world.db, stored.rule.conditions, lastId ?? null, BATCH)
  if (ids.length === 0)
    return { processed: 0, parsed: 0, autoApproved: 0, lastId: lastId ?? null, done: true }
  const read = await reparseMessages(world, actor, ids)
  return {
    processed: ids.length,
    parsed: read.parsedOk,
    autoApproved: read.autoApproved,
    lastId: ids.at(-1) ?? null,
    done: ids.length < BATCH,
  }
}
