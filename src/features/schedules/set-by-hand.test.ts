import { describe, expect, it } from 'vitest'
import { ANNA, customer } from '../../../test/support/cast.ts'
import {
  arrive,
  importedCompletely,
  job,
  local,
  mailbox,
  missedRuns,
  nightly,
  planned,
  ZONE,
} from '../../../test/support/scheduled-jobs.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { deleteCalendar, holidayCalendars, saveCalendar } from './calendars.ts'
import {
  changeScheduleSettings,
  pinJobs,
  scheduleOfCustomer,
  setForCustomers,
  setForJobs,
} from './change-schedule.ts'
import { detectMissed, detectMissedOfJob } from './detect.ts'
import { endMaintenance, maintenancePage, planMaintenance, snooze } from './maintenance.ts'
import { jobSchedule } from './schedule-page.ts'

const START = local('2026-11-09T12:00')

async function morning(world: TestWorld, sourceId: number, time: string): Promise<string[]> {
  world.setNow(local(time))
  await importedCompletely(world, sourceId, local(time))
  await detectMissed(world)
  return (await missedRuns(world)).map((run) => `${run.job} ${run.missed_count}`)
}

async function events(world: TestWorld): Promise<string[]> {
  const { rows } = await sql<{ event_type: string; user_name: string }>`
    select event_type, user_name from audit_log where event_type <> 'customer created' order by id`.execute(
    world.db,
  )
  return rows.map((row) => `${row.user_name}: ${row.event_type}`)
}

const at = (time: string, weekday: number) => ({
  days: { every: 'week' as const, weekday },
  time,
  minutesBefore: 30,
  minutesAfter: 60,
})

describe('a schedule set by hand', () => {
  const world = useTestWorld(START)
  let sourceId = 0
  let jobId = 0

  it('wins over what the reports say, from now on', async () => {
    sourceId = await mailbox(world)
    jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    const pin = { kind: 'slots' as const, slots: [at('06:00', 2), at('18:00', 4)] }
    expect(await pinJobs(world, ANNA, { jobIds: [jobId, 999_999], pin })).toEqual({
      changed: 1,
      refused: [{ id: 999_999, reason: 'This job does not exist any more.' }],
    })
    expect(await jobSchedule(world, jobId)).toMatchObject({
      kind: 'weekly',
      words: 'Tue 06:00, Thu 18:00 (pinned)',
      pin: { pin, at: START },
      learned: { kind: 'weekly', words: expect.stringMatching(/^daily 22:0\d$/) },
      judgedFrom: START,
      why: ['Every Tuesday at 06:00, set by hand: in time from 05:30 to 07:00.', expect.any(String)],
    })
    expect((await planned(world, jobId, '2026-11-09T00:00')).map((one) => one.day)).toEqual([
      '2026-11-10',
      '2026-11-12',
      '2026-11-17',
    ])
    expect(await morning(world, sourceId, '2026-11-10T08:00')).toEqual([])
    expect(await morning(world, sourceId, '2026-11-10T09:01')).toEqual(['nightly 1'])
  })

  it('may say that there is none, and then nothing is missed', async () => {
    await pinJobs(world, ANNA, { jobIds: [jobId], pin: { kind: 'none' } })
    expect(await jobSchedule(world, jobId)).toMatchObject({
      kind: 'none',
      words: 'no schedule (pinned)',
      expected: [],
    })
    expect(await morning(world, sourceId, '2026-11-20T08:00')).toEqual(['nightly 1'])
  })

  it('gives way to the reports again, and nothing before that is raised', async () => {
    await pinJobs(world, ANNA, { jobIds: [jobId], pin: null })
    expect(await morning(world, sourceId, '2026-11-20T09:00')).toEqual(['nightly 1'])
    expect((await planned(world, jobId, '2026-11-20T00:00'))[0]?.day).toBe('2026-11-20')
    expect(await events(world)).toEqual([
      'anna: schedule pinned',
      'anna: schedule pinned',
      'anna: schedule unpinned',
    ])
  })

  it('holds for a job that has no report yet', async () => {
    const bare = await job(world, { name: 'bare', sourceId })
    await pinJobs(world, ANNA, { jobIds: [bare], pin: { kind: 'slots', slots: [at('12:00', 5)] } })
    const missed = await morning(world, sourceId, '2026-11-20T15:30')
    expect(missed).toContain('bare 1')
  })
})

describe('grace', () => {
  const world = useTestWorld(START)

  it('is the job’s own, else the customer’s, else that of the settings, also for windows that are open', async () => {
    const sourceId = await mailbox(world)
    const customerId = await customer(world, 'Patient')
    const runs = nightly('2026-11-09', 35)
    const ids: number[] = []
    for (const name of ['of the settings', 'of the customer', 'of its own'])
      ids.push(
        await job(world, { name, sourceId, runs, ...(name === 'of the settings' ? {} : { customerId }) }),
      )
    await detectMissed(world)
    world.setNow(local('2026-11-09T22:30'))
    await changeScheduleSettings(world, ANNA, { graceMinutes: 30 })
    await setForCustomers(world, ANNA, { customerIds: [customerId], graceMinutes: 240 })
    await setForJobs(world, ANNA, { jobIds: [ids[2] ?? 0], graceMinutes: 60 })
    expect((await jobSchedule(world, ids[1] ?? 0)).grace).toEqual({ minutes: 240, from: 'customer' })
    expect((await jobSchedule(world, ids[2] ?? 0)).grace).toEqual({ minutes: 60, from: 'job' })
    const raised = []
    for (const time of ['2026-11-09T23:00', '2026-11-09T23:30', '2026-11-10T02:30'])
      raised.push(await morning(world, sourceId, time))
    expect(raised).toEqual([
      ['of the settings 1'],
      expect.arrayContaining(['of the settings 1', 'of its own 1']),
      expect.arrayContaining(['of the customer 1']),
    ])
    expect(raised[1]).toHaveLength(2)
  })

  it('and time zone are refused when they mean nothing', async () => {
    await expect(setForJobs(world, ANNA, { jobIds: [1], timeZone: 'Mars/Olympus' })).rejects.toThrow(
      /not a known time zone/,
    )
  })
})

describe('a job in another time zone', () => {
  const world = useTestWorld(START)

  it('keeps its local time over a change of the clock that only its zone has', async () => {
    const sourceId = await mailbox(world)
    // New York set its clock back on 1 November 2026, a week after Amsterdam.
    const runs = Array.from({ length: 42 }, (_, index) =>
      Temporal.PlainDateTime.from('2026-09-20T18:00')
        .add({ days: index, minutes: index % 4 })
        .toZonedDateTime('America/New_York')
        .withTimeZone(ZONE)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' }),
    )
    const jobId = await job(world, {
      name: 'far',
      sourceId,
      runs,
      columns: { time_zone: 'America/New_York' },
    })
    world.setNow(local('2026-11-01T12:00'))
    await detectMissed(world)
    const { zone, expected } = await jobSchedule(world, jobId)
    expect(zone).toEqual({ name: 'America/New_York', from: 'job' })
    expect(expected[0]?.slotAt).toMatch(/^2026-11-01T23:0/)
  })
})

describe('maintenance', () => {
  const world = useTestWorld(START)
  let sourceId = 0
  let customerId = 0
  const ids: number[] = []

  it('of a customer excuses what is due in it, a snooze of a job raises nothing meanwhile', async () => {
    sourceId = await mailbox(world)
    customerId = await customer(world, 'Moving house')
    const runs = nightly('2026-11-09', 35)
    for (const name of ['moved', 'snoozed', 'other'])
      ids.push(await job(world, { name, sourceId, runs, ...(name === 'moved' ? { customerId } : {}) }))
    await detectMissed(world)
    const window = {
      startsAt: local('2026-11-09T21:00'),
      endsAt: local('2026-11-09T23:00'),
      reason: 'Moving',
    }
    expect(await planMaintenance(world, ANNA, { scope: { customerIds: [customerId] }, ...window })).toEqual({
      changed: 1,
      refused: [],
    })
    await snooze(world, ANNA, {
      scope: { jobIds: [ids[1] ?? 0] },
      until: local('2026-11-10T10:00'),
      reason: 'New server',
    })
    expect(await morning(world, sourceId, '2026-11-10T08:00')).toEqual(['other 1'])
    expect((await planned(world, ids[0] ?? 0, '2026-11-09T12:00'))[0]).toMatchObject({
      state: 'excused',
      excuse: 'maintenance',
    })
    expect((await maintenancePage(world, { limit: 10, ended: false })).rows).toMatchObject([
      { job: { name: 'snoozed' }, reason: 'New server', customer: null },
    ])
    expect(await maintenancePage(world, { limit: 10, ended: true, q: 'moving' })).toMatchObject({
      total: 1,
      rows: [{ customer: { name: 'Moving house' } }],
    })
  })

  it('that ends leaves what comes after it to be missed', async () => {
    const [row] = (await maintenancePage(world, { limit: 10, ended: false })).rows
    await endMaintenance(world, ANNA, row?.id ?? 0)
    expect((await maintenancePage(world, { limit: 10, ended: false })).total).toBe(0)
    const missed = await morning(world, sourceId, '2026-11-11T08:00')
    expect(missed.toSorted()).toEqual(['moved 1', 'other 2', 'snoozed 1'])
    await expect(endMaintenance(world, ANNA, row?.id ?? 0)).rejects.toThrow(/does not exist/)
  })

  it('cannot end before it begins, or in the past', async () => {
    const scope = { jobIds: ids }
    const backwards = { startsAt: local('2026-12-02T00:00'), endsAt: local('2026-12-01T00:00'), reason: '' }
    await expect(planMaintenance(world, ANNA, { scope, ...backwards })).rejects.toThrow(
      /ends after it begins/,
    )
    await expect(snooze(world, ANNA, { scope, until: START, reason: '' })).rejects.toThrow(/not in the past/)
  })

  it('is in the audit log', async () => {
    expect(await events(world)).toEqual([
      'anna: maintenance planned',
      'anna: snoozed',
      'anna: maintenance ended',
    ])
  })
})

describe('a holiday calendar', () => {
  const world = useTestWorld(START)

  it('excuses the slots of its days for the customers that have it, and keeps what came', async () => {
    const sourceId = await mailbox(world)
    const calendarId = await saveCalendar(world, ANNA, {
      name: 'Closed',
      holidays: [{ firstDay: '2026-11-09', lastDay: '2026-11-11', name: 'Works holiday' }],
    })
    const customerId = await customer(world, 'On holiday')
    const runs = nightly('2026-11-09', 35)
    const jobId = await job(world, { name: 'resting', sourceId, runs, customerId })
    await job(world, { name: 'working', sourceId, runs })
    await setForCustomers(world, ANNA, { customerIds: [customerId], holidayCalendarId: calendarId })
    await detectMissed(world)
    world.setNow(local('2026-11-10T23:00'))
    await arrive(world, { jobId, sourceId }, '2026-11-10T22:02')
    expect(await morning(world, sourceId, '2026-11-13T08:00')).toEqual(['working 4', 'resting 1'])
    expect((await planned(world, jobId, '2026-11-09T12:00')).slice(0, 4).map((one) => one.state)).toEqual([
      'excused',
      'came',
      'excused',
      'missed',
    ])
    expect(await holidayCalendars(world)).toMatchObject([
      { name: 'Closed', customers: [{ id: customerId, name: 'On holiday' }] },
    ])
    expect(await scheduleOfCustomer(world, customerId)).toEqual({
      graceMinutes: null,
      timeZone: null,
      holidayCalendarId: calendarId,
    })
    expect((await jobSchedule(world, jobId)).holidays).toEqual({ id: calendarId, name: 'Closed' })
  })

  it('says nothing against the slots of its days: they were no opportunities', async () => {
    const shares = async () =>
      (await jobSchedule(world, (await onHoliday()).jobId)).slots
        .filter(({ days }) => 'weekday' in days && (days.weekday === 1 || days.weekday === 3))
        .map(({ hits, opportunities }) => [hits, opportunities])
    const onHoliday = async () => {
      const { rows } = await sql<{ jobId: number; sourceId: number }>`
        select j.id as "jobId", s.id as "sourceId" from jobs j, sources s
        where j.job_name = 'resting' and s.kind in ('graph', 'imap')`.execute(world.db)
      return rows[0] ?? { jobId: 0, sourceId: 0 }
    }
    world.setNow(local('2026-11-13T23:00'))
    await arrive(world, await onHoliday(), '2026-11-13T22:02')
    await detectMissed(world)
    expect(await shares()).toEqual([
      [5, 5],
      [5, 5],
    ])
  })

  it('has a name of its own and no day twice, and can be deleted', async () => {
    await expect(saveCalendar(world, ANNA, { name: 'closed', holidays: [] })).rejects.toThrow(/already/)
    const twice = { firstDay: '2026-12-25', lastDay: '2026-12-25', name: '' }
    await expect(saveCalendar(world, ANNA, { name: 'X', holidays: [twice, twice] })).rejects.toThrow(
      /same day/,
    )
    const [calendar] = await holidayCalendars(world)
    await deleteCalendar(world, ANNA, calendar?.id ?? 0)
    expect(await holidayCalendars(world)).toEqual([])
    await expect(deleteCalendar(world, ANNA, calendar?.id ?? 0)).rejects.toThrow(/does not exist/)
  })
})

describe('one job on demand', () => {
  const world = useTestWorld(START)

  it('is learned and judged at once, and others wait for their turn', async () => {
    const sourceId = await mailbox(world)
    const runs = nightly('2026-11-09', 35)
    const mine = await job(world, { name: 'mine', sourceId, runs })
    await job(world, { name: 'other', sourceId, runs })
    await detectMissed(world)
    world.setNow(local('2026-11-10T08:00'))
    await importedCompletely(world, sourceId, local('2026-11-10T08:00'))
    expect(await detectMissedOfJob(world, mine)).toBe(1)
    expect((await missedRuns(world)).map((run) => run.job)).toEqual(['mine'])
  })
})
