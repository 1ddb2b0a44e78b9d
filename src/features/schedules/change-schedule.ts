import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { isTimeZone } from '../../domain/local-time.ts'
import type { Pin } from '../../domain/schedule/pinned.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { changeSettings, readSettings } from '../settings/index.ts'
import { calendarExists } from './calendars.queries.ts'
import {
  changeCustomers,
  changeJobs,
  existingJobs,
  learnEverythingNext,
  readCustomerRules,
  setPins,
} from './change-schedule.queries.ts'
import { learnJobs } from './learn.ts'

type ChangeWorld = Pick<World, 'db' | 'clock'>
export type Done = { changed: number; refused: { id: number; reason: string }[] }

/** More jobs than this are learned by the background task, within a minute. */
const LEARNED_AT_ONCE = 50

/** Sets the schedule of these jobs by hand, or goes by their reports again (null). */
export async function pinJobs(
  world: ChangeWorld,
  actor: Actor,
  { jobIds, pin }: { jobIds: readonly number[]; pin: Pin | null },
): Promise<Done> {
  return changeTheJobs(world, actor, jobIds, {
    event: pin ? 'schedule pinned' : 'schedule unpinned',
    words: pin
      ? pin.kind === 'none'
        ? 'Pinned "no schedule"'
        : 'Pinned a schedule'
      : 'Unpinned the schedule',
    details: { pin },
    change: (tx, ids) => setPins(tx, ids, pin, { userId: actor.userId, at: world.clock() }),
  })
}

/** Changes grace, time zone and the rule "no run for N days" of these jobs; null takes a value away, undefined leaves it. */
export async function setForJobs(
  world: ChangeWorld,
  actor: Actor,
  input: {
    jobIds: readonly number[]
    graceMinutes?: number | null | undefined
    timeZone?: string | null | undefined
    irregularAfterDays?: number | null | undefined
  },
): Promise<Done> {
  const { jobIds, ...details } = input
  refuseUnknownZone(input.timeZone)
  const changes = {
    grace_minutes: input.graceMinutes,
    time_zone: input.timeZone,
    irregular_after_days: input.irregularAfterDays,
  }
  return changeTheJobs(world, actor, jobIds, {
    event: 'schedule changed',
    words: 'Changed the schedule rules',
    details,
    change: (tx, ids) => changeJobs(tx, ids, changes),
  })
}

/** Changes grace, time zone and holiday calendar of these customers, which hold for all their jobs. */
export async function setForCustomers(
  { db, clock }: ChangeWorld,
  actor: Actor,
  input: {
    customerIds: readonly number[]
    graceMinutes?: number | null | undefined
    timeZone?: string | null | undefined
    holidayCalendarId?: number | null | undefined
  },
): Promise<Done> {
  const { customerIds, ...details } = input
  refuseUnknownZone(input.timeZone)
  return db.transaction().execute(async (tx) => {
    if (typeof input.holidayCalendarId === 'number' && !(await calendarExists(tx, input.holidayCalendarId)))
      throw new Refusal(
        'unknown_calendar',
        'This holiday calendar does not exist any more; choose another one.',
      )
    const found = await changeCustomers(tx, customerIds, {
      grace_minutes: input.graceMinutes,
      time_zone: input.timeZone,
      holiday_calendar_id: input.holidayCalendarId,
    })
    const words = `Changed the schedule rules of ${found.length} customers`
    await recordAudit(tx, clock(), actor, 'schedule changed', words, { customerIds: found, ...details })
    return done(customerIds, found, 'customer')
  })
}

/** What a customer says of its own; null where the settings hold. */
export async function scheduleOfCustomer({ db }: Pick<World, 'db'>, id: number) {
  const row = await readCustomerRules(db, id)
  if (!row) throw notFound('customer')
  const { grace_minutes, time_zone, holiday_calendar_id } = row
  return { graceMinutes: grace_minutes, timeZone: time_zone, holidayCalendarId: holiday_calendar_id }
}

/** What holds for all jobs that say nothing of their own. */
export async function scheduleSettings({ db }: Pick<World, 'db'>) {
  return { graceMinutes: (await readSettings({ db })).missed_grace_minutes }
}

/** Changes what holds for all jobs; they are learned anew in the background. */
export async function changeScheduleSettings(
  world: ChangeWorld,
  actor: Actor,
  { graceMinutes }: { graceMinutes: number },
) {
  await changeSettings(world, actor, { missed_grace_minutes: graceMinutes })
  await learnEverythingNext(world.db)
  return scheduleSettings(world)
}

async function changeTheJobs(
  { db, clock }: ChangeWorld,
  actor: Actor,
  jobIds: readonly number[],
  of: {
    event: string
    words: string
    details: object
    change: (tx: Connection, ids: readonly number[]) => Promise<void>
  },
): Promise<Done> {
  const ids = await db.transaction().execute(async (tx) => {
    const found = await existingJobs(tx, jobIds)
    await of.change(tx, found)
    const words = `${of.words} of ${found.length === 1 ? 'a job' : `${found.length} jobs`}`
    if (found.length > 0)
      await recordAudit(tx, clock(), actor, of.event, words, { jobIds: found, ...of.details })
    return found
  })
  await learnJobs({ db, clock }, ids.slice(0, LEARNED_AT_ONCE))
  return done(jobIds, ids, 'job')
}

function done(asked: readonly number[], found: readonly number[], what: string): Done {
  const known = new Set(found)
  const refused = asked
    .filter((id) => !known.has(id))
    .map((id) => ({ id, reason: `This ${what} does not exist any more.` }))
  return { changed: found.length, refused }
}

function refuseUnknownZone(zone: string | null | undefined): void {
  if (typeof zone === 'string' && !isTimeZone(zone))
    throw new Refusal(
      'unknown_time_zone',
      `"${zone}" is not a known time zone; use a name such as Europe/Amsterdam.`,
      { status: 422 },
    )
}
