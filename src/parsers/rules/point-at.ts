import type { MailPart, TextWay } from '../../domain/parser-rule.ts'
import type { ReadMail } from '../read-mail.ts'
import { partOf } from './conditions.ts'
import { compileTextWay } from './text-ways.ts'

const MAX_TEXT = 500
const MAX_CONTEXT = 80

/** What a person pointed at in a part of a mail, by positions in that part's text. */
export type Pointed = { part: MailPart; start: number; end: number }

/**
 * Ways to read the text that a person pointed at, the one that will last longest first. Each of them reads exactly this
 * text from this mail; none is given for nothing but white space or for more than 500 characters.
 */
export function waysToRead(mail: ReadMail, { part, start, end }: Pointed): { text: string; ways: TextWay[] } {
  const whole = partOf(mail, part)
  const text = whole.slice(start, end).trim()
  if (text === '' || text.length > MAX_TEXT) return { text: text.slice(0, MAX_TEXT), ways: [] }
  const from = start + (whole.slice(start, end).length - whole.slice(start, end).trimStart().length)
  const line = lineAround(whole, from)
  const before = line.text.slice(0, from - line.start)
  const after = line.text.slice(from - line.start + text.length)
  const candidates: TextWay[] = [
    ...(part === 'body' ? labels(whole, line.start, before) : []),
    ...betweens(part, before, after),
    { way: 'fixed', text },
  ]
  const different = [...new Map(candidates.map((way) => [JSON.stringify(way), way])).values()]
  return { text, ways: different.filter((way) => compileTextWay(way)(mail) === text) }
}

/** The line that holds a position: where it begins, and its text. */
function lineAround(whole: string, at: number): { start: number; text: string } {
  const start = whole.lastIndexOf('\n', at - 1) + 1
  const end = whole.indexOf('\n', at)
  return { start, text: whole.slice(start, end < 0 ? whole.length : end) }
}

/** The label before the text on its line, or standing alone on the line above. */
function labels(whole: string, lineStart: number, before: string): TextWay[] {
  const beside = /([^\t:]{1,80})[:\t]\s*$/.exec(before.slice(-MAX_CONTEXT))?.[1]?.trim()
  const above =
    before.trim() === '' ? whole.slice(0, lineStart).trimEnd().split('\n').at(-1)?.trim() : undefined
  return [beside, above]
    .filter((label) => label !== undefined && label !== '' && label.length <= MAX_CONTEXT)
    .map((label) => ({ way: 'label', label: (label ?? '').replace(/[: ]+$/, '') }))
}

/** From one word of context on each side up to the whole line: the least that is needed lasts longest. */
function betweens(part: MailPart, before: string, after: string): TextWay[] {
  const befores = [...lastWords(before), before.length <= MAX_CONTEXT ? before : before.slice(-MAX_CONTEXT)]
  const afters = after.trim() === '' ? [''] : [...firstWords(after), '']
  return befores.flatMap((one) =>
    afters.map((other): TextWay => ({ way: 'between', part, before: one, after: other })),
  )
}

function lastWords(text: string): string[] {
  return [1, 2, 3].flatMap(
    (count) => new RegExp(`(?:\\S+\\s*){${count}}$`).exec(text.slice(-MAX_CONTEXT))?.[0] ?? [],
  )
}

function firstWords(text: string): string[] {
  return [1, 2, 3].flatMap(
    (count) => new RegExp(`^(?:\\s*\\S+){${count}}`).exec(text.slice(0, MAX_CONTEXT))?.[0] ?? [],
  )
}
