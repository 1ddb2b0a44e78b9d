import { type Connection, sql } from '../../platform/db.ts'

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
