import { type Document, type Element, isTag } from 'domhandler'
import { elementsNamed, textOf } from './html.ts'

export type TableCell = {
  /** Readable text, lines separated by `\n`. */
  text: string
  element: Element
  /** Lower-case `#rrggbb` (or colour word) of the cell's own background, from style or `bgcolor`; null when it has none. */
  background: string | null
  isHeader: boolean
}
export type TableRow = { cells: TableCell[]; background: string | null; element: Element }
export type Table = { rows: TableRow[]; element: Element }

/** Every table of a document in document order, each with its own rows only: a nested table is a table of its own. */
export function tablesOf(root: Document | Element): Table[] {
  return elementsNamed(root, 'table').map(readTable)
}

/** The rows and cells that belong to this very table. */
export function readTable(element: Element): Table {
  const rows: TableRow[] = []
  const visit = (parent: Element): void => {
    for (const child of parent.children) {
      if (!isTag(child)) continue
      if (child.name === 'tr') rows.push(readRow(child))
      else if (child.name !== 'table' && child.name !== 'td' && child.name !== 'th') visit(child)
    }
  }
  visit(element)
  return { rows, element }
}

function readRow(element: Element): TableRow {
  const cells: TableCell[] = []
  for (const child of element.children) {
    if (!isTag(child) || (child.name !== 'td' && child.name !== 'th')) continue
    cells.push({
      text: textOf(child.children).trim(),
      element: child,
      background: backgroundOf(child),
      isHeader: child.name === 'th',
    })
  }
  return { cells, background: backgroundOf(element), element }
}

/** The background colour that an element declares itself, lower case, `#abc` widened to `#aabbcc`; null when none. */
export function backgroundOf(element: Element): string | null {
  const { style, bgcolor } = element.attribs
  return normaliseColour(style && BACKGROUND.exec(style.slice(0, 2000))?.[1]) ?? normaliseColour(bgcolor)
}

const BACKGROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;]+)/i

function normaliseColour(value: string | undefined): string | null {
  if (!value) return null
  const rgb = /^\s?rgba?\((\d{1,3})[, ]{1,2}(\d{1,3})[, ]{1,2}(\d{1,3})/i.exec(value)
  if (rgb)
    return `#${rgb
      .slice(1)
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')}`
  const word = value.trim().toLowerCase().split(/[\s!]/)[0]
  if (!word) return null
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(word)
  return short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : word
}

/** The index of each wanted column in a header row, by any of its names (compared without case and outer space); -1 when missing. */
export function columnsByName<K extends string>(
  header: readonly string[],
  wanted: Record<K, readonly string[]>,
): Record<K, number> {
  const names = header.map((name) => name.trim().toLowerCase())
  const found = {} as Record<K, number>
  for (const key of Object.keys(wanted) as K[]) {
    const accepted = wanted[key].map((want) => want.toLowerCase())
    found[key] = names.findIndex((name) => accepted.includes(name))
  }
  return found
}
