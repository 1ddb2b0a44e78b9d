import type { World } from '../../app/world.ts'
import type { MailBatch } from '../../domain/mailbox.ts'
import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
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
  if (fresh.length > 0) await takeMails(world, origin, fresh, tally, settling.settle)
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

/** Together; when that fails because of one of them, one by one, so that it does not stop the others. */
async function takeMails(
  world: BatchWorld,
  origin: Origin,
  mails: Mails,
  tally: Tally,
  settle: () => Promise<void>,
): Promise<void> {
  try {
    addTally(tally, await ingest(world, origin, mails.map(rawMail), { onStored: settle }))
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    world.log.error({ err: error, ...origin }, 'a batch could not be taken in together')
    for (const mail of mails) addTally(tally, await takeAlone(world, origin, mail))
  }
}

/** What cannot be stored as it was read is stored as its bytes, with the reason. */
async function takeAlone(world: BatchWorld, origin: Origin, mail: Mails[number]): Promise<Tally> {
  try {
    return await ingest(world, origin, [rawMail(mail)])
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    const reason = `This message could not be stored as it was read: ${error instanceof Error ? error.message : String(error)}`
    const unread = { decoded: { kind: 'undecodable', reason }, reading: { kind: 'error', reason } } as const
    return ingest(world, origin, [rawMail(mail)], { readings: Promise.resolve([unread]) })
  }
}

function rawMail(mail: Mails[number]) {
  return { raw: mail.raw, sourceRef: mail.ref, receivedAt: mail.receivedAt }
}
