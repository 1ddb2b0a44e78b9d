import type { OverrideRule, OverrideScope } from '../../domain/override.ts'
import { type Connection, sql } from '../../platform/db.ts'
import { RULE_COLUMNS } from '../runs/index.ts'

export type RuleFacts = Pick<
  OverrideRule,
  'status' | 'text' | 'mode' | 'treatAsSuccess' | 'validFrom' | 'validUntil'
> & { comment: string }

/** Stores a new rule and returns its id. */
export async function insertOverride(
  tx: Connection,
  scope: OverrideScope,
  facts: RuleFacts,
  by: { userId: number | null; name: string; at: string },
): Promise<number> {
  const row = await tx
    .insertInto('overrides')
    .values({
      level: scope.level,
      run_id: scope.runId,
      job_id: scope.jobId,
      customer_object_id: scope.objectId,
      backup_software: scope.software,
      backup_type: scope.type,
      ...columnsOf(facts),
      created_by_user_id: by.userId,
      created_by_name: by.name,
      created_at: by.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Changes what a rule says; its scope stays. */
export async function updateOverride(
  tx: Connection,
  id: number,
  facts: RuleFacts,
  at: string,
): Promise<void> {
  await tx
    .updateTable('overrides')
    .set({ ...columnsOf(facts), updated_at: at })
    .where('id', '=', id)
    .execute()
}

/** Removes a rule at this time, or (null) brings it back. */
export async function setRemoved(tx: Connection, id: number, at: string | null): Promise<void> {
  await tx.updateTable('overrides').set({ removed_at: at }).where('id', '=', id).execute()
}

export type StoredRule = OverrideRule & { comment: string; removedAt: string | null }

/** One rule, removed or not, locked until the transaction ends. */
export async function lockOverride(tx: Connection, id: number): Promise<StoredRule | undefined> {
  const { rows } = await sql<StoredRule>`
    select ${RULE_COLUMNS}, v.comment, v.removed_at as "removedAt" from overrides v where v.id = ${id} for update
  `.execute(tx)
  return rows[0]
}

/** What a rule about a single run has to know of it. */
export async function readRunToMark(db: Connection, id: number) {
  return db
    .selectFrom('job_runs')
    .select(['id', 'job_id', 'run_at', 'status', 'unverified_sender'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Whether a job exists, and has this object if one is given. */
export async function jobHas(db: Connection, jobId: number, objectId: number | null): Promise<boolean> {
  const { rows } = await sql`
    select from jobs j where j.id = ${jobId} ${
      objectId === null
        ? sql``
        : sql`and exists (select from job_object_links l where l.job_id = j.id and l.customer_object_id = ${objectId})`
    }`.execute(db)
  return rows.length > 0
}

function columnsOf(facts: RuleFacts) {
  return {
    match_status: facts.status,
    match_text: facts.text === '' ? null : facts.text,
    match_mode: facts.mode,
    treat_as_success: facts.treatAsSuccess,
    valid_from: facts.validFrom,
    valid_until: facts.validUntil,
    comment: facts.comment,
  }
}
