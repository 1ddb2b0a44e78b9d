import { type GoldenFacts, goldenFactsSchema } from '../../../contract/parser-pack.ts'
import type { Connection } from '../../platform/db.ts'

export type GoldenSample = {
  id: number
  name: string
  messageId: number | null
  raw: Buffer
  expected: GoldenFacts
}

/** The mails that show what a rule must read, oldest first. */
export async function readSamples(db: Connection, ruleId: string): Promise<GoldenSample[]> {
  const rows = await db
    .selectFrom('parser_rule_samples')
    .select(['id', 'name', 'mail_message_id as messageId', 'raw', 'expected'])
    .where('rule_id', '=', ruleId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, expected: goldenFactsSchema.parse(row.expected) }))
}

/** Keeps a mail with what a rule read from it; the same message, or the same mail, takes the place of its earlier sample. */
export async function keepSample(
  tx: Connection,
  ruleId: string,
  sample: { name: string; messageId: number | null; raw: Buffer; expected: GoldenFacts },
  at: string,
): Promise<void> {
  await tx
    .deleteFrom('parser_rule_samples')
    .where('rule_id', '=', ruleId)
    .where((eb) =>
      eb.or([
        eb('raw', '=', sample.raw),
        ...(sample.messageId === null ? [] : [eb('mail_message_id', '=', sample.messageId)]),
      ]),
    )
    .execute()
  await tx
    .insertInto('parser_rule_samples')
    .values({
      rule_id: ruleId,
      name: sample.name,
      mail_message_id: sample.messageId,
      raw: sample.raw,
      expected: JSON.stringify(sample.expected),
      created_at: at,
    })
    .execute()
}
