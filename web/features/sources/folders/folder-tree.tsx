import { Highlight } from '@mantine/core'
import { IconCheck, IconChevronDown, IconChevronRight, IconFolder, IconFolderOpen } from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react'
import { countOf, number } from '../../../lib/amounts.ts'
import type { Folder } from '../source.ts'
import { type FolderRow, folderRows, parentsOf } from './folder-rows.ts'
import classes from './folder-tree.module.css'

interface FolderTreeProps {
  label: string
  folders: readonly Folder[]
  search: string
  chosen: string | null
  onChoose: (folder: Folder) => void
  /** The folder that cannot be chosen, and what it is. */
  taken: { id: string | null; as: string }
}

/** A mailbox's folders as a tree for mouse and arrow keys; Enter chooses. */
export function FolderTree({ label, folders, search, chosen, onChoose, taken }: FolderTreeProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(parentsOf(folders, chosen)))
  const [wanted, setWanted] = useState<string | null>(chosen)
  const list = useRef<HTMLDivElement>(null)
  const rows = folderRows(folders, opened, search)
  const place = Math.max(
    0,
    rows.findIndex(({ folder }) => folder.id === wanted),
  )
  const toggle = (id: string, open: boolean) =>
    setOpened((before) =>
      open ? new Set([...before, id]) : new Set([...before].filter((one) => one !== id)),
    )
  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    setWanted(row.folder.id)
    list.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[rows.indexOf(row)]?.focus()
  }
  const choose = ({ folder }: FolderRow) => folder.id !== taken.id && onChoose(folder)
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[place]
    if (!row) return
    if (press(event.key, row)) event.preventDefault()
  }
  /** Whether the key means something here. */
  const press = (key: string, row: FolderRow): boolean => {
    const { folder, hasChildren, isOpen } = row
    switch (key) {
      case 'ArrowDown':
        goTo(place + 1)
        return true
      case 'ArrowUp':
        goTo(place - 1)
        return true
      case 'Home':
        goTo(0)
        return true
      case 'End':
        goTo(rows.length - 1)
        return true
      case 'ArrowRight':
        if (isOpen) goTo(place + 1)
        else if (hasChildren) toggle(folder.id, true)
        return true
      case 'ArrowLeft':
        if (isOpen && !search) toggle(folder.id, false)
        else goTo(rows.findIndex((other) => other.folder.id === folder.parentId))
        return true
      case 'Enter':
      case ' ':
        choose(row)
        return true
      default:
        return false
    }
  }
  return (
    <div ref={list} role="tree" aria-label={label} className={classes.tree} onKeyDown={onKeyDown}>
      {rows.map((row, index) => (
        <Row
          key={row.folder.id}
          row={row}
          search={search}
          isChosen={row.folder.id === chosen}
          takenAs={row.folder.id === taken.id ? taken.as : null}
          isCurrent={index === place}
          onOpen={(open) => toggle(row.folder.id, open)}
          onChoose={() => {
            setWanted(row.folder.id)
            choose(row)
          }}
        />
      ))}
    </div>
  )
}

interface RowProps {
  row: FolderRow
  search: string
  isChosen: boolean
  takenAs: string | null
  isCurrent: boolean
  onOpen: (open: boolean) => void
  onChoose: () => void
}

function Row({ row, search, isChosen, takenAs, isCurrent, onOpen, onChoose }: RowProps) {
  const { folder, depth, hasChildren, isOpen } = row
  const Icon = isOpen ? IconFolderOpen : IconFolder
  const Twist = isOpen ? IconChevronDown : IconChevronRight
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys of all its items
    <div
      role="treeitem"
      className={classes.row}
      style={{ '--depth': depth } as CSSProperties}
      tabIndex={isCurrent ? 0 : -1}
      aria-level={depth + 1}
      aria-selected={isChosen}
      aria-expanded={hasChildren ? isOpen : undefined}
      aria-disabled={takenAs !== null || undefined}
      title={folder.path}
      onClick={onChoose}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys do the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys do the same */}
      <span
        className={classes.twist}
        onClick={(event) => {
          event.stopPropagation()
          onOpen(!isOpen)
        }}
      >
        {hasChildren && <Twist size={15} aria-hidden />}
      </span>
      <Icon size={17} className={classes.icon} aria-hidden />
      <Highlight highlight={search} component="span" size="sm" className={classes.name}>
        {folder.name}
      </Highlight>
      {takenAs && <span className={classes.count}>{takenAs}</span>}
      {isChosen && <IconCheck size={15} aria-hidden />}
      {folder.messageCount !== null && (
        <span className={classes.count} title={countOf(folder.messageCount, 'message')}>
          {number(folder.messageCount)}
        </span>
      )}
    </div>
  )
}
