import { createHash } from 'node:crypto'

export type FakeFolder = { id: string; name: string; parentId: string | null; hidden: boolean }
export type FakeMessage = {
  number: number
  folderId: string
  receivedAt: string
  raw: Uint8Array
  isRead: boolean
  /** Stays with the message wherever it goes. */
  immutableId: string
  /** Belongs to the message in its folder: another one after each move. */
  mutableId: string
}

/** Names that stand for a folder's id, whatever language its name is in. */
const WELL_KNOWN = ['msgfolderroot', 'inbox', 'archive', 'deleteditems', 'drafts', 'sentitems', 'junkemail']

export type MailboxState = ReturnType<typeof createMailboxState>

/** What lies in the one mailbox of the fake; ids are deterministic and contain every sign that ids may contain. */
export function createMailboxState() {
  const folders = new Map<string, FakeFolder>()
  const wellKnown = new Map<string, string>()
  const messages = new Set<FakeMessage>()
  const byId = new Map<string, FakeMessage>()
  let counter = 0

  function addFolder(request: {
    name: string
    parentId?: string | null
    hidden?: boolean
    wellKnown?: string
  }) {
    counter += 1
    const id = idFrom('AAMk', `folder ${counter}`)
    const parentId = request.parentId === undefined ? rootId : request.parentId
    folders.set(id, { id, name: request.name, parentId, hidden: request.hidden ?? false })
    if (request.wellKnown) wellKnown.set(request.wellKnown, id)
    return id
  }

  function addMessage(request: { folderId: string; receivedAt: string; raw: Uint8Array }): FakeMessage {
    counter += 1
    const number = counter
    const ids = {
      immutableId: idFrom('AAkA', `message ${number}`),
      mutableId: idFrom('AAMk', `at ${number}`),
    }
    const message = { number, ...request, isRead: false, ...ids }
    messages.add(message)
    byId.set(message.immutableId, message).set(message.mutableId, message)
    return message
  }

  function moveMessage(message: FakeMessage, folderId: string): void {
    counter += 1
    byId.delete(message.mutableId)
    message.folderId = folderId
    message.mutableId = idFrom('AAMk', `at ${counter}`)
    byId.set(message.mutableId, message)
  }

  function removeMessage(message: FakeMessage): void {
    messages.delete(message)
    byId.delete(message.immutableId)
    byId.delete(message.mutableId)
  }

  function removeFolder(id: string): void {
    for (const child of childrenOf(id)) removeFolder(child.id)
    for (const message of messagesIn(id)) removeMessage(message)
    folders.delete(id)
  }

  const childrenOf = (id: string) => [...folders.values()].filter((folder) => folder.parentId === id)
  const messagesIn = (id: string) => [...messages].filter((message) => message.folderId === id)
  const folder = (idOrName: string) => folders.get(wellKnown.get(idOrName.toLowerCase()) ?? idOrName)

  const rootId: string = addFolder({
    name: 'Top of Information Store',
    parentId: null,
    wellKnown: 'msgfolderroot',
  })
  return {
    rootId,
    addFolder,
    renameFolder: (id: string, name: string) => {
      const found = folders.get(id)
      if (found) found.name = name
    },
    removeFolder,
    folder,
    childrenOf,
    messagesIn,
    addMessage,
    message: (id: string) => byId.get(id),
    moveMessage,
    removeMessage,
    isWellFormed: (id: string) => WELL_KNOWN.includes(id.toLowerCase()) || ID.test(id),
  }
}

const ID = /^AA(Mk|kA)[A-Za-z0-9+/]{40,}=$/

function idFrom(prefix: string, seed: string): string {
  // Plain base64: the "+", "/" and "=" in it must be encoded by whoever puts the id into a path.
  return prefix + createHash('sha256').update(seed).digest('base64')
}
