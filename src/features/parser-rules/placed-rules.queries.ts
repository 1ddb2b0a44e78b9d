import { parserRuleSchema } from '../../../contract/parser-rule.ts'
import { type Connection, sql } from '../../platform/db.ts'
import type { StoredRule } from './parser-rules.queries.ts'

/** Every rule that was not removed, in its newest version, switched on or off, in the order in which they are tried. */
export async function readPlacedRules(db: Connection): Promise<StoredRule[]> {
  const { rows } = await sql<{ rule: unknown; before_parser_id: string | null; enabled: boolean }>`
    select r.rule || jsonb_build_object('version', r.version) as rule, p.before_parser_id, p.enabled
    from parser_rule_places p
    cross join lateral (
      select rule, version from parser_rules where rule_id = p.rule_id order by version desc limit 1) r
    where p.removed_at is null
    order by p.position, p.rule_id
  `.execute(db)
  return rows.flatMap(({ rule, before_parser_id, enabled }) => {
    const parsed = parserRuleSchema.safeParse(rule)
    return parsed.success ? [{ rule: parsed.data, before: before_parser_id, enabled }] : []
  })
}
