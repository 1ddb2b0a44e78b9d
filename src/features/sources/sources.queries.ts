import { type Connection, sql } from '../../platform/db.ts'

export type SourceKind = 'graph' | 'imap' | 'smtp' | 'upload' | 'http' | 'command' | 'cove' | 'autotask'

export type SourceRow = {
  id: number
  kind: SourceKind
  name: string
  enabled: boolean
  settings: unknown
  secrets: Buffer | null
  cursor: unknown
  auto_import: boolean
  interval_minutes: number
  batch_size: number
  trusted_authentication_server: string | null
  last_complete_import_at: string | null
  last_delivery_at: string | null
  up_since: string | null
  up_seen_at: string | null
  created_at: string
}

const COLUMNS = sql`
  s.id, s.kind, s.name, s.enabled, s.settings, s.secrets, s.cursor, s.auto_import, s.interval_minutes, s.batch_size,
  s.trusted_authentication_server, s.last_complete_import_at, s.last_delivery_at, s.up_since, s.up_seen_at, s.created_at`

/** All sources that are not removed: the built-in ones first, then by name. */
export async function readSources(db: Connection): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select ${COLUMNS} from sources s where s.removed_at is null
    order by s.kind in ('upload', 'command', 'http') desc, lower(s.name)
  `.execute(db)
  return rows
}

/** One source that is not removed; `lock` keeps it as it is until the transaction ends. */
export async function readSource(db: Connection, id: number, lock = false): Promise<SourceRow | null> {
  const { rows } = await sql<SourceRow>`
    select ${COLUMNS} from sources s where s.id = ${id} and s.removed_at is null ${lock ? sql`for update` : sql``}
  `.execute(db)
  return rows[0] ?? null
}

export type SourceValues = {
  name: string
  enabled: boolean
  settings: unknown
  auto_import: boolean
  interval_minutes: number
  batch_size: number
  trusted_authentication_server: string | null
}

/** Makes a source; its secret follows once its place is known. */
export async function insertSource(
  db: Connection,
  kind: SourceKind,
  values: SourceValues,
  at: string,
): Promise<number> {
  const { id } = await db
    .insertInto('sources')
    .values({ ...values, settings: JSON.stringify(values.settings), kind, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes a source; a new place to read from (`forgetCursor`) is read from its beginning. */
export async function updateSource(
  db: Connection,
  id: number,
  values: SourceValues,
  forgetCursor: boolean,
): Promise<void> {
  await db
    .updateTable('sources')
    .set({
      ...values,
      settings: JSON.stringify(values.settings),
      not_before: null,
      ...(forgetCursor ? { cursor: null } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** Stores a sealed secret. */
export async function saveSecret(db: Connection, id: number, sealed: Buffer): Promise<void> {
  await db.updateTable('sources').set({ secrets: sealed }).where('id', '=', id).execute()
}

/** Takes a source away with its secret; its name is free again. */
export async function markRemoved(db: Connection, id: number, at: string): Promise<void> {
  await db
    .updateTable('sources')
    .set({ removed_at: at, enabled: false, auto_import: false, secrets: null, cursor: null })
    .where('id', '=', id)
    .execute()
}

/** Whether another source has this name. */
export async function isNameTaken(db: Connection, name: string, exceptId: number | null): Promise<boolean> {
  const { rows } = await sql`
    select 1 from sources where lower(name) = lower(${name}) and removed_at is null and id is distinct from ${exceptId}
  `.execute(db)
  return rows.length > 0
}

/** The sources of these that a message came from (known by their deliveries, which leave their time). */
export async function usedSources(db: Connection, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from sources s where id = any(${[...ids]}) and (
      last_delivery_at is not null
      or exists (select from import_runs r where r.source_id = s.id and (r.fetched > 0 or r.finished_at is null)))
  `.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** A way in that is delivered to is up now; without a sign of life for `gapSeconds` it counts as up from now only. */
export async function noteUp(
  db: Connection,
  ids: readonly number[],
  now: string,
  gapSeconds: number,
): Promise<void> {
  await sql`
    update sources
    set up_since = case when up_seen_at >= ${now}::timestamptz - make_interval(secs => ${gapSeconds}) then coalesce(up_since, ${now}) else ${now}::timestamptz end,
        up_seen_at = ${now}
    where id = any(${[...ids]})
  `.execute(db)
}
