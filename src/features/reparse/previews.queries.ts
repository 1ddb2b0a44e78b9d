import { type Connection, sql } from '../../platform/db.ts'

export type PreviewState = 'queued' | 'running' | 'ready' | 'applying' | 'applied' | 'cancelled' | 'failed'

export type PreviewRow = {
  id: number
  scope: unknown
  state: PreviewState
  readers: string
  obstacle: string | null
  created_by_name: string
  created_at: string
  finished_at: string | null
  applied_by_user_id: number | null
  applied_by_name: string | null
  applied_at: string | null
  total: number | null
  total_is_exact: boolean
  newest_message_id: number
  read_down_to: number
  applied_down_to: number | null
  bounded: boolean
  kept_changes: number
  found: unknown
  applied: unknown
}

const COLUMNS = sql`
  id, scope, state, readers, obstacle, created_by_name, created_at, finished_at, applied_by_user_id, applied_by_name, applied_at, total,
  total_is_exact, newest_message_id, read_down_to, applied_down_to, bounded, kept_changes, found, applied`

/** Creates a preview over the messages that are there now. */
export async function insertPreview(
  tx: Connection,
  preview: {
    scope: unknown
    readers: string
    userId: number | null
    userName: string
    at: string
    total: number | null
    totalIsExact: boolean
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into reparse_previews (scope, readers, created_by_user_id, created_by_name, created_at, total, total_is_exact, newest_message_id, read_down_to)
    select ${JSON.stringify(preview.scope)}::jsonb, ${preview.readers}, ${preview.userId}::bigint, ${preview.userName}, ${preview.at}::timestamptz,
      ${preview.total}::integer, ${preview.totalIsExact}, newest.id, newest.id + 1
    from (select coalesce(max(id), 0) as id from mail_messages) newest
    returning id
  `.execute(tx)
  return rows[0]?.id ?? 0
}

/** One preview. */
export async function readPreview(db: Connection, id: number): Promise<PreviewRow | undefined> {
  const { rows } = await sql<PreviewRow>`select ${COLUMNS} from reparse_previews where id = ${id}`.execute(db)
  return rows[0]
}

/** Previews below an id, newest first. */
export async function listPreviews(
  db: Connection,
  below: number | null,
  limit: number,
): Promise<PreviewRow[]> {
  const { rows } = await sql<PreviewRow>`
    select ${COLUMNS} from reparse_previews where ${below === null ? sql`true` : sql`id < ${below}`} order by id desc limit ${limit}
  `.execute(db)
  return rows
}

/** How many previews are kept. */
export async function countPreviews(db: Connection): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from reparse_previews`.execute(db)
  return rows[0]?.count ?? 0
}

/** Previews that still have something to do, oldest first. */
export async function unfinishedPreviews(db: Connection): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from reparse_previews where state in ('queued', 'running', 'applying') order by id
  `.execute(db)
  return rows.map((row) => row.id)
}

/** Moves a preview on from one of these states; false when it was in none of them any more. */
export async function changeState(
  tx: Connection,
  id: number,
  from: readonly PreviewState[],
  to: PreviewState,
  more: { finishedAt?: string; appliedAt?: string; obstacle?: string } = {},
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update reparse_previews
    set state = ${to}, finished_at = coalesce(${more.finishedAt ?? null}::timestamptz, finished_at),
        applied_at = coalesce(${more.appliedAt ?? null}::timestamptz, applied_at), obstacle = coalesce(${more.obstacle ?? null}, obstacle)
    where id = ${id} and state = any(${[...from]})
    returning id
  `.execute(tx)
  return rows.length === 1
}

/** Begins to apply a preview that is ready, in the name of this person; false when it is not ready (any more). */
export async function beginApplying(
  tx: Connection,
  id: number,
  by: { userId: number | null; userName: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update reparse_previews
    set state = 'applying', applied_by_user_id = ${by.userId}, applied_by_name = ${by.userName}, applied_down_to = newest_message_id + 1
    where id = ${id} and state = 'ready'
    returning id
  `.execute(tx)
  return rows.length === 1
}

/** Notes that everything down to an id was read, and what was found so far; false when somebody else went on or stopped it meanwhile. */
export async function advanceReading(
  tx: Connection,
  id: number,
  step: { from: number; to: number; found: unknown; keptChanges: number },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update reparse_previews
    set read_down_to = ${step.to}, found = ${JSON.stringify(step.found)}::jsonb, kept_changes = ${step.keptChanges}
    where id = ${id} and state = 'running' and read_down_to = ${step.from}
    returning id
  `.execute(tx)
  return rows.length === 1
}

/** The same for applying. */
export async function advanceApplying(
  tx: Connection,
  id: number,
  step: { from: number; to: number },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update reparse_previews set applied_down_to = ${step.to}
    where id = ${id} and state = 'applying' and applied_down_to = ${step.from}
    returning id
  `.execute(tx)
  return rows.length === 1
}

/** Keeps what was applied so far. */
export async function noteApplied(tx: Connection, id: number, applied: unknown): Promise<void> {
  await sql`update reparse_previews set applied = ${JSON.stringify(applied)}::jsonb where id = ${id}`.execute(
    tx,
  )
}

/** Says that a preview looked at the newest messages only. */
export async function markBounded(tx: Connection, id: number): Promise<void> {
  await sql`update reparse_previews set bounded = true where id = ${id}`.execute(tx)
}

/** Removes previews that ended before this instant, with what they found. */
export async function removeOldPreviews(db: Connection, endedBefore: string): Promise<void> {
  await sql`
    delete from reparse_previews
    where state not in ('queued', 'running', 'applying') and coalesce(applied_at, finished_at, created_at) < ${endedBefore}
  `.execute(db)
}
