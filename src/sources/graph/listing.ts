import { z } from 'zod'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import type { GraphCall, GraphClient } from './graph-client.ts'
import { GraphRefusal } from './graph-trouble.ts'

/** A message in the incoming folder before it is fetched. */
export type Listed = { ref: string; receivedAt: string | null }

/** What one walk through the folder brought; incomplete when it broke off, so that a further one may bring more. */
export type Listing = { messages: Listed[]; complete: boolean }

/** So many are asked for at once; Graph may give fewer. */
export const PAGE_SIZE = 500
/** A walk ends here to keep memory bounded; the next begins when these are moved away. */
const MOST_LISTED = 20_000

const itemSchema = z.object({
  id: z.string().min(1),
  receivedDateTime: z.iso.datetime({ offset: true }).nullable().catch(null),
})

/**
 * The messages of the folder, oldest first, without those handled before. All ids are read before anything is moved:
 * the links between pages are positions, and moving would make the next page miss messages.
 */
export async function listMessages(
  graph: GraphClient,
  request: { folderId: string; handled: ReadonlySet<string>; signal: AbortSignal },
): Promise<Listing> {
  const messages = new Map<string, Listed>()
  const asked = new Set<string>()
  let next: GraphCall | null = firstPage(request)
  while (next) {
    // Graph was seen to give the same link for ever.
    if (asked.has(next.path) || messages.size >= MOST_LISTED) return listing(messages, false)
    asked.add(next.path)
    const page: Page = await nextPage(graph, { call: next, isFirst: asked.size === 1 })
    if (page === 'lost') return listing(messages, false)
    for (const { id, receivedDateTime } of page.items) {
      if (!request.handled.has(id)) messages.set(id, { ref: id, receivedAt: asInstant(receivedDateTime) })
    }
    next = page.next
  }
  return listing(messages, true)
}

/** Reads one line of the folder, to see whether that is allowed. */
export async function lookInto(graph: GraphClient, folderId: string): Promise<void> {
  const path = `mailFolders/${encodeURIComponent(folderId)}/messages`
  await graph.page({ path, query: { $top: '1', $select: 'id,receivedDateTime' } }, itemSchema)
}

type Page = Awaited<ReturnType<typeof nextPage>>

async function nextPage(graph: GraphClient, { call, isFirst }: { call: GraphCall; isFirst: boolean }) {
  try {
    return await graph.page(call, itemSchema)
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error
    // The link grew too old; what was read so far holds.
    if (error.status === 410 && !isFirst) return 'lost' as const
    if (error.status === 404 || error.status === 400) throw incomingFolderGone(error)
    throw error
  }
}

/** The sentence for a folder that was deleted, or that belongs to another mailbox. */
export function incomingFolderGone(cause?: Error): MailboxTrouble {
  return new MailboxTrouble(
    'gone',
    'The incoming folder is not in this mailbox any more. Choose it again in the settings of the source.',
    { cause },
  )
}

function firstPage({ folderId, signal }: { folderId: string; signal: AbortSignal }): GraphCall {
  return {
    path: `mailFolders/${encodeURIComponent(folderId)}/messages`,
    query: {
      $top: String(PAGE_SIZE),
      $select: 'id,receivedDateTime',
      $orderby: 'receivedDateTime asc',
    },
    signal,
  }
}

const listing = (messages: Map<string, Listed>, complete: boolean): Listing => ({
  messages: [...messages.values()],
  complete,
})

const asInstant = (text: string | null) => (text === null ? null : new Date(text).toISOString())
