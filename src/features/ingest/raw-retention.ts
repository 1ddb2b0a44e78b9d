import type { World } from '../../app/world.ts'
import { readSettings } from '../settings/index.ts'
import { deleteRawBatch } from './raw-retention.queries.ts'

const BATCH = 500
const DAY_MS = 86_400_000

/**
 * Lets go of the raw bytes of mails that are older than the setting (0: as soon as they are parsed); what they said stays.
 * Raw bytes of messages in the Inbox, unparsed or in error stay for ever. Returns how many went; safe to run at any time.
 */
export async function purgeRawMail(world: Pick<World, 'db' | 'clock'>): Promise<number> {
  const { raw_mail_retention_days } = await readSettings(world)
  const cutoff = new Date(Date.parse(world.clock()) - raw_mail_retention_days * DAY_MS).toISOString()
  let purged = 0
  let afterId: number | null = 0
  while (afterId !== null) {
    const { deleted, lastId } = await deleteRawBatch(world.db, cutoff, afterId, BATCH)
    purged += deleted
    afterId = lastId
  }
  return purged
}
