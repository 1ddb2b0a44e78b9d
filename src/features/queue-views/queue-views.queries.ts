import { type Connection, sql } from '../../platform/db.ts'

const PAGE = 'run-checks'
const PREFERENCES = 'run-checks'

export type ViewRow = { id: number; name: string; search: unknown }

/** A person's saved views by name. */
export async function readViews(db: Connection, userId: number): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select id, name, search from saved_views where user_id = ${userId} and page = ${PAGE} order by lower(name), id
  `.execute(db)
  return rows
}

/** Saves a view; null when this person has one of that name. */
export async function insertView(
  tx: Connection,
  userId: number,
  { name, search }: { name: string; search: unknown },
): Promise<ViewRow | null> {
  const { rows } = await sql<ViewRow>`
    insert into saved_views (user_id, page, name, search) values (${userId}, ${PAGE}, ${name}, ${JSON.stringify(search)}::jsonb)
    on conflict do nothing returning id, name, search
  `.execute(tx)
  return rows[0] ?? null
}

/** Whether this person has another view of that name. */
export async function isNameTaken(
  tx: Connection,
  userId: number,
  name: string,
  butId: number,
): Promise<boolean> {
  const { rows } = await sql`
    select from saved_views where user_id = ${userId} and page = ${PAGE} and name = ${name} and id <> ${butId}
  `.execute(tx)
  return rows.length > 0
}

/** Changes a view of this person; null when they have none with this id. */
export async function updateView(
  tx: Connection,
  userId: number,
  view: { id: number; name: string | undefined; search: unknown },
): Promise<ViewRow | null> {
  const search = view.search === undefined ? null : JSON.stringify(view.search)
  const { rows } = await sql<ViewRow>`
    update saved_views set name = coalesce(${view.name ?? null}, name), search = coalesce(${search}::jsonb, search)
    where id = ${view.id} and user_id = ${userId} and page = ${PAGE} returning id, name, search
  `.execute(tx)
  return rows[0] ?? null
}

/** Deletes a view of this person; returns whether there was one. */
export async function deleteView(tx: Connection, userId: number, id: number): Promise<boolean> {
  const { rows } = await sql`
    delete from saved_views where id = ${id} and user_id = ${userId} and page = ${PAGE} returning id
  `.execute(tx)
  return rows.length > 0
}

/** What a person chose for the page, as it was stored; undefined when they chose nothing. */
export async function readPreferences(db: Connection, userId: number): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select value from user_preferences where user_id = ${userId} and key = ${PREFERENCES}
  `.execute(db)
  return rows[0]?.value
}

/** Stores what a person chose for the page. */
export async function writePreferences(
  tx: Connection,
  userId: number,
  value: unknown,
  at: string,
): Promise<void> {
  await sql`
    insert into user_preferences (user_id, key, value, updated_at) values (${userId}, ${PREFERENCES}, ${JSON.stringify(value)}::jsonb, ${at})
    on conflict (user_id, key) do update set value = excluded.value, updated_at = excluded.updated_at
  `.execute(tx)
}
