import type { TextWay } from '../../domain/parser-rule.ts'
import type { ReadMail } from '../read-mail.ts'
import { foldWords } from '../support/words.ts'
import { partOf } from './conditions.ts'
import { compileLinear } from './linear-pattern.ts'

/** Lines beyond this are not searched for labels. */
const MAX_LINES = 20_000
const MAX_VALUE = 4000
/** The text before a value may occur this often without the text behind it. */
const MAX_OPENINGS = 1000

export type ReadText = (mail: ReadMail) => string | null

/** Reads one text of a mail the given way: trimmed, at most 4,000 characters, null when it isn't there or empty. */
export function compileTextWay(way: TextWay): ReadText {
  const read = reader(way)
  return (mail) => read(mail)?.trim().slice(0, MAX_VALUE).trim() || null
}

function reader(way: TextWay): ReadText {
  switch (way.way) {
    case 'fixed':
      return () => way.text
    case 'label':
      return labelReader(way.label)
    case 'between':
      return (mail) => between(partOf(mail, way.part), way.before, way.after)
    case 'pattern': {
      const compiled = compileLinear(way.pattern)
      if (!('pattern' in compiled)) return () => null
      return (mail) => {
        const match = compiled.pattern.first(partOf(mail, way.part))
        return match ? (match.groups[1] ?? match.groups[0] ?? null) : null
      }
    }
  }
}

function labelReader(label: string): ReadText {
  const wanted = foldLabel(label)
  if (wanted === '') return () => null
  return ({ lines }) => {
    for (let index = 0; index < Math.min(lines.length, MAX_LINES); index++) {
      const value = valueBeside(lines[index] ?? '', wanted)
      if (value === null) continue
      return value || (lines.slice(index + 1, index + 4).find((line) => line !== '') ?? null)
    }
    return null
  }
}

/** The text behind the label in this line, '' when the label stands alone, null when it isn't there. */
function valueBeside(line: string, wanted: string): string | null {
  const cells = line.split('\t')
  const at = cells.findIndex((cell) => foldLabel(cell) === wanted)
  if (at >= 0) return cells[at + 1]?.trim() ?? ''
  const colon = line.indexOf(':')
  return colon > 0 && foldLabel(line.slice(0, colon)) === wanted ? line.slice(colon + 1).trim() : null
}

/** A label without what differs from mail to mail: bullets before it, a colon behind it, case, accents, spaces. */
export function foldLabel(label: string): string {
  return foldWords(label)
    .replace(/\s+/g, ' ')
    .replace(/^[-*• ]+/, '')
    .replace(/[: ]+$/, '')
}

function between(text: string, before: string, after: string): string | null {
  const folded = foldWords(text)
  const opening = foldWords(before)
  const closing = foldWords(after)
  let start = 0
  for (let tries = 0; tries < MAX_OPENINGS && start < folded.length; tries++) {
    const found = opening === '' ? start : folded.indexOf(opening, start)
    if (found < 0) return null
    const from = found + opening.length
    const lineEnd = endOfLine(folded, from)
    const length = closing === '' ? lineEnd - from : folded.slice(from, lineEnd).indexOf(closing)
    if (length >= 0 && text.slice(from, from + length).trim() !== '') return text.slice(from, from + length)
    start = opening === '' ? lineEnd + 1 : Math.max(from, found + 1)
  }
  return null
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
