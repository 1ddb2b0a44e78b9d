import { describe, expect, it } from 'vitest'
import {
  jobScheduleSchema,
  missedRunSchema,
  monthDaySchema,
  replaySchema,
} from '../../../contract/schedule-facts.ts'
import { ANNA } from '../../../test/support/cast.ts'
import {
  arrive,
  importedCompletely,
  job,
  local,
  mailbox,
  missedRuns,
  nightly,
} from '../../../test/support/scheduled-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { reviewRuns } from '../run-checks/index.ts'
import { saveCalendar } from './calendars.ts'
import { setForCustomers } from './change-schedule.ts'
import { detectMissed } from './detect.ts'
import { missedRunById, monthOfJob, replayJob } from './look-back.ts'
import { jobSchedule } from './schedule-page.ts'

describe('the page of a job says', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))
  let sourceId = 0
  let jobId = 0

  async function importAt(time: string) {
    world.setNow(local(time))
    await importedCompletely(world, sourceId, local(time))
    await detectMissed(world)
  }

  it('when its runs come, how sure that is, and what it rests on', async () => {
    sourceId = await mailbox(world)
    const runs = nightly('2026-11-09', 70, '22:00', (weekday) => weekday < 6)
    jobId = await job(world, { name: 'weekdays', sourceId, runs: runs.filter((_, index) => index !== 30) })
    await detectMissed(world)
    const page = await jobSchedule(world, jobId)
    expect(jobScheduleSchema.parse(page)).toEqual(page)
    expect(page).toMatchObject({
      kind: 'weekly',
      words: expect.stringMatching(/^Mon–Fri 22:0\d$/),
      zone: { name: 'Europe/Amsterdam', from: 'settings' },
      grace: { minutes: 120, from: 'settings' },
      learnedFromRuns: 49,
      notWatched: null,
    })
    expect(page.slots.map((slot) => slot.hits / slot.opportunities)).toEqual([0.9, 1, 1, 1, 1])
    expect(page.slots[1]).toMatchObject({ daysInWords: 'Every Tuesday', days: { every: 'week', weekday: 2 } })
    expect(page.slots[1]?.restsOn[0]).toMatch(/^2026-11-03T21:0/)
    expect(page.why[0]).toMatch(/^Every Monday at 22:0\d: runs came on 9 of 10 dates \(90 %\)/)
    expect(page.expected.map((one) => [one.slotAt.slice(0, 10), one.state])).toEqual([
      ['2026-11-09', 'open'],
      ['2026-11-10', 'open'],
      ['2026-11-11', 'open'],
    ])
    expect(page.chart.bands.map((band) => band.weekday)).toEqual([1, 2, 3, 4, 5])
    expect(page.chart.arrivals).toHaveLength(49)
    for (const point of page.chart.arrivals) {
      const band = page.chart.bands.find((one) => one.weekday === point.weekday)
      expect(point.minute).toBeGreaterThanOrEqual(band?.from ?? Number.NaN)
      expect(point.minute).toBeLessThanOrEqual(band?.to ?? Number.NaN)
    }
  })

  it('what the rules would have raised over its own history', async () => {
    const replayed = await replayJob(world, jobId)
    expect(replaySchema.parse(replayed)).toEqual(replayed)
    // The seventh Monday was lost; the Mondays had been learned by then.
    expect(replayed).toMatchObject({
      truly: [expect.stringMatching(/^2026-10-12T20:0/)],
      falsely: [],
      summary: expect.stringMatching(/would have raised 1 missed run: 1 true, 0 false\.$/),
    })
  })

  it('why a run is missed, since when, and that the job may be gone', async () => {
    await importAt('2026-11-10T08:00')
    const [first] = (await missedRuns(world)).filter((run) => run.job === 'weekdays')
    const told = await missedRunById(world, first?.id ?? 0)
    expect(missedRunSchema.parse(told)).toEqual(told)
    expect(told).toMatchObject({ count: 1, inARow: 1, jobs: 1, suggestArchive: false, lateRun: null })
    expect(told.slots[0]?.why).toMatch(
      /^Expected Mon 9 Nov 2026, 22:0\d \(in time from Mon 9 Nov 2026, 21:5\d to 22:1\d, deadline Tue 10 Nov 2026, 00:1\d\): no run came in time\. Every Monday at 22:0\d: runs came on 9 of 10 dates/,
    )
    await reviewRuns(world, ANNA, [first?.id ?? 0])
    await importAt('2026-11-17T08:00')
    const [, second] = (await missedRuns(world)).filter((run) => run.job === 'weekdays')
    expect(await missedRunById(world, second?.id ?? 0)).toMatchObject({
      summary: expect.stringMatching(/^Missed 5 times since Tue 10 Nov 2026, 22:0\d, the 6th in a row\.$/),
      count: 5,
      inARow: 6,
      suggestArchive: true,
    })
    await expect(missedRunById(world, 1)).rejects.toThrow(/does not exist/)
  })

  it('what each day of a month was', async () => {
    const calendarId = await saveCalendar(world, ANNA, {
      name: 'Closed',
      holidays: [{ firstDay: '2026-11-18', lastDay: '2026-11-18', name: 'Day off' }],
    })
    const { customer_id: customerId } = await world.db
      .selectFrom('jobs')
      .select('customer_id')
      .where('id', '=', jobId)
      .executeTakeFirstOrThrow()
    await setForCustomers(world, ANNA, {
      customerIds: [customerId],
      holidayCalendarId: calendarId,
    })
    world.setNow(local('2026-11-17T23:00'))
    await arrive(
      world,
      { jobId, sourceId, status: 'warning', effective_status: 'warning' },
      '2026-11-17T22:01',
    )
    await importAt('2026-11-19T08:00')
    const { zone, days } = await monthOfJob(world, jobId, '2026-11')
    expect(zone).toBe('Europe/Amsterdam')
    expect(days).toHaveLength(30)
    for (const day of days) expect(monthDaySchema.parse(day)).toEqual(day)
    const statusOn = (day: number) => days[day - 1]?.status
    expect([3, 8, 9, 14, 17, 18, 19, 21].map(statusOn)).toEqual([
      'success',
      null,
      'missed',
      null,
      'warning',
      'excused',
      'expected',
      null,
    ])
    expect(days[17]).toMatchObject({ holiday: 'Day off', expected: 1, excused: 1, runs: 0 })
  })

  it('that a day whose run came late stays missed', async () => {
    await importAt('2026-11-20T08:00')
    world.setNow(local('2026-11-20T09:40'))
    await arrive(world, { jobId, sourceId }, '2026-11-20T09:30')
    await importAt('2026-11-20T10:00')
    const { days } = await monthOfJob(world, jobId, '2026-11')
    expect(days[18]).toMatchObject({ day: '2026-11-19', status: 'missed', missed: 0, late: 1, runs: 0 })
  })
})
