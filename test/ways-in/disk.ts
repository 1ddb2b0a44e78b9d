import { sql } from '../../src/platform/db.ts'
import type { Installation } from './installation.ts'

/** Lets so many more rows be written to a table, then answers as PostgreSQL does when no block can be added; returns how to make room. */
export async function fillDisk(
  { world: { db } }: Installation,
  table: 'mail_arrivals' | 'mail_raw' | 'job_runs',
  rows: number,
): Promise<() => Promise<void>> {
  // A sequence goes on after a rollback, as a disk is not emptied by a transaction that failed.
  await sql.raw('create sequence rows_written').execute(db)
  await sql
    .raw(`
      create function refuse_without_room() returns trigger language plpgsql as $$ begin
        if nextval('rows_written') > ${rows} then
          raise exception using errcode = '53100', message = 'could not extend file: No space left on device';
        end if;
        return new;
      end $$`)
    .execute(db)
  await sql
    .raw(
      `create trigger disk_is_full before insert on ${table} for each row execute function refuse_without_room()`,
    )
    .execute(db)
  return async () => {
    await sql.raw(`drop trigger disk_is_full on ${table}`).execute(db)
    await sql.raw('drop function refuse_without_room()').execute(db)
    await sql.raw('drop sequence rows_written').execute(db)
  }
}
