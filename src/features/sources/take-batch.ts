import type { World } from '../../app/world.ts'
import type { MailBatch } from '../../domain/mailbox.ts'
import { emptyTally, type Stored, store, type Tally } from '../ingest/index.ts'
import { knownRefs } from './import-state.queries.ts'

type BatchWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader'>
type Origin = { sourceId: number; importRunId: number | null }

/** What a batch came to, as far as that is known before it is filed. */
export type TakenBatch = {
  stored: Stored[]
  tally: Tally
  /** Why the mailbox could not move what is stored, or null. */
  trouble: unknown
}

/** Stores one batch and settles it: what is known by the mailbox's own id is not even read; the rest is committed before anything is moved. */
export async function takeBatch(world: BatchWorld, origin: Origin, batch: MailBatch): Promise<TakenBatch> {
  const refs = batch.mails.map((mail) => mail.ref)
  const known = await knownRefs(world.db, origin.sourceId, refs)
  const fresh = batch.mails
    .filter((mail) => !known.has(mail.ref))
    .map(({ raw, ref, receivedAt }) => ({ raw, sourceRef: ref, receivedAt }))
  const { stored, duplicates } =
    fresh.length > 0 ? await store(world, origin, fresh) : { stored: [], duplicates: 0 }
  const trouble = await batch.settle().then(
    () => null,
    (error) => error,
  )
  const tally = {
    ...emptyTally(),
    fetched: refs.length,
    newMessages: stored.length,
    duplicates: known.size + duplicates,
  }
  return { stored, tally, trouble }
}
