import type { Parser, ReportedResult } from './parser.ts'
import type { ReadMail } from './read-mail.ts'

/** Every built-in parser, tried from top to bottom: specific before generic. */
export const PARSERS: readonly Parser[] = []

export type Recognised = { parser: Parser; results: ReportedResult[] }

/** The first parser that matches and yields at least one result, with its results; null when no parser takes the mail. */
export function recognise(mail: ReadMail, parsers: readonly Parser[] = PARSERS): Recognised | null {
  for (const parser of parsers) {
    if (!parser.match(mail)) continue
    const results = parser.parse(mail)
    if (results && results.length > 0) return { parser, results }
  }
  return null
}
