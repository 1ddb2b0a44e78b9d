import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import {
  calendarNameTaken,
  deleteCalendarRow,
  type Holiday,
  readCalendars,
  replaceHolidays,
  writeCalendar,
} from './calendars.queries.ts'

type CalendarWorld = Pick<World, 'db' | 'clock'>

/** All holiday calendars with their days and who has them. */
export async function holidayCalendars({ db }: Pick<World, 'db'>) {
  return readCalendars(db)
}

/** Adds a calendar, or changes one; the holidays replace those that were there. */
export async function saveCalendar(
  { db, clock }: CalendarWorld,
  actor: Actor,
  calendar: { id?: number | undefined; name: string; holidays: readonly Holiday[] },
): Promise<number> {
  const { id = null, name, holidays } = calendar
  if (new Set(holidays.map((holiday) => holiday.firstDay)).size < holidays.length)
    throw new Refusal('same_day_twice', 'Two holidays begin on the same day; make them one.', { status: 422 })
  return db.transaction().execute(async (tx) => {
    if (await calendarNameTaken(tx, name, id))
      throw new Refusal('name_taken', `There already is a holiday calendar "${name}".`)
    const saved = await writeCalendar(tx, { id, name, at: clock() })
    if (saved === undefined) throw notFound('holiday calendar')
    await replaceHolidays(tx, saved, holidays)
    const words = `Saved the holiday calendar ${name}`
    await recordAudit(tx, clock(), actor, 'holidays changed', words, { id: saved, name, holidays })
    return saved
  })
}

/** Deletes a calendar; the customers that had it have none then. */
export async function deleteCalendar({ db, clock }: CalendarWorld, actor: Actor, id: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const name = await deleteCalendarRow(tx, id)
    if (name === undefined) throw notFound('holiday calendar')
    await recordAudit(tx, clock(), actor, 'holidays changed', `Deleted the holiday calendar ${name}`, { id })
  })
}
