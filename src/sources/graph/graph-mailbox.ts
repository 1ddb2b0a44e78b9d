import type { Mailbox } from '../../domain/mailbox.ts'
import type { Outbound } from '../../platform/outbound.ts'
import { readFolders } from './folders.ts'
import { createGraphClient } from './graph-client.ts'
import { importBatches } from './import-batches.ts'
import type { GraphSecrets, GraphSettings } from './settings.ts'
import { createSignIn } from './sign-in.ts'
import { testMailbox } from './test-mailbox.ts'

/** A mailbox of Exchange Online, read over Microsoft Graph with an application's own permission. Nothing is asked before the first call. */
export function openGraphMailbox(
  settings: GraphSettings,
  secrets: GraphSecrets,
  outside: { outbound: Outbound; clock: () => string },
): Mailbox {
  const closing = new AbortController()
  const world = { ...outside, settings, secrets, closing: closing.signal }
  const signIn = createSignIn(world)
  const graph = createGraphClient(world, signIn)

  return {
    test: () => testMailbox({ graph, settings, signIn }),
    folders: () => readFolders(graph),
    batches: (request) => importBatches({ graph, settings }, request),
    close: async () => closing.abort(new Error('The mailbox was closed.')),
  }
}

export type GraphWorld = {
  outbound: Outbound
  clock: () => string
  settings: GraphSettings
  secrets: GraphSecrets
  /** Ends whatever is still under way when the mailbox is closed. */
  closing: AbortSignal
}
