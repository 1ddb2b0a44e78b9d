import { type AnyNode, Document, Element, isTag, isText, Text } from 'domhandler'
import { Parser } from 'htmlparser2'

/** Deeper nesting than this is flattened: no report needs it, and readers may then recurse without fear. */
const MAX_DEPTH = 200
/** More nodes than this are ignored; a real report of 10,000 rows stays below. */
const MAX_NODES = 1_000_000

const IGNORED = new Set(['script', 'style', 'head', 'title', 'template', 'noscript'])
const BLOCKS = new Set([
  'address',
  'article',
  'blockquote',
  'center',
  'div',
  'dl',
  'dt',
  'dd',
  'fieldset',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tbody',
  'thead',
  'tr',
  'ul',
])
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'area', 'base', 'col', 'wbr', 'source'])

/** Builds a bounded document tree from mail HTML; never throws, flattens what nests deeper than 200 levels. */
export function parseHtml(html: string): Document {
  const document = new Document([])
  const stack: (Document | Element)[] = [document]
  const names: (string | null)[] = []
  let nodes = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (VOID.has(name)) {
          if (nodes++ < MAX_NODES) append(stack.at(-1) ?? document, new Element(name, attributes))
          names.push(null)
          return
        }
        if (stack.length > MAX_DEPTH || nodes++ >= MAX_NODES) {
          names.push(null)
          return
        }
        const element = new Element(name, attributes)
        append(stack.at(-1) ?? document, element)
        stack.push(element)
        names.push(name)
      },
      onclosetag() {
        if (names.pop() != null) stack.pop()
      },
      ontext(data) {
        const parent = stack.at(-1) ?? document
        const last = parent.children.at(-1)
        if (last && isText(last)) last.data += data
        else if (nodes++ < MAX_NODES) append(parent, new Text(data))
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.write(html)
  parser.end()
  return document
}

function append(parent: Document | Element, child: Element | Text): void {
  child.parent = parent
  parent.children.push(child)
}

/** The readable text of a node: one line per block and `<br>`, cells of a row separated by tabs, `<pre>` kept as written. */
export function textOf(node: AnyNode | readonly AnyNode[]): string {
  const out: string[] = []
  const nodes: readonly AnyNode[] = Array.isArray(node) ? node : [node as AnyNode]
  for (const each of nodes) write(each, out, false)
  const lines = out
    .join('')
    .split('\n')
    .map((line) => line.trim())
  return lines
    .filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '')
    .join('\n')
    .trim()
}

function write(node: AnyNode, out: string[], preformatted: boolean): void {
  if (isText(node)) {
    const text = preformatted ? node.data : node.data.replace(/[ \t\r\n\u00a0]+/g, ' ')
    if (text === ' ' && (out.length === 0 || /\s$/.test(out.at(-1) ?? ''))) return
    out.push(text)
    return
  }
  if (!isTag(node)) {
    if ('children' in node) for (const child of node.children) write(child, out, preformatted)
    return
  }
  if (IGNORED.has(node.name)) return
  if (node.name === 'br') {
    out.push('\n')
    return
  }
  const block = BLOCKS.has(node.name)
  if (block) newline(out)
  for (const child of node.children) write(child, out, preformatted || node.name === 'pre')
  if (node.name === 'td' || node.name === 'th') out.push('\t')
  if (block) newline(out)
}

function newline(out: string[]): void {
  if (out.length > 0 && !(out.at(-1) ?? '').endsWith('\n')) out.push('\n')
}

/** All elements with this tag name below a node, in document order. */
export function elementsNamed(root: Document | Element, name: string): Element[] {
  return elementsWhere(root, (element) => element.name === name)
}

/** All elements below a node that satisfy the test, in document order. */
export function elementsWhere(root: Document | Element, test: (element: Element) => boolean): Element[] {
  const found: Element[] = []
  const open: AnyNode[] = [...root.children].reverse()
  for (let node = open.pop(); node; node = open.pop()) {
    if (!isTag(node)) continue
    if (test(node)) found.push(node)
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child) open.push(child)
    }
  }
  return found
}
