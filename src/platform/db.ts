import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './db.types.ts'

export type Database = Kysely<DB>
/** What a query takes first: the database or a transaction in it. */
export type Connection = Database | Transaction<DB>

// Counts and ids arrive as numbers: 2^53 rows are enough for one installation.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// Instants stay text in ISO form all the way: no Date object is made for rows that only pass through.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** A pool of connections to a PostgreSQL ≥ 15; all times go over the wire in UTC. */
export function openDatabase(
  url: string,
  options: { maxConnections?: number; onError: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 12,
    options: '-c TimeZone=UTC',
  })
  // Without these listeners a dropped connection, idle or in use, would end the process.
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

export { sql }
