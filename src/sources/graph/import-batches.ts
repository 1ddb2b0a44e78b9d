import { type FetchedMail, type MailBatch, MailboxTrouble } from '../../domain/mailbox.ts'
import { type Fetched, fetchMessage } from './fetch-message.ts'
import type { GraphClient } from './graph-client.ts'
import { type Listed, listMessages, PAGE_SIZE } from './listing.ts'
import { type MoveRequest, moveMessages } from './move-messages.ts'
import type { GraphSettings } from './settings.ts'

type World = { graph: GraphClient; settings: GraphSettings }
type Problem = { ref: string; problem: string }

/** A batch ends early when it weighs this much. */
const BATCH_BYTES = 32 * 1024 * 1024
const FETCHED_TOGETHER = 2

/**
 * Hands over what lies in the incoming folder. The folder empties as batches are settled and so is its own place mark:
 * there is no cursor. The signal ends the fetching; a batch that was handed over may still be settled.
 */
export async function* importBatches(
  { graph, settings }: World,
  { batchSize, signal }: { batchSize: number; signal: AbortSignal },
): AsyncGenerator<MailBatch> {
  const folders = chosenFolders(settings)
  const handled = new Set<string>()
  const unmoved: Problem[] = []
  const settle = async (refs: readonly string[]) => {
    unmoved.push(...(await moveMessages(graph, refs, folders)))
  }

  for (;;) {
    const listing = await listMessages(graph, { folderId: folders.incomingFolderId, handled, signal })
    const queue = listing.messages.values()
    let left = listing.messages.length
    while (left > 0) {
      const taken = await takeBatch(graph, { queue, batchSize, folderId: folders.incomingFolderId, signal })
      left -= taken.refs.length
      for (const ref of taken.refs) handled.add(ref)
      const problems = [...unmoved.splice(0), ...taken.problems]
      const remaining = listing.complete ? left : null
      if (taken.mails.length + problems.length > 0) yield batchOf({ ...taken, problems, remaining, settle })
      if (taken.trouble) throw taken.trouble
    }
    if (listing.messages.length === 0 && !listing.complete) throw endNotSeen()
    // Graph was seen to leave out the link behind a full page; what is moved away makes room for what stands behind it.
    if (listing.complete && listing.messages.length < PAGE_SIZE) break
  }
  if (unmoved.length > 0) yield batchOf({ mails: [], problems: unmoved, remaining: 0, settle })
}

/** Whoever believed the folder to be empty would judge jobs by reports that lie in it. */
function endNotSeen(): MailboxTrouble {
  return new MailboxTrouble(
    'server',
    'Microsoft 365 gave the same page of the incoming folder again and again; whether more messages lie behind it is not known. The next import tries again.',
  )
}

/** Both folders of the settings; without them nothing can be read, since what was read would come again for ever. */
export function chosenFolders({ incomingFolderId, processedFolderId }: GraphSettings): MoveRequest {
  if (incomingFolderId && processedFolderId) return { incomingFolderId, processedFolderId }
  const missing = incomingFolderId
    ? 'a processed folder, where imported messages are moved'
    : 'an incoming folder'
  throw new MailboxTrouble('gone', `Choose ${missing}, in the settings of the source.`)
}

type Taken = { refs: string[]; mails: FetchedMail[]; problems: Problem[]; trouble: MailboxTrouble | null }

/** Fetches the next messages of the queue. What was fetched before a trouble is kept, so that every import gets somewhere. */
async function takeBatch(
  graph: GraphClient,
  request: { queue: Iterator<Listed>; batchSize: number; folderId: string; signal: AbortSignal },
): Promise<Taken> {
  const taken: Taken = { refs: [], mails: [], problems: [], trouble: null }
  let bytes = 0
  while (!taken.trouble && bytes < BATCH_BYTES && taken.refs.length < request.batchSize) {
    const wanted = Math.min(FETCHED_TOGETHER, request.batchSize - taken.refs.length)
    const next = takeFrom(request.queue, wanted)
    if (next.length === 0) break
    const fetched = await Promise.all(
      next.map(async (listed) => ({ listed, got: await fetchMessage(graph, { ...request, listed }) })),
    )
    for (const each of fetched) bytes += add(taken, each)
  }
  return taken
}

function add(taken: Taken, { listed, got }: { listed: Listed; got: Fetched }): number {
  taken.refs.push(listed.ref)
  if (got.kind === 'mail') taken.mails.push(got.mail)
  if (got.kind === 'problem') taken.problems.push({ ref: listed.ref, problem: got.problem })
  if (got.kind === 'trouble') taken.trouble ??= got.trouble
  return got.kind === 'mail' ? got.mail.raw.byteLength : 0
}

function takeFrom<T>(queue: Iterator<T>, count: number): T[] {
  const items: T[] = []
  while (items.length < count) {
    const { done, value } = queue.next()
    if (done) break
    items.push(value)
  }
  return items
}

function batchOf(batch: {
  mails: FetchedMail[]
  problems: Problem[]
  remaining: number | null
  settle: (refs: readonly string[]) => Promise<void>
}): MailBatch {
  const { mails, problems, remaining, settle } = batch
  let settled = false
  return {
    mails,
    problems,
    remaining,
    cursor: null,
    settle: async () => {
      if (settled) return
      await settle(mails.map((mail) => mail.ref))
      settled = true
    },
  }
}
