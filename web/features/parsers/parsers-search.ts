import type { z } from 'zod'
import type {
  PARSER_KINDS,
  PARSER_ORIGINS,
  parserRowSchema,
  parserSchema,
} from '../../../contract/parsers.ts'

/** What the URL of the page of parsers says. */
export interface ParsersSearch {
  q?: string | undefined
  software?: string | undefined
  kind?: (typeof PARSER_KINDS)[number] | undefined
  origin?: (typeof PARSER_ORIGINS)[number] | undefined
  /** Only parsers with a drift alarm. */
  alarms?: 'yes' | undefined
  /** The parser that is open. */
  parser?: string | undefined
}

export type ParserRow = z.infer<typeof parserRowSchema>
export type Parser = z.infer<typeof parserSchema>
/** A row with its place on the page, which a rule that is switched off has too. */
export type ListedParser = ParserRow & { place: number }

/** Where the knowledge of a layout comes from, in words for people. */
export const ORIGIN_WORDS: Record<ParserRow['origin'], string> = {
  received: 'Received reports',
  'vendor template': 'Vendor’s template',
  screenshot: 'Screenshot',
  'manual only': 'Manual only',
  'user rule': 'Own rule',
}

/** What a parser is called: a rule by its name, a built-in one by its product and what it reads. */
export function titleOf({ name, software, types }: Pick<ParserRow, 'name' | 'software' | 'types'>): string {
  const others = types.length - 2
  return name ?? `${software}: ${types.slice(0, 2).join(', ')}${others > 0 ? ` and ${others} more` : ''}`
}

/** Whether a parser stays in the list under these filters. */
export function isWanted(row: ParserRow, { q, software, kind, origin, alarms }: ParsersSearch): boolean {
  if (software && row.software !== software) return false
  if (kind && row.kind !== kind) return false
  if (origin && row.origin !== origin) return false
  if (alarms && row.alarms.length === 0) return false
  const texts = [row.id, row.name ?? '', row.software, row.description, ...row.types, ...row.examples]
  texts.push(...row.criteria.flatMap((line) => line.texts))
  const folded = texts.map((text) => text.toLowerCase())
  return termsOf(q).every((term) => folded.some(term))
}

/** The terms of a search by the rules of every list: found anywhere, or with `*` taken as written. */
function termsOf(q: string | undefined): ((text: string) => boolean)[] {
  const terms = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  return terms.map((term) => {
    if (!term.includes('*')) return (text) => text.includes(term)
    const parts = term.split(/\*+/)
    return (text) => fits(text, parts)
  })
}

/** Whether a text begins with the first part, ends with the last, and has the others between in their order. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts
  const last = others.pop() ?? ''
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of others) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
