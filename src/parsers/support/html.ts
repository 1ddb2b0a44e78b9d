import { type AnyNode, Document, Element, isTag, isText, Text } from 'domhandler'
import { type Handler, Parser } from 'htmlparser2'
import { decodeTogether } from './html-entities.ts'

/** Deeper nesting than this is flattened: no report needs it, and readers may then recurse without fear. */
const MAX_DEPTH = 200
/** More nodes than this are ignored; a real report of 10,000 rows stays below. */
const MAX_NODES = 1_000_000
/** The tokenizer's own stack costs more with each open element; when a piece of the mail leaves more than this open, they are all closed. */
const MAX_OPEN = 1000
const PIECE = 4096
/** Entities are decoded afterwards, all at once: looking for them sign by sign, attributes included, takes half as long again. */
const OPTIONS = { decodeEntities: false, lowerCaseTags: true, lowerCaseAttributeNames: true }

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
  const opened: (Element | null)[] = []
  const escaped: (Text | Element)[] = []
  let nodes = 0
  const events: Partial<Handler> = {
    onopentag(name, attributes) {
      if (VOID.has(name)) {
        if (nodes++ < MAX_NODES) append(stack.at(-1) ?? document, new Element(name, attributes))
        opened.push(null)
        return
      }
      closeImplied(stack, name)
      if (stack.length > MAX_DEPTH || nodes++ >= MAX_NODES) {
        opened.push(null)
        return
      }
      const element = new Element(name, attributes)
      if (READ_ATTRIBUTES.some((key) => attributes[key]?.includes('&'))) escaped.push(element)
      append(stack.at(-1) ?? document, element)
      stack.push(element)
      opened.push(element)
    },
    onclosetag() {
      const element = opened.pop()
      if (element && stack.at(-1) === element) stack.pop()
    },
    ontext(data) {
      const parent = stack.at(-1) ?? document
      const last = parent.children.at(-1)
      const text = last && isText(last) ? last : new Text('')
      if (text !== last) {
        if (nodes++ >= MAX_NODES) return
        append(parent, text)
      }
      text.data += data
      if (data.includes('&') && escaped.at(-1) !== text) escaped.push(text)
    },
  }
  let parser = new Parser(events, OPTIONS)
  for (let start = 0; start < html.length; start += PIECE) {
    parser.write(html.slice(start, start + PIECE))
    if (opened.length > MAX_OPEN) {
      parser.end()
      parser = new Parser(events, OPTIONS)
    }
  }
  parser.end()
  decodeEntities(escaped)
  return document
}

const READ_ATTRIBUTES = ['style', 'bgcolor']

function decodeEntities(escaped: readonly (Text | Element)[]): void {
  const texts = escaped.filter(isText)
  for (const [index, data] of decodeTogether(texts.map((text) => text.data)).entries()) {
    const text = texts[index]
    if (text) text.data = data
  }
  for (const { attribs } of escaped.filter(isTag)) {
    const decoded = decodeTogether(READ_ATTRIBUTES.map((key) => attribs[key] ?? ''))
    for (const [index, key] of READ_ATTRIBUTES.entries())
      if (attribs[key]) attribs[key] = decoded[index] ?? ''
  }
}

/** A new cell or row ends the one before it, even when that one holds unclosed inline tags (`<td><font color=red>FAILED<td>`). */
function closeImplied(stack: (Document | Element)[], name: string): void {
  const ends = IMPLIED_END.get(name)
  if (!ends) return
  for (let index = stack.length - 1; index > 0; index--) {
    const open = stack[index]
    if (!open || !isTag(open) || open.name === 'table') return
    if (ends.includes(open.name)) {
      stack.length = index
      return
    }
  }
}

const IMPLIED_END = new Map([
  ['td', ['td', 'th']],
  ['th', ['td', 'th']],
  ['tr', ['tr']],
])

function append(parent: Document | Element, child: Element | Text): void {
  child.parent = parent
  parent.children.push(child)
}

/** The readable text of a node: one line per block and `<br>`, cells of a row separated by tabs, `<pre>` kept as written. */
export function textOf(node: AnyNode | readonly AnyNode[]): string {
  const out: string[] = []
  const nodes: readonly AnyNode[] = Array.isArray(node) ? node : [node as AnyNode]
  for (const each of nodes) write(each, out, false)
  const text = out.join('')
  if (!text.includes('\n')) return text.trim()
  const lines = text.split('\n').map((line) => line.trim())
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
