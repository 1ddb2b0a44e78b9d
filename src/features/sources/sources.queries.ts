import { type Connection, sql } from '../../platform/db.ts'
import { IMPORT_COLUMNS, type ImportRow } from '../ingest/index.ts'

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

/** Where the next import of a source goes on. */
export async function saveCursor(db: Connection, id: number, cursor: unknown): Promise<void> {
  await sql`update sources set cursor = ${JSON.stringify(cursor ?? null)}::jsonb where id = ${id}`.execute(db)
}

/** The import that began at `startedAt` took in everything that lay there; never goes back. */
export async function noteCompleteImport(db: Connection, id: number, startedAt: string): Promise<void> {
  await sql`
    update sources set not_before = null, last_complete_import_at = greatest(last_complete_import_at, ${startedAt}::timestamptz)
    where id = ${id}
  `.execute(db)
}

/** The other side asks to be left alone until then. */
export async function postponeImports(db: Connection, id: number, notBefore: string): Promise<void> {
  await db.updateTable('sources').set({ not_before: notBefore }).where('id', '=', id).execute()
}

/** Mailboxes whose automatic import is due: the interval has passed since the last one began, and none is running. */
export async function dueSources(db: Connection, now: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select s.id from sources s
    left join lateral (
      select started_at, finished_at from import_runs r where r.source_id = s.id order by r.started_at desc, r.id desc limit 1) newest on true
    where s.kind in ('graph', 'imap') and s.enabled and s.auto_import and s.removed_at is null
      and (s.not_before is null or s.not_before <= ${now})
      and (newest.started_at is null
        or (newest.finished_at is not null and newest.started_at <= ${now}::timestamptz - make_interval(mins => s.interval_minutes)))
    order by s.id
  `.execute(db)
  return rows.map((row) => row.id)
}

/** Asks the running import of a source to stop; false when none runs. */
export async function requestCancel(db: Connection, sourceId: number, at: string): Promise<boolean> {
  const rows = await db
    .updateTable('import_runs')
    .set({ cancel_requested_at: at })
    .where('source_id', '=', sourceId)
    .where('finished_at', 'is', null)
    .where('trigger', 'in', ['manual', 'automatic'])
    .returning('id')
    .execute()
  return rows.length > 0
}

/** Which of these messages of a source were taken in before, or purged since. */
export async function knownRefs(
  db: Connection,
  sourceId: number,
  refs: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ source_ref: string }>`
    select source_ref from mail_messages where source_id = ${sourceId} and source_ref = any(${[...refs]})
    union
    select source_ref from purged_mail_hashes where source_id = ${sourceId} and source_ref = any(${[...refs]})
  `.execute(db)
  return new Set(rows.map((row) => row.source_ref))
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
