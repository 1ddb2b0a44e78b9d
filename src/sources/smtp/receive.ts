import type { SMTPServerDataStream } from 'smtp-server'
import { Reply } from './reply.ts'

/** How much of unfinished and undelivered messages may be held in memory, over all connections. */
export type Budget = { left: number }

/** A client that goes on sending after so much more than is allowed is cut off instead of listened to. */
const PATIENCE_BYTES = 16 * 1024 * 1024

/**
 * Reads a message to its final dot. Throws a reply when it is too large or there is no room for it, after having read
 * (and dropped) the rest; any other error means that the client has gone before the end. `hangUp` cuts the client off.
 * The bytes count against the budget until `release` is called.
 */
export async function receiveMessage(
  stream: SMTPServerDataStream,
  { budget, maxBytes, hangUp }: { budget: Budget; maxBytes: number; hangUp: (reply: Reply) => void },
): Promise<{ message: Buffer; release: () => void }> {
  let chunks: Buffer[] = []
  let held = 0
  const release = () => {
    budget.left += held
    held = 0
    chunks = []
  }
  let refused: Reply | null = null
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (stream.byteLength > maxBytes) refused = tooLarge(maxBytes)
      else if (chunk.byteLength > budget.left)
        refused ??= new Reply(452, 'Too many messages at once, try again later')
      if (refused) {
        release()
        if (stream.byteLength > maxBytes + PATIENCE_BYTES) hangUp(refused)
        continue
      }
      chunks.push(chunk)
      held += chunk.byteLength
      budget.left -= chunk.byteLength
    }
  } catch (error) {
    release()
    throw error
  }
  if (refused) throw refused
  return { message: Buffer.concat(chunks), release }
}

function tooLarge(maxBytes: number): Reply {
  return new Reply(552, `The message is larger than the ${maxBytes} bytes that are accepted`)
}
