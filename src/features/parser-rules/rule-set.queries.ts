import { parserRuleSchema } from '../../../contract/parser-rule.ts'
import type { RuleSet } from '../../domain/parser-rule.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** The rules in use, each in its newest version, in the order in which they are tried. */
export async function readRuleSet(db: Connection): Promise<RuleSet> {
  const { rows } = await sql<{ rule: unknown; before_parser_id: string | null }>`
    select r.rule || jsonb_build_object('version', r.version) as rule, p.before_parser_id
    from parser_rule_places p
    cross join lateral (
      select rule, version from parser_rules where rule_id = p.rule_id order by version desc limit 1) r
    where p.enabled and p.removed_at is null
    order by p.position, p.rule_id
  `.execute(db)
  // A rule that an older version wrote and this one can't read takes no mail; it must not stop the others.
  const rules = rows.flatMap((row) => {
    const parsed = parserRuleSchema.safeParse(row.rule)
    return parsed.success ? [{ rule: parsed.data, before: row.before_parser_id }] : []
  })
  return {
    revision: rules.map(({ rule, before }) => `${rule.id}@${rule.version}<${before ?? ''}`).join(' '),
    rules,
  }
}
