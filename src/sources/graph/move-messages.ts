import { z } from 'zod'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { jsonOf } from '../../platform/outbound.ts'
import { findFolder } from './folders.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRefusal } from './graph-trouble.ts'

export type MoveRequest = { incomingFolderId: string; processedFolderId: string }

/** Handed to Graph together; more would only wait for their turn. */
const TOGETHER = 2

/**
 * Moves messages to the processed folder and gives those that stay although the mailbox is well. What is there already, or
 * was taken elsewhere by somebody, is fine. One by one: in a `$batch` every part counts against the same limits, and
 * Graph works on four at once, which is all that the application may have.
 */
export async function moveMessages(
  graph: GraphClient,
  refs: readonly string[],
  request: MoveRequest,
): Promise<{ ref: string; problem: string }[]> {
  const staying: { ref: string; problem: string }[] = []
  for (let at = 0; at < refs.length; at += TOGETHER) {
    const moves = refs.slice(at, at + TOGETHER).map(async (ref) => {
      const problem = await moveOne(graph, ref, request)
      if (problem) staying.push({ ref, problem })
    })
    const failed = (await Promise.allSettled(moves)).find((move) => move.status === 'rejected')
    if (failed) throw failed.reason
  }
  return staying
}

async function moveOne(graph: GraphClient, ref: string, request: MoveRequest): Promise<string | null> {
  const path = `messages/${encodeURIComponent(ref)}/move`
  try {
    await graph.call({ path, post: { destinationId: request.processedFolderId } }, () => undefined)
    return null
  } catch (error) {
    if (!(error instanceof MailboxTrouble) || error.kind === 'sign-in' || error.kind === 'throttled')
      throw error
    return await afterFailure(graph, ref, error, request)
  }
}

/** An answer may have been lost after the move was done, and a refusal does not say of whom it speaks: looks where things are. */
async function afterFailure(
  graph: GraphClient,
  ref: string,
  failure: MailboxTrouble,
  request: MoveRequest,
): Promise<string | null> {
  const incoming = await findFolder(graph, request.incomingFolderId)
  if ((await folderOf(graph, ref)) !== incoming?.id) return null
  if (failure.kind === 'permission') throw failure
  if (!(await findFolder(graph, request.processedFolderId))) throw processedFolderGone(failure)
  return `It was imported but could not be moved. ${failure.message}`
}

async function folderOf(graph: GraphClient, ref: string): Promise<string | null> {
  const schema = z.object({ parentFolderId: z.string() })
  const path = `messages/${encodeURIComponent(ref)}`
  try {
    const query = { $select: 'parentFolderId' }
    return (await graph.call({ path, query }, (answer) => jsonOf(answer, schema))).parentFolderId
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return null
    throw error
  }
}

/** The sentence for a folder that was deleted, or that belongs to another mailbox. */
export function processedFolderGone(cause?: Error): MailboxTrouble {
  return new MailboxTrouble(
    'gone',
    'The processed folder is not in this mailbox any more. Choose it again in the settings of the source.',
    { cause },
  )
}
