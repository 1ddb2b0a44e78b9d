import type { ImapFlow, ListResponse } from 'imapflow'
import type { MailFolder } from '../../domain/mailbox.ts'
import type { Connection } from './connection.ts'

/** Without LIST-STATUS every folder's count is a command of its own, so that only a few are asked for theirs. */
const MAX_COUNTED_ONE_BY_ONE = 50

/** The folders of the account: the inbox first, special ones such as the trash last, parents before their children. */
export async function listFolders(connection: Connection): Promise<MailFolder[]> {
  const client = await connection.signedIn()
  const listed = await connection.run(() => withCounts(client))
  const byPath = new Map(listed.map((folder) => [folder.path, folder]))
  return listed
    .map((folder) => ({ folder, names: [...folder.parent, folder.name] }))
    .sort((a, b) => rankOf(byPath, a.names) - rankOf(byPath, b.names) || compareNames(a.names, b.names))
    .map(({ folder, names }) => ({
      id: folder.path,
      name: folder.name,
      path: names.join(' / '),
      parentId: byPath.has(folder.parentPath) ? folder.parentPath : null,
      messageCount: folder.status?.messages ?? null,
    }))
}

async function withCounts(client: ImapFlow): Promise<ListResponse[]> {
  const statusQuery = { messages: true }
  if (client.capabilities.has('LIST-STATUS')) return client.list({ statusQuery })
  const folders = await client.list()
  return folders.length > MAX_COUNTED_ONE_BY_ONE ? folders : client.list({ statusQuery })
}

const SELDOM_CHOSEN = new Set(['\\Sent', '\\Drafts', '\\Junk', '\\Trash'])

/** Of the whole branch, by the folder at its root, so that children stay with their parents. */
function rankOf(byPath: ReadonlyMap<string, ListResponse>, [root = '']: readonly string[]): number {
  const { specialUse } = byPath.get(root) ?? {}
  if (specialUse === '\\Inbox') return 0
  return specialUse !== undefined && SELDOM_CHOSEN.has(specialUse) ? 2 : 1
}

function compareNames(a: readonly string[], b: readonly string[]): number {
  for (const [index, name] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (name !== other) return name.localeCompare(other, 'en')
  }
  return a.length - b.length
}
