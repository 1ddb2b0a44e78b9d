import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '../../src/platform/db.ts'
import type { DB } from '../../src/platform/db.types.ts'

export type Statement = { sql: string; parameters: readonly unknown[]; ms: number }

/** A database like the product's own that notes every statement until `take` is called. */
export function openWatchedDatabase(url: string): { db: Database; take(): Statement[] } {
  let noted: Statement[] = []
  const pool = new pg.Pool({ connectionString: url, max: 12, options: '-c TimeZone=UTC' })
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log({ query, queryDurationMillis }) {
      noted.push({ sql: query.sql, parameters: query.parameters, ms: queryDurationMillis })
    },
  })
  return {
    db,
    take() {
      const taken = noted
      noted = []
      return taken
    },
  }
}
