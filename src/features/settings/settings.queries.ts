import { type Connection, sql } from '../../platform/db.ts'

/** Every stored setting that is not a secret. */
export async function readSettingRows(db: Connection): Promise<{ key: string; value: unknown }[]> {
  return db.selectFrom('system_settings').select(['key', 'value']).where('value', 'is not', null).execute()
}

/** Stores the given settings. */
export async function writeSettings(
  db: Connection,
  changes: Record<string, unknown>,
  by: { userId: number | null; at: string },
): Promise<void> {
  for (const [key, value] of Object.entries(changes)) {
    await sql`
      insert into system_settings (key, value, updated_at, updated_by_user_id)
      values (${key}, ${JSON.stringify(value)}::jsonb, ${by.at}, ${by.userId})
      on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by_user_id = excluded.updated_by_user_id
    `.execute(db)
  }
}
