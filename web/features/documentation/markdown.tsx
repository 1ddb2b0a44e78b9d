import { Anchor, Code, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Callout } from '../../ui/callout.tsx'
import classes from './markdown.module.css'
import { type Block, blocksOf } from './markdown-blocks.ts'

/** A documentation file as a page; its first heading is left to the page. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.root}>
      {blocksOf(text)
        .filter((block) => block.kind !== 'heading' || block.level > 1)
        .map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file's blocks never change their order
          <BlockView key={index} block={block} />
        ))}
    </div>
  )
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Title order={block.level === 2 ? 2 : 3} size={block.level === 2 ? 'h4' : 'h5'} mt="lg" mb={6}>
          {inline(block.text)}
        </Title>
      )
    case 'paragraph':
      return <p>{inline(block.text)}</p>
    case 'quote':
      return <Callout tone="warning">{inline(block.text)}</Callout>
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <pre className={classes.code} tabIndex={0}>
          {block.text}
        </pre>
      )
    case 'list': {
      const items = block.items.map((item) => <li key={item}>{inline(item)}</li>)
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table':
      return <TableView header={block.header} rows={block.rows} />
  }
}

function TableView({ header, rows }: { header: string[]; rows: string[][] }) {
  return (
    <Table.ScrollContainer minWidth={480} my="sm">
      <Table withTableBorder withRowBorders verticalSpacing={7} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {header.map((cell) => (
              <Table.Th key={cell}>{inline(cell)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.join('|')}>
              {row.map((cell, index) => (
                <Table.Td key={header[index] ?? cell} className={classes.cell}>
                  {inline(cell)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w])_([^_]+)_(?![\w])|\[([^\]]+)\]\(([^)\s]+)\)/g

/** Code, bold, italics and links within a line; everything else is text. */
function inline(text: string): ReactNode[] {
  const parts: ReactNode[] = []
  let from = 0
  for (const found of text.matchAll(INLINE)) {
    const [whole, code, bold, italic, label, href = ''] = found
    parts.push(text.slice(from, found.index))
    const key = found.index
    if (code !== undefined) parts.push(<Code key={key}>{code}</Code>)
    else if (bold !== undefined) parts.push(<b key={key}>{bold}</b>)
    else if (italic !== undefined) parts.push(<i key={key}>{italic}</i>)
    else if (/^https:\/\//.test(href))
      parts.push(
        <Anchor key={key} href={href} target="_blank" rel="noreferrer" inherit>
          {label}
        </Anchor>,
      )
    else
      parts.push(
        <Text key={key} span inherit>
          {label}
        </Text>,
      )
    from = found.index + whole.length
  }
  parts.push(text.slice(from))
  return parts
}
