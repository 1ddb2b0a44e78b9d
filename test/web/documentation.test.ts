import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../web/features/documentation/markdown-blocks.ts'

const DOCS = path.resolve(import.meta.dirname, '../../docs')
const LIST = readFileSync(path.resolve(DOCS, '../web/features/documentation/documents.ts'), 'utf8')

describe('the documentation in the application', () => {
  it('lists every file about a way in', () => {
    const files = globSync('sources/*.md', { cwd: DOCS })
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) expect(LIST).toContain(`'${file}'`)
  })

  it.each(['sources/imap.md', 'sources/smtp.md', 'sources/microsoft-graph.md', 'plain-report.md'])(
    'understands all of %s',
    (file) => {
      const blocks = blocksOf(readFileSync(path.join(DOCS, file), 'utf8'))
      expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 })
      for (const block of blocks) {
        if (block.kind === 'table')
          for (const row of block.rows) expect(row, row.join('|')).toHaveLength(block.header.length)
        if (block.kind === 'paragraph') expect(block.text).not.toMatch(/^(?:[#|>]|```|[-*] |\d+\. )/)
      }
    },
  )

  it('keeps wrapped lines, nested lines of a list, code and escaped bars together', () => {
    expect(
      blocksOf(
        '# A\n\none\ntwo\n- x\n  y\n- z\n\n```sh\n# not a heading\n```\n\n| a |\n| - |\n| b \\| c |\n',
      ),
    ).toEqual([
      { kind: 'heading', level: 1, text: 'A' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'list', ordered: false, items: ['x y', 'z'] },
      { kind: 'code', text: '# not a heading' },
      { kind: 'table', header: ['a'], rows: [['b | c']] },
    ])
  })
})
