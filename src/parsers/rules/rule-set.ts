import type { RuleSet } from '../../domain/parser-rule.ts'
import type { Parser } from '../parser.ts'
import { ruleParser } from './rule-parser.ts'

/** The one list in which mails are tried: the built-in parsers with each rule where it was placed. A rule whose neighbour is gone comes last. */
export function withRules(builtIn: readonly Parser[], { rules }: RuleSet): readonly Parser[] {
  if (rules.length === 0) return builtIn
  const known = new Set(builtIn.map((parser) => parser.id))
  const made = rules.map(({ rule, before }) => ({
    parser: ruleParser(rule),
    before: before !== null && known.has(before) ? before : null,
  }))
  const placed = (before: string | null) =>
    made.filter((each) => each.before === before).map((each) => each.parser)
  return [...builtIn.flatMap((parser) => [...placed(parser.id), parser]), ...placed(null)]
}
