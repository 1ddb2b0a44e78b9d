import { z } from 'zod'
import type { MailFolder } from '../../domain/mailbox.ts'
import { jsonOf } from '../../platform/outbound.ts'
import type { GraphCall, GraphClient } from './graph-client.ts'
import { GraphRefusal } from './graph-trouble.ts'

/** Against a tree that never ends; the largest real ones have some hundreds. */
const MOST_FOLDERS = 5_000
const MOST_PAGES = 100

const folderSchema = z.object({
  id: z.string().min(1),
  displayName: z.string().catch(''),
  childFolderCount: z.number().catch(0),
  totalItemCount: z.number().nullable().catch(null),
  isHidden: z.boolean().catch(false),
  '@odata.type': z.string().optional(),
})
type GraphFolder = z.infer<typeof folderSchema>

const select = { $select: 'id,displayName,childFolderCount,totalItemCount,isHidden' }

/** All folders that people see, each before those inside it; hidden ones and saved searches are left out. */
export async function readFolders(graph: GraphClient): Promise<MailFolder[]> {
  const seen = new Set<string>()

  async function below(parent: MailFolder | null): Promise<MailFolder[]> {
    const path = parent ? `mailFolders/${encodeURIComponent(parent.id)}/childFolders` : 'mailFolders'
    const children = (await listAll(graph, { path, query: { $top: '100', ...select } })).filter((child) => {
      const isNew = isForMail(child) && !seen.has(child.id) && seen.size < MOST_FOLDERS
      if (isNew) seen.add(child.id)
      return isNew
    })
    const trees = await Promise.all(
      children.map(async (child) => {
        const folder = toMailFolder(child, parent)
        return child.childFolderCount > 0 ? [folder, ...(await below(folder))] : [folder]
      }),
    )
    return trees.flat()
  }

  return below(null)
}

/** One folder by its id; null when it is not there. */
export async function findFolder(graph: GraphClient, id: string): Promise<GraphFolder | null> {
  const path = `mailFolders/${encodeURIComponent(id)}`
  try {
    return await graph.call({ path, query: select }, (answer) => jsonOf(answer, folderSchema))
  } catch (error) {
    // 400: an id that this mailbox cannot have given, such as one of another mailbox.
    if (error instanceof GraphRefusal && (error.status === 404 || error.status === 400)) return null
    throw error
  }
}

async function listAll(graph: GraphClient, first: GraphCall): Promise<GraphFolder[]> {
  const folders: GraphFolder[] = []
  const asked = new Set<string>()
  let next: GraphCall | null = first
  while (next && !asked.has(next.path) && asked.size < MOST_PAGES) {
    asked.add(next.path)
    const page: Awaited<ReturnType<typeof pageOfFolders>> = await pageOfFolders(graph, next)
    folders.push(...page.items)
    next = page.next
  }
  return folders
}

async function pageOfFolders(graph: GraphClient, request: GraphCall) {
  try {
    return await graph.page(request, folderSchema)
  } catch (error) {
    // Somebody deleted the parent while the tree was read.
    if (error instanceof GraphRefusal && error.status === 404) return { items: [], next: null }
    throw error
  }
}

const isForMail = (folder: GraphFolder) =>
  !folder.isHidden && folder['@odata.type'] !== '#microsoft.graph.mailSearchFolder'

function toMailFolder(folder: GraphFolder, parent: MailFolder | null): MailFolder {
  return {
    id: folder.id,
    name: folder.displayName,
    path: parent ? `${parent.path} / ${folder.displayName}` : folder.displayName,
    parentId: parent?.id ?? null,
    messageCount: folder.totalItemCount,
  }
}
