import { MailboxTrouble } from '../../domain/mailbox.ts'
import { findFolder } from './folders.ts'
import type { GraphClient } from './graph-client.ts'
import { chosenFolders } from './import-batches.ts'
import { incomingFolderGone, lookInto } from './listing.ts'
import { processedFolderGone } from './move-messages.ts'
import type { GraphSettings } from './settings.ts'
import type { SignIn } from './sign-in.ts'
import { rolesIn } from './token-roles.ts'

/** Signs in and looks at both folders; the sentence says what was found, a trouble what to do. Changes nothing. */
export async function testMailbox(world: {
  graph: GraphClient
  settings: GraphSettings
  signIn: SignIn
}): Promise<string> {
  const { graph, settings, signIn } = world
  // Before the folders are looked at: what is wrong with sign-in or permission is to be told first.
  await findFolder(graph, 'msgfolderroot')
  const chosen = chosenFolders(settings)
  const incoming = await findFolder(graph, chosen.incomingFolderId)
  if (!incoming) throw incomingFolderGone()
  const processed = await findFolder(graph, chosen.processedFolderId)
  if (!processed) throw processedFolderGone()
  if (incoming.id === processed.id) {
    throw new MailboxTrouble(
      'gone',
      'Choose a processed folder that is another one than the incoming folder.',
    )
  }
  await lookInto(graph, incoming.id)
  const count = incoming.totalItemCount ?? 0
  const found = `Signed in to ${settings.mailbox}. “${incoming.displayName}” holds ${count} ${count === 1 ? 'message' : 'messages'}; imported ones are moved to “${processed.displayName}”.`
  return mayMove(await signIn.token()) ? found : `${found} ${MAY_NOT_MOVE}`
}

const MAY_NOT_MOVE =
  'The token names no permission Mail.ReadWrite. Unless it is given in Exchange (RBAC for Applications), messages can be read but not moved.'

const mayMove = (token: string) => rolesIn(token)?.includes('Mail.ReadWrite') ?? true
