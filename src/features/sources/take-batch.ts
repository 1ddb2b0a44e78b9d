import type { World } from '../../app/world.ts'
import type { MailBatch } from '../../domain/mailbox.ts'
import { addTally, emptyTally, ingest, type Tally } from '../ingest/index.ts'
import { knownRefs } from './import-state.queries.ts'

type BatchWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader'>
type Origin = { sourceId: number; importRunId: number | null }
type Mails = MailBatch['mails']

/** Takes in one batch: what is known by the mailbox's own id is not even read; the rest is committed before the batch is settled. */
export async function takeBatch(
  world: BatchWorld,
  origin: Origin,
  batch: MailBatch,
  tally: Tally,
): Promise<void> {
  const known = await knownRefs(
    world.db,
    origin.sourceId,
    batch.mails.map((mail) => mail.ref),
  )
  const fresh = batch.mails.filter((mail) => !known.has(mail.ref))
  addTally(tally, { ...emptyTally(), fetched: known.size, duplicates: known.size })
  const settling = settleOnce(batch)
  if (fresh.length > 0)
    addTally(tally, await ingest(world, origin, fresh.map(rawMail), { onStored: settling.settle }))
  await settling.settled()
}

/** The mails are filed even when the mailbox fails to move them; its trouble is told afterwards. */
function settleOnce(batch: MailBatch): { settle(): Promise<void>; settled(): Promise<void> } {
  let outcome: Promise<void> | null = null
  const settled = () => {
    outcome ??= batch.settle()
    return outcome
  }
  return { settle: () => settled().catch(() => {}), settled }
}

function rawMail(mail: Mails[number]) {
  return { raw: mail.raw, sourceRef: mail.ref, receivedAt: mail.receivedAt }
}
