import type { FakeFolder, MailboxState } from './mailbox-state.ts'
import { checkOptions, pageOf, pick, selected } from './query-options.ts'
import type { RouteWorld } from './routes.ts'
import { type FakeAnswer, type FakeRequest, itemNotFound, VendorError } from './wire.ts'

const PROPERTIES = [
  'id',
  'displayName',
  'parentFolderId',
  'childFolderCount',
  'unreadItemCount',
  'totalItemCount',
  'sizeInBytes',
  'isHidden',
]

/** The folders right below one folder, by default without the hidden ones and ten at a time. */
export function listFolders(world: RouteWorld, request: FakeRequest, parentId: string): FakeAnswer {
  checkOptions(request.query, ['$top', '$skip', '$select', '$count'])
  const names = selected(request.query, PROPERTIES, 'mailFolder')
  const withHidden = request.query.get('includeHiddenFolders')?.toLowerCase() === 'true'
  const parent = existingFolder(world.mailbox, parentId)
  const children = world.mailbox.childrenOf(parent.id).filter((folder) => withHidden || !folder.hidden)
  const page = pageOf(children, request.query, { url: world.url + request.path, pageSize: world.pageSize })
  const value = page.items.map((folder) => pick(toJson(world.mailbox, folder), names))
  return { status: 200, body: { value, ...page.link } }
}

/** One folder by its id or well-known name. */
export function getFolder(world: RouteWorld, request: FakeRequest, id: string): FakeAnswer {
  checkOptions(request.query, ['$select'])
  const names = selected(request.query, PROPERTIES, 'mailFolder')
  return { status: 200, body: pick(toJson(world.mailbox, existingFolder(world.mailbox, id)), names) }
}

/** The folder, or the vendor's refusal: a garbled id and one that leads nowhere are told apart. */
export function existingFolder(mailbox: MailboxState, id: string): FakeFolder {
  if (!mailbox.isWellFormed(id)) throw new VendorError(400, 'ErrorInvalidIdMalformed', 'Id is malformed.')
  const folder = mailbox.folder(id)
  if (!folder) throw itemNotFound()
  return folder
}

function toJson(mailbox: MailboxState, folder: FakeFolder): Record<string, unknown> {
  const messages = mailbox.messagesIn(folder.id)
  return {
    id: folder.id,
    displayName: folder.name,
    parentFolderId: folder.parentId ?? folder.id,
    childFolderCount: mailbox.childrenOf(folder.id).length,
    unreadItemCount: messages.filter((message) => !message.isRead).length,
    totalItemCount: messages.length,
    sizeInBytes: messages.reduce((sum, message) => sum + message.raw.byteLength, 0),
    isHidden: folder.hidden,
  }
}
