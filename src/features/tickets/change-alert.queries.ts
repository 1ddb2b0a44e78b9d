import { type Connection, sql } from '../../platform/db.ts'
import { type AlertKind, TABLES } from './alert-tables.queries.ts'

export type LockedAlert = { id: number; name: string; version: number; resolved_at: string | null }

/** A ticket or remark locked for a change. */
export async function lockAlert(
  tx: Connection,
  kind: AlertKind,
  id: number,
): Promise<LockedAlert | undefined> {
  return (await lockAlerts(tx, kind, [id]))[0]
}

/** Those of the alerts that exist, locked in the order of their ids. */
export async function lockAlerts(
  tx: Connection,
  kind: AlertKind,
  ids: readonly number[],
): Promise<LockedAlert[]> {
  const name = kind === 'ticket' ? sql`'ticket ' || ticket_code` : sql`'remark ' || id`
  const { rows } = await sql<LockedAlert>`
    select id, ${name} as name, version, resolved_at from ${TABLES[kind].alerts} where id = any(${[...ids]}) order by id for update
  `.execute(tx)
  return rows
}

/** Changes text and dates; undefined leaves one as it is. */
export async function updateAlert(
  tx: Connection,
  kind: AlertKind,
  id: number,
  { text, activeFrom, startAt }: Record<'text' | 'activeFrom' | 'startAt', string | undefined>,
): Promise<void> {
  const { alerts, text: column } = TABLES[kind]
  await sql`
    update ${alerts} set ${column} = coalesce(${text ?? null}::text, ${column}),
      active_from_date = coalesce(${activeFrom ?? null}::date, active_from_date),
      start_date = coalesce(${startAt ?? null}::timestamptz, start_date), version = version + 1
    where id = ${id}
  `.execute(tx)
}

/** Closes alerts whole: every scope that was open gets the same instant, so that reopening finds them, and open scopes stay few. */
export async function closeAlerts(
  tx: Connection,
  kind: AlertKind,
  ids: readonly number[],
  by: { userId: number | null; at: string },
): Promise<void> {
  const { alerts, scopes, alertId } = TABLES[kind]
  const reason = kind === 'ticket' ? sql`, closed_reason = 'resolved'` : sql``
  await sql`
    update ${alerts} set resolved_at = ${by.at}, resolved_by_user_id = ${by.userId}, version = version + 1 ${reason}
    where id = any(${[...ids]})`.execute(tx)
  await sql`
    update ${scopes} set resolved_at = ${by.at}, resolved_by_user_id = ${by.userId}
    where ${alertId} = any(${[...ids]}) and resolved_at is null`.execute(tx)
}

/** Opens alerts again with the scopes that were open until they were closed; those resolved before stay so. */
export async function reopenAlerts(tx: Connection, kind: AlertKind, ids: readonly number[]): Promise<void> {
  const { alerts, scopes, alertId } = TABLES[kind]
  await sql`
    update ${scopes} s set resolved_at = null, resolved_by_user_id = null
    from ${alerts} t where t.id = any(${[...ids]}) and s.${alertId} = t.id and s.resolved_at >= t.resolved_at`.execute(
    tx,
  )
  const reason = kind === 'ticket' ? sql`, closed_reason = null` : sql``
  await sql`
    update ${alerts} set resolved_at = null, resolved_by_user_id = null, version = version + 1 ${reason}
    where id = any(${[...ids]})`.execute(tx)
}

/** Opens an alert without its scopes: what was open in it until it was closed stays resolved as of then. */
export async function openAlertOnly(tx: Connection, kind: AlertKind, id: number): Promise<void> {
  const { alerts, scopes, alertId } = TABLES[kind]
  const reason = kind === 'ticket' ? sql`, closed_reason = null` : sql``
  await sql`
    update ${scopes} s set resolved_at = t.resolved_at, resolved_by_user_id = t.resolved_by_user_id
    from ${alerts} t where t.id = ${id} and s.${alertId} = t.id and s.resolved_at is null and t.resolved_at is not null`.execute(
    tx,
  )
  await sql`
    update ${alerts} set resolved_at = null, resolved_by_user_id = null, version = version + 1 ${reason}
    where id = ${id}`.execute(tx)
}

/** Resolves those of the scopes that are open; returns which. */
export async function resolveScopes(
  tx: Connection,
  kind: AlertKind,
  id: number,
  scopeIds: readonly number[],
  by: { userId: number | null; at: string },
): Promise<number[]> {
  const { scopes, alertId } = TABLES[kind]
  const { rows } = await sql<{ id: number }>`
    update ${scopes} set resolved_at = ${by.at}, resolved_by_user_id = ${by.userId}
    where ${alertId} = ${id} and id = any(${[...scopeIds]}) and resolved_at is null returning id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Opens those of the scopes that are resolved; returns which. */
export async function reopenScopes(
  tx: Connection,
  kind: AlertKind,
  id: number,
  scopeIds: readonly number[],
): Promise<number[]> {
  const { scopes, alertId } = TABLES[kind]
  const { rows } = await sql<{ id: number }>`
    update ${scopes} set resolved_at = null, resolved_by_user_id = null
    where ${alertId} = ${id} and id = any(${[...scopeIds]}) and resolved_at is not null returning id`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** Takes scopes away; returns which. */
export async function deleteScopes(
  tx: Connection,
  kind: AlertKind,
  id: number,
  scopeIds: readonly number[],
): Promise<number[]> {
  const { scopes, alertId } = TABLES[kind]
  const { rows } = await sql<{ id: number }>`
    delete from ${scopes} where ${alertId} = ${id} and id = any(${[...scopeIds]}) returning id`.execute(tx)
  return rows.map((row) => row.id)
}

/** How many scopes an alert has, and how many of them are open. */
export async function countScopes(
  tx: Connection,
  kind: AlertKind,
  id: number,
): Promise<{ all: number; open: number }> {
  const { scopes, alertId } = TABLES[kind]
  const { rows } = await sql<{ all: number; open: number }>`
    select count(*) as all, count(*) filter (where resolved_at is null) as open from ${scopes} where ${alertId} = ${id}`.execute(
    tx,
  )
  return rows[0] ?? { all: 0, open: 0 }
}
