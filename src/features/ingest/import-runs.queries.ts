import { CLAIM_KINDS } from '../../platform/claims.ts'
import { type Connection, sql } from '../../platform/db.ts'
import type { Tally } from './tally.ts'

export type Trigger = 'manual' | 'automatic' | 'upload' | 'command'
export type Trouble = 'sign-in' | 'permission' | 'gone' | 'throttled' | 'network' | 'server'
export type Ended = 'complete' | 'incomplete' | 'cancelled' | 'interrupted'

/** The id of a built-in source. */
export async function sourceNamed(db: Connection, name: string): Promise<number> {
  return (await db.selectFrom('sources').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}

/** Notes that an import began; returns its id. */
export async function insertImportRun(
  db: Connection,
  run: { sourceId: number; trigger: Trigger; userId: number | null; at: string; claimKey: number },
): Promise<number> {
  const { id } = await db
    .insertInto('import_runs')
    .values({
      source_id: run.sourceId,
      trigger: run.trigger,
      started_by_user_id: run.userId,
      started_at: run.at,
      claim_key: run.claimKey,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Writes the figures so far; false once somebody asked to stop this import. */
export async function saveProgress(
  db: Connection,
  id: number,
  tally: Tally,
  remaining: number | null,
): Promise<boolean> {
  const row = await db
    .updateTable('import_runs')
    .set({ ...columnsOf(tally), remaining })
    .where('id', '=', id)
    .returning('cancel_requested_at')
    .executeTakeFirst()
  return row?.cancel_requested_at === null
}

/** Notes how an import ended. */
export async function finishImportRun(
  db: Connection,
  id: number,
  result: Tally & { ended: Ended; error: string | null; trouble: Trouble | null },
  at: string,
): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({
      ...columnsOf(result),
      finished_at: at,
      ended: result.ended,
      complete: result.ended === 'complete',
      error: result.error,
      trouble: result.trouble,
      remaining: null,
    })
    .where('id', '=', id)
    .execute()
}

/** Ends the imports whose process is gone: nobody holds their claim any more. Returns their ids. */
export async function closeInterruptedRuns(db: Connection, at: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update import_runs r
    set finished_at = ${at}, ended = 'interrupted', remaining = null,
        error = 'The process that imported ended before it was done. What it had taken in is safe; the next import goes on from there.'
    where r.finished_at is null and not exists (
      select from pg_locks l
      where l.locktype = 'advisory' and l.granted and l.objsubid = 2
        and l.database = (select oid from pg_database where datname = current_database())
        and l.classid = ${CLAIM_KINDS['import run']} and l.objid = r.claim_key)
    returning r.id
  `.execute(db)
  return rows.map((row) => row.id)
}

export type ImportRow = {
  id: number
  source_id: number
  source_name: string
  trigger: Trigger
  started_by: string | null
  started_at: string
  finished_at: string | null
  fetched: number
  new_messages: number
  duplicates: number
  parsed: number
  auto_approved: number
  left_in_inbox: number
  errors: number
  remaining: number | null
  ended: Ended | null
  error: string | null
}

/** Columns of an import `r` of a source `s`, for `importOnTheWire`. */
export const IMPORT_COLUMNS = sql`
  r.id, r.source_id, s.name as source_name, r.trigger, r.started_at, r.finished_at, r.fetched, r.new_messages, r.duplicates, r.parsed,
  r.auto_approved, r.left_in_inbox, r.errors, r.remaining, r.ended, r.error,
  (select coalesce(nullif(u.display_name, ''), u.username) from users u where u.id = r.started_by_user_id) as started_by`

/** One import as it stands now. */
export async function readImportRun(db: Connection, id: number): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`
    select ${IMPORT_COLUMNS} from import_runs r join sources s on s.id = r.source_id where r.id = ${id}
  `.execute(db)
  return rows[0] ?? null
}

function columnsOf(tally: Tally) {
  return {
    fetched: tally.fetched,
    new_messages: tally.newMessages,
    duplicates: tally.duplicates,
    parsed: tally.parsed,
    auto_approved: tally.autoApproved,
    left_in_inbox: tally.leftInInbox,
    errors: tally.errors,
  }
}
