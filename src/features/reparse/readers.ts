import { createHash } from 'node:crypto'
import type { PlacedRule, RuleSet } from '../../domain/parser-rule.ts'
import { parsersWith } from '../../parsers/registry.ts'
import type { Connection } from '../../platform/db.ts'
import { readRuleSet } from '../parser-rules/index.ts'

/** By what messages are read. */
export type Readers = {
  rules: RuleSet
  /** Equal as long as the same parsers, rules and versions are tried in the same order. */
  fingerprint: string
  /** The version of each parser and rule that is in use. */
  versions: ReadonlyMap<string, number>
}

/** The parsers of this program and the rules that are in use now. */
export async function presentReaders(db: Connection): Promise<Readers> {
  return readersOf(await readRuleSet(db))
}

/** The same with a draft in its place; a saved rule of the same id makes room for it. */
export function withDraft({ rules }: Readers, draft: PlacedRule): Readers {
  const others = rules.rules.filter(({ rule }) => rule.id !== draft.rule.id)
  const drafted = JSON.stringify(draft)
  return readersOf({ revision: `${rules.revision} + ${drafted}`, rules: [...others, draft] })
}

/** The same without this rule. */
export function withoutRule({ rules }: Readers, ruleId: string): Readers {
  const others = rules.rules.filter(({ rule }) => rule.id !== ruleId)
  return others.length === rules.rules.length
    ? readersOf(rules)
    : readersOf({ revision: `${rules.revision} - ${ruleId}`, rules: others })
}

function readersOf(rules: RuleSet): Readers {
  const parsers = parsersWith(rules)
  const names = parsers.map((parser) => `${parser.id}@${parser.version}`).join(' ')
  return {
    rules,
    fingerprint: createHash('sha256').update(`${names}\0${rules.revision}`).digest('hex'),
    versions: new Map(parsers.map((parser) => [parser.id, parser.version])),
  }
}
