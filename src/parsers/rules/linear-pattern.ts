import { RE2JS } from 're2js'

/** Longer patterns are refused: nobody writes them, and counted repetitions multiply. */
const MAX_PATTERN = 500
/** A counted repetition such as `(a{1000}){10}` grows a small pattern into a large program; every step of it costs time. */
const MAX_PROGRAM = 5000
/** A pattern looks at no more of a mail than this. */
const MAX_SEARCHED = 500_000

export type LinearPattern = {
  test(text: string): boolean
  /** The groups of the first match by number (0: all of it) and, where they have names, by name; null without a match. */
  first(text: string): PatternMatch | null
}
export type PatternMatch = {
  groups: readonly (string | null)[]
  named: Readonly<Record<string, string | null>>
}

/** Compiles a user's pattern (RE2's syntax, letter case ignored, `^` and `$` at lines) for an engine whose time grows only with the text; a refusal is a sentence. */
export function compileLinear(pattern: string): { pattern: LinearPattern } | { problem: string } {
  if (pattern === '') return { problem: 'The pattern is empty.' }
  if (pattern.length > MAX_PATTERN)
    return { problem: `The pattern is longer than ${MAX_PATTERN} characters.` }
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE)
    if (compiled.programSize() > MAX_PROGRAM)
      return { problem: 'The pattern is too large: use smaller counts in {…}.' }
    return { pattern: searching(compiled) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { problem: `This is not a valid pattern: ${reason.replace(/^error parsing regexp: /, '')}.` }
  }
}

function searching(compiled: RE2JS): LinearPattern {
  const names = Object.entries(compiled.namedGroups())
  return {
    test: (text) => compiled.test(text.slice(0, MAX_SEARCHED)),
    first(text) {
      const matcher = compiled.matcher(text.slice(0, MAX_SEARCHED))
      if (!matcher.find()) return null
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index))
      return { groups, named: Object.fromEntries(names.map(([name, at]) => [name, groups[at] ?? null])) }
    },
  }
}
