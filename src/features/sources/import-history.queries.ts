import { type Connection, sql } from '../../platform/db.ts'
import { IMPORT_COLUMNS, type ImportRow } from '../ingest/index.ts'

/** The newest import of each source. */
export async function newestImports(db: Connection): Promise<Map<number, ImportRow>> {
  const { rows } = await sql<ImportRow>`
    select ${IMPORT_COLUMNS}
    from sources s
    cross join lateral (select * from import_runs r where r.source_id = s.id order by r.started_at desc, r.id desc limit 1) r
    where s.removed_at is null
  `.execute(db)
  return new Map(rows.map((row) => [row.source_id, row]))
}

/** The imports of one source, or of all, newest first; one row more than the page has. */
export async function importRows(
  db: Connection,
  request: { sourceId: number | null; after: { startedAt: string; id: number } | null; limit: number },
): Promise<ImportRow[]> {
  const { sourceId, after } = request
  const { rows } = await sql<ImportRow>`
    select ${IMPORT_COLUMNS}
    from import_runs r join sources s on s.id = r.source_id
    where true ${sourceId === null ? sql`` : sql`and r.source_id = ${sourceId}`}
      ${after ? sql`and (r.started_at, r.id) < (${after.startedAt}::timestamptz, ${after.id}::bigint)` : sql``}
    order by r.started_at desc, r.id desc limit ${request.limit + 1}
  `.execute(db)
  return rows
}

/** How many imports there were. */
export async function countImports(db: Connection, sourceId: number | null): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from import_runs ${sourceId === null ? sql`` : sql`where source_id = ${sourceId}`}
  `.execute(db)
  return rows[0]?.total ?? 0
}
