import { type Connection, sql } from '../../platform/db.ts'

export type Holiday = { firstDay: string; lastDay: string; name: string }
export type CalendarRow = {
  id: number
  name: string
  customers: { id: number; name: string }[]
  holidays: Holiday[]
}

/** All holiday calendars by name, with their days and customers in order. */
export async function readCalendars(db: Connection): Promise<CalendarRow[]> {
  const { rows } = await sql<CalendarRow>`
    select k.id, k.name,
      coalesce((
        select json_agg(json_build_object('id', c.id, 'name', c.name) order by lower(c.name), c.id)
        from customers c where c.holiday_calendar_id = k.id and c.merged_into_customer_id is null), '[]') as customers,
      coalesce((
        select json_agg(json_build_object('firstDay', h.first_day, 'lastDay', h.last_day, 'name', h.name) order by h.first_day)
        from holidays h where h.calendar_id = k.id), '[]') as holidays
    from holiday_calendars k order by lower(k.name), k.id
  `.execute(db)
  return rows
}

/** Whether this calendar is there. */
export async function calendarExists(db: Connection, id: number): Promise<boolean> {
  const row = await db.selectFrom('holiday_calendars').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Whether another calendar has this name. */
export async function calendarNameTaken(
  db: Connection,
  name: string,
  exceptId: number | null,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from holiday_calendars where lower(name) = lower(${name}) and id is distinct from ${exceptId}
  `.execute(db)
  return rows.length > 0
}

/** Makes a calendar, or renames one; its id, or undefined when it is gone. */
export async function writeCalendar(
  tx: Connection,
  calendar: { id: number | null; name: string; at: string },
): Promise<number | undefined> {
  const { id, name, at } = calendar
  if (id === null)
    return (
      await tx
        .insertInto('holiday_calendars')
        .values({ name, created_at: at })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const changed = await tx
    .updateTable('holiday_calendars')
    .set({ name })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return changed?.id
}

/** Gives a calendar these holidays and no others. */
export async function replaceHolidays(
  tx: Connection,
  id: number,
  holidays: readonly Holiday[],
): Promise<void> {
  await tx.deleteFrom('holidays').where('calendar_id', '=', id).execute()
  await sql`
    insert into holidays (calendar_id, first_day, last_day, name)
    select ${id}, h."firstDay", h."lastDay", h.name
    from jsonb_to_recordset(${JSON.stringify(holidays)}::jsonb) as h ("firstDay" date, "lastDay" date, name text)
  `.execute(tx)
}

/** Deletes a calendar; its name, or undefined when it is gone already. */
export async function deleteCalendarRow(tx: Connection, id: number): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('holiday_calendars')
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()
  return row?.name
}
