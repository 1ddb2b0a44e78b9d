import { describe, expect, it } from 'vitest'
import { folderRows, parentsOf } from '../../web/features/sources/folders/folder-rows.ts'

const folder = (id: string, parentId: string | null, name = id) => ({
  id,
  name,
  parentId,
  path: name,
  messageCount: 0,
})
const MAILBOX = [
  folder('inbox', null, 'Posteingang'),
  folder('sent', null, 'Gesendet'),
  folder('reports', 'inbox', 'Sicherungen'),
  folder('done', 'reports', 'Erledigt'),
  folder('lost', 'unknown parent', 'Archiv'),
]
const shown = (opened: readonly string[], search = '') =>
  folderRows(MAILBOX, new Set(opened), search).map(({ folder: { id }, depth }) => `${'-'.repeat(depth)}${id}`)

describe('the tree of a mailbox’s folders', () => {
  it('shows what is opened, each folder under its parent, and loses none whose parent is unknown', () => {
    expect(shown([])).toEqual(['inbox', 'sent', 'lost'])
    expect(shown(['inbox', 'reports'])).toEqual(['inbox', '-reports', '--done', 'sent', 'lost'])
  })

  it('shows with a search what fits and what leads to it', () => {
    expect(shown([], 'erled')).toEqual(['inbox', '-reports', '--done'])
    expect(shown([], ' GESENDET ')).toEqual(['sent'])
    expect(shown([], 'nothing')).toEqual([])
  })

  it('begins opened down to the chosen folder, whatever a broken mailbox says about parents', () => {
    expect(parentsOf(MAILBOX, 'done')).toEqual(['reports', 'inbox'])
    expect(parentsOf([folder('a', 'b'), folder('b', 'a')], 'a')).toEqual(['b', 'a'])
    expect(parentsOf(MAILBOX, null)).toEqual([])
  })
})
