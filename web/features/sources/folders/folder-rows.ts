import type { Folder } from '../source.ts'

export interface FolderRow {
  folder: Folder
  depth: number
  hasChildren: boolean
  isOpen: boolean
}

/** The lines of a folder tree as they are shown: what is opened, or with a search whatever fits and what leads to it. */
export function folderRows(
  folders: readonly Folder[],
  opened: ReadonlySet<string>,
  search: string,
): FolderRow[] {
  const words = search.trim().toLowerCase()
  const known = new Set(folders.map(({ id }) => id))
  const children = Map.groupBy(folders, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  )
  const below = (parentId: string | null, depth: number): FolderRow[] =>
    (children.get(parentId) ?? []).flatMap((folder) => {
      const hasChildren = children.has(folder.id)
      if (!words) {
        const isOpen = hasChildren && opened.has(folder.id)
        return [{ folder, depth, hasChildren, isOpen }, ...(isOpen ? below(folder.id, depth + 1) : [])]
      }
      const inside = below(folder.id, depth + 1)
      if (inside.length === 0 && !folder.name.toLowerCase().includes(words)) return []
      return [{ folder, depth, hasChildren, isOpen: inside.length > 0 }, ...inside]
    })
  return below(null, 0)
}

/** The folders that a folder lies in. */
export function parentsOf(folders: readonly Folder[], id: string | null): string[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const parents: string[] = []
  let parentId = id === null ? null : (byId.get(id)?.parentId ?? null)
  while (parentId !== null && !parents.includes(parentId)) {
    parents.push(parentId)
    parentId = byId.get(parentId)?.parentId ?? null
  }
  return parents
}
