import { PARSERS } from '../../parsers/registry.ts'
import type { Connection } from '../../platform/db.ts'
import { readRule } from './parser-rules.queries.ts'

/** Whether the mails of a parser come regularly, or only when something happens; those of an unknown parser count as regular. */
export async function cadenceOfParser(db: Connection, parserId: string | null): Promise<'report' | 'event'> {
  if (parserId === null) return 'report'
  const builtIn = PARSERS.find((parser) => parser.id === parserId)
  return builtIn?.cadence ?? (await readRule(db, parserId))?.rule.cadence ?? 'report'
}
