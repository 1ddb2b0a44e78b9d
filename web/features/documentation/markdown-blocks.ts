/** The parts of our own documentation files: as much Markdown as they are written in. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'quote'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; header: string[]; rows: string[][] }

const FENCE = /^```/
const HEADING = /^(#{1,4}) (.*)$/
const ITEM = /^(?:([-*])|\d+\.) (.*)$/
const STARTS_ANEW = /^(?:```|#{1,4} |\||> |[-*] |\d+\. )/

/** Splits a file into its blocks; lines that are wrapped belong together. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split(/\r?\n/)
  const blocks: Block[] = []
  let at = 0
  const take = (belongs: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && belongs(lines[at] ?? '')) at++
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const heading = HEADING.exec(line)
    if (line.trim() === '') at++
    else if (FENCE.test(line)) {
      at++
      blocks.push({ kind: 'code', text: take((next) => !FENCE.test(next)).join('\n') })
      at++
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' })
      at++
    } else if (line.startsWith('|')) blocks.push(tableOf(take((next) => next.startsWith('|'))))
    else if (line.startsWith('> '))
      blocks.push({
        kind: 'quote',
        text: take((next) => next.startsWith('>'))
          .map(unquoted)
          .join(' '),
      })
    else if (ITEM.test(line)) blocks.push(listOf(take((next) => ITEM.test(next) || /^ {2,}\S/.test(next))))
    else {
      at++
      const more = take((next) => next.trim() !== '' && !STARTS_ANEW.test(next))
      blocks.push({ kind: 'paragraph', text: [line, ...more].map((each) => each.trim()).join(' ') })
    }
  }
  return blocks
}

function unquoted(line: string): string {
  return line.replace(/^> ?/, '')
}

function listOf(lines: readonly string[]): Block {
  const items: string[] = []
  for (const line of lines) {
    const item = ITEM.exec(line)
    if (item) items.push(item[2] ?? '')
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return { kind: 'list', ordered: /^\d/.test(lines[0] ?? ''), items }
}

function tableOf([head = '', _rule, ...rest]: readonly string[]): Block {
  return { kind: 'table', header: cellsOf(head), rows: rest.map(cellsOf) }
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\||\|$/g, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}
