import { sql } from './db.ts'

/** What a statement sees, as text to hand to a reader and to take back with a request about what was shown; for the select list of that very statement. */
export const SEEN = sql<string>`pg_current_snapshot()::text`

/**
 * Whether a row `r` stands as it was when `seen` was read: what was written or committed since, however low its id, is not it. The
 * number of a row's transaction is kept in 32 bits and is widened beside the newest one; whoever inserts in a savepoint hides from this.
 */
export function standsAsSeen(seen: string) {
  const [, end = '0', underway = ''] = seen.split(':')
  const writer = sql`(
    select n.newest - ((n.newest - r.xmin::text::bigint + 2147483648) % 4294967296 - 2147483648)
    from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as newest) n)`
  return sql`(${writer} < ${end}::bigint and ${writer} <> all(${underway.split(',').filter(Boolean)}::bigint[]))`
}
