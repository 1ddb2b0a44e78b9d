import { describe, expect, it } from 'vitest'
import { customer } from '../../../test/support/cast.ts'
import {
  arrive,
  importedCompletely,
  job,
  local,
  mailbox,
  nightly,
} from '../../../test/support/scheduled-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { detectMissed } from '../schedules/index.ts'
import { dailyJobs, runsOfJobOnDay } from './daily-jobs.ts'

const query = { limit: 50, sort: 'customer' } as const

describe('a day', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))
  const ids = new Map<string, number>()
  const of = (name: string) => ids.get(name) ?? 0
  const statuses = async (more: object = {}) =>
    (await dailyJobs(world, { ...query, ...more }, true)).rows.map((row) => `${row.name} ${row.status}`)

  it('shows the jobs that are expected, before anything came', async () => {
    const sourceId = await mailbox(world)
    for (const [name, time] of [
      ['came', '21:00'],
      ['failed', '20:00'],
      ['missed', '19:00'],
      ['early morning', '03:00'],
    ] as const)
      ids.set(name, await job(world, { name, sourceId, runs: nightly('2026-11-09', 35, time) }))
    ids.set('unexpected', await job(world, { name: 'unexpected', sourceId }))
    const inactive = await customer(world, 'Inactive')
    await job(world, { name: 'hidden', sourceId, customerId: inactive, runs: nightly('2026-11-09', 35) })
    await sql`update customers set active = false where id = ${inactive}`.execute(world.db)
    await detectMissed(world)
    expect(await statuses()).toEqual(['came expected', 'failed expected', 'missed expected'])
    expect(await dailyJobs(world, { ...query, sort: 'time' }, true)).toMatchObject({
      day: '2026-11-09',
      zone: 'Europe/Amsterdam',
      total: 3,
      counts: { expected: 3, missed: 0 },
      rows: [
        { name: 'missed', expectedRuns: 1, cameRuns: 0, lastRun: null, runCount: 0, reviewed: null },
        { name: 'failed' },
        { name: 'came', schedule: expect.stringMatching(/^daily 21:0\d$/) },
      ],
    })
    await arrive(world, { jobId: of('came'), sourceId }, '2026-11-09T21:02')
    await arrive(
      world,
      { jobId: of('failed'), sourceId, status: 'failed', effective_status: 'failed', reviewed_at: null },
      '2026-11-09T20:01',
    )
    await arrive(world, { jobId: of('unexpected'), sourceId }, '2026-11-09T15:00', '2026-11-09T16:00')
    world.setNow(local('2026-11-09T23:30'))
    await importedCompletely(world, sourceId, local('2026-11-09T23:30'))
    await detectMissed(world)
  })

  it('shows what became of them, and what ran unexpectedly', async () => {
    expect(await statuses()).toEqual(['came success', 'failed failed', 'missed missed', 'unexpected success'])
    const page = await dailyJobs(world, query, true)
    expect(page.counts).toEqual({ success: 2, warning: 0, failed: 1, missed: 1, expected: 0, excused: 0 })
    expect(page.rows).toMatchObject([
      {
        cameRuns: 1,
        runCount: 1,
        lastRun: { status: 'success', runAt: local('2026-11-09T21:02') },
        reviewed: true,
      },
      { runCount: 1, reviewed: false, health: { failuresInRow: 1 } },
      { runCount: 0, status: 'missed', reviewed: false },
      { expectedAt: null, expectedRuns: 0, runCount: 2, schedule: 'learning' },
    ])
  })

  it('tells only admins what is reviewed', async () => {
    expect((await dailyJobs(world, query, false)).rows.map((row) => row.reviewed)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it('can be searched, filtered and paged, each job once', async () => {
    expect(await statuses({ q: 'came' })).toEqual(['came success'])
    expect(await statuses({ status: 'missed' })).toEqual(['missed missed'])
    expect(await statuses({ software: 'Veeam' })).toEqual([])
    for (const sort of ['customer', 'time'] as const) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await dailyJobs(world, { limit: 1, sort, after }, true)
        expect(page.total).toBe(4)
        seen.push(...page.rows.map((row) => row.name))
        after = page.next ?? undefined
      } while (after)
      expect(seen.toSorted()).toEqual(['came', 'failed', 'missed', 'unexpected'])
    }
  })

  it('brings the job that a link opens, wherever it stands, and nothing for one that has no part in the day', async () => {
    const linked = await dailyJobs(world, { ...query, q: 'came', openJobId: of('missed') }, true)
    expect(linked.openJob).toMatchObject({ id: of('missed'), status: 'missed' })
    expect((await dailyJobs(world, { ...query, day: '2026-11-09', openJobId: 999 }, true)).openJob).toBeNull()
    expect(await runsOfJobOnDay(world, of('unexpected'), '2026-11-09')).toMatchObject([
      { runAt: local('2026-11-09T16:00') },
      { runAt: local('2026-11-09T15:00') },
    ])
  })

  it('marks overrides, and tickets and remarks that are open', async () => {
    const { rows } = await sql<{ id: number }>`
      insert into tickets (ticket_code, origin, active_from_date, start_date) values ('T1', 'internal', '2026-11-01', now()) returning id
    `.execute(world.db)
    await sql`insert into ticket_scopes (ticket_id, job_id) values (${rows[0]?.id}, ${of('failed')})`.execute(
      world.db,
    )
    const marks = async () =>
      (await dailyJobs(world, query, true)).rows.filter((row) => row.marks.ticket).map((row) => row.name)
    expect(await marks()).toEqual(['failed'])
    await sql`update tickets set resolved_at = now()`.execute(world.db)
    expect(await marks()).toEqual([])
  })

  it('of the past and of the days ahead is told as well', async () => {
    expect(await statuses({ day: '2026-11-05', q: 'missed' })).toEqual(['missed success'])
    expect(await statuses({ day: '2026-11-14' })).toEqual([
      'came expected',
      'early morning expected',
      'failed expected',
      'missed expected',
    ])
    const page = await dailyJobs(world, { ...query, day: '2027-06-01' }, true)
    expect(page).toMatchObject({ rows: [], total: 0, plannedUntil: expect.stringMatching(/^2026-11-1[67]/) })
  })
})

describe('the day on which jobs are learned', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))

  it('says when the runs that came already were expected, and nothing of those that did not', async () => {
    const sourceId = await mailbox(world)
    await job(world, { name: 'came', sourceId, runs: nightly('2026-11-10', 35, '03:00') })
    await job(world, { name: 'not yet judged', sourceId, runs: nightly('2026-11-09', 35, '03:00') })
    await detectMissed(world)
    const { rows } = await dailyJobs(world, query, true)
    expect(rows).toMatchObject([
      {
        name: 'came',
        status: 'success',
        expectedRuns: 1,
        cameRuns: 1,
        expectedAt: expect.stringMatching(/T02:0/),
      },
    ])
    world.setNow(local('2026-11-09T13:00'))
    await importedCompletely(world, sourceId, local('2026-11-09T13:00'))
    expect(await detectMissed(world)).toBe(0)
  })
})
