import { type FetchedMail, MailboxTrouble } from '../../domain/mailbox.ts'
import { type OutboundAnswer, OutboundTrouble } from '../../platform/outbound.ts'
import { findFolder } from './folders.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRefusal } from './graph-trouble.ts'
import type { Listed } from './listing.ts'

export type Fetched =
  | { kind: 'mail'; mail: FetchedMail }
  /** Somebody moved or deleted it since it was listed. */
  | { kind: 'vanished' }
  /** This message cannot be had; others may. */
  | { kind: 'problem'; problem: string }
  /** Nothing can be had at the moment. */
  | { kind: 'trouble'; trouble: MailboxTrouble }

const MOST_BYTES = 64 * 1024 * 1024
const TIME_FACTOR = 4

/** The raw message, or what stands in the way; throws only with the signal. */
export async function fetchMessage(
  graph: GraphClient,
  request: { listed: Listed; folderId: string; signal: AbortSignal },
): Promise<Fetched> {
  try {
    return { kind: 'mail', mail: { ...request.listed, raw: await rawOf(graph, request) } }
  } catch (error) {
    if (!(error instanceof MailboxTrouble)) throw error
    if (error instanceof GraphRefusal && error.status === 404) return { kind: 'vanished' }
    return (await isOfTheMailbox(graph, error, request.folderId))
      ? { kind: 'trouble', trouble: error }
      : { kind: 'problem', problem: `It could not be fetched. ${error.message}` }
  }
}

function rawOf(
  graph: GraphClient,
  { listed, signal }: { listed: Listed; signal: AbortSignal },
): Promise<Uint8Array> {
  // Not below the folder: there Graph answers 405.
  const path = `messages/${encodeURIComponent(listed.ref)}/$value`
  const limits = { timeFactor: TIME_FACTOR, maxBytes: MOST_BYTES }
  return graph.call({ path, accept: '*/*', signal, ...limits }, bytesOf)
}

/** A page of a gateway or an empty body would be stored as the report, and the report moved away. */
function bytesOf(answer: OutboundAnswer): Uint8Array {
  const isPage = /^(text\/html|application\/json)/i.test(answer.headers['content-type'] ?? '')
  if (answer.body.byteLength > 0 && !isPage) return answer.body
  const what = answer.body.byteLength > 0 ? 'a page' : 'nothing'
  throw new OutboundTrouble(
    'unreadable',
    `${answer.host} answered with ${what} where a message was expected.`,
  )
}

/** Whether a trouble with one message is one of the whole mailbox: a folder that can still be read says that it is not. */
async function isOfTheMailbox(
  graph: GraphClient,
  trouble: MailboxTrouble,
  folderId: string,
): Promise<boolean> {
  if (trouble instanceof GraphRefusal) return false
  if (trouble.kind === 'sign-in' || trouble.kind === 'throttled' || trouble.kind === 'gone') return true
  return findFolder(graph, folderId).then(
    (folder) => folder === null,
    () => true,
  )
}
