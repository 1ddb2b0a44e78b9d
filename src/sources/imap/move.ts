import type { ImapFlow } from 'imapflow'
import type { Connection } from './connection.ts'
import { searchUids } from './read-mails.ts'
import { uidSet } from './uid-set.ts'

type Move = { uidValidity: string; uids: readonly number[]; processedFolder: string }

/** Moves messages to the processed folder; those that are no longer there were moved before, or deleted by somebody. */
export async function moveMails(
  connection: Connection,
  { uidValidity, uids, processedFolder }: Move,
): Promise<void> {
  if (uids.length === 0) return
  const client = await connection.inFolder(uidValidity)
  const way = wayOfMoving(client)
  const query = way === 'copy and mark' ? { uid: uidSet(uids), deleted: false } : { uid: uidSet(uids) }
  const there = await searchUids(connection, client, query)
  if (there.length === 0) return
  await connection.run(async () => {
    if (!(await moved(client, way, uidSet(there), processedFolder))) throw connection.refusal()
  }, processedFolder)
}

type Way = 'move' | 'copy and expunge' | 'copy and mark'

/** Without UIDPLUS an expunge would also remove what others have marked as deleted, so it is left to the mailbox's owner. */
function wayOfMoving({ capabilities }: ImapFlow): Way {
  if (capabilities.has('MOVE') || capabilities.has('IMAP4rev2')) return 'move'
  return capabilities.has('UIDPLUS') ? 'copy and expunge' : 'copy and mark'
}

async function moved(client: ImapFlow, way: Way, uids: string, folder: string): Promise<boolean> {
  const byUid = { uid: true }
  if (way === 'move') return Boolean(await client.messageMove(uids, folder, byUid))
  if (!(await client.messageCopy(uids, folder, byUid))) return false
  if (way === 'copy and expunge') return client.messageDelete(uids, byUid)
  return client.messageFlagsAdd(uids, ['\\Deleted'], byUid)
}
