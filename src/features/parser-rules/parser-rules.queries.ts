import { parserRuleSchema, type RuleDraft } from '../../../contract/parser-rule.ts'
import type { ParserRule } from '../../domain/parser-rule.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type StoredRule = { rule: ParserRule; before: string | null; enabled: boolean }

/** The newest version of a rule that was not removed. */
export async function readRule(db: Connection, id: string): Promise<StoredRule | null> {
  const { rows } = await sql<{ rule: unknown; before_parser_id: string | null; enabled: boolean }>`
    select r.rule || jsonb_build_object('version', r.version) as rule, p.before_parser_id, p.enabled
    from parser_rule_places p join parser_rules r on r.rule_id = p.rule_id
    where p.rule_id = ${id} and p.removed_at is null
    order by r.version desc limit 1
  `.execute(db)
  const [row] = rows
  return row
    ? { rule: parserRuleSchema.parse(row.rule), before: row.before_parser_id, enabled: row.enabled }
    : null
}

/** The versions of a rule, newest first. */
export async function readRuleVersions(
  db: Connection,
  id: string,
): Promise<{ version: number; createdAt: string; createdBy: string | null }[]> {
  return db
    .selectFrom('parser_rules as r')
    .leftJoin('users as u', 'u.id', 'r.created_by_user_id')
    .select(['r.version', 'r.created_at as createdAt', 'u.username as createdBy'])
    .where('r.rule_id', '=', id)
    .orderBy('r.version', 'desc')
    .execute()
}

/** Locks a rule's place (made where there is none) and returns its newest version number, 0 for a rule that is new. A removed rule comes back. */
export async function claimRule(tx: Connection, id: string, before: string | null): Promise<number> {
  await sql`
    insert into parser_rule_places (rule_id, before_parser_id, position)
    values (${id}, ${before}, (select coalesce(max(position), 0) + 1 from parser_rule_places))
    on conflict (rule_id) do update set before_parser_id = excluded.before_parser_id, removed_at = null
  `.execute(tx)
  const { rows } = await sql<{
    version: number
  }>`select coalesce(max(version), 0) as version from parser_rules where rule_id = ${id}`.execute(tx)
  return rows[0]?.version ?? 0
}

/** Appends a version of a claimed rule. */
export async function insertRuleVersion(
  tx: Connection,
  { id, ...rule }: RuleDraft,
  version: number,
  by: { userId: number | null; at: string },
): Promise<void> {
  await tx
    .insertInto('parser_rules')
    .values({
      rule_id: id,
      version,
      rule: JSON.stringify({ id, ...rule }),
      created_by_user_id: by.userId,
      created_at: by.at,
    })
    .execute()
}

/** Changes where a rule stands or whether it is used; false when there is no such rule. */
export async function changePlace(
  tx: Connection,
  id: string,
  change: { enabled?: boolean; before_parser_id?: string | null; removed_at?: string },
): Promise<boolean> {
  const changed = await tx
    .updateTable('parser_rule_places')
    .set({ ...change, rule_id: id })
    .where('rule_id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}
