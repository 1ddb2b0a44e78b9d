import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import {
  arrive,
  importedCompletely,
  job,
  local,
  mailbox,
  missedRuns,
  nightly,
  planned,
} from '../../../test/support/scheduled-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { reviewRuns, runChecksPage } from '../run-checks/index.ts'
import { detectMissed, detectMissedOfJob } from './detect.ts'
import { relearnAllJobs } from './follow.ts'

describe('a job with five weeks of nights', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))
  let sourceId = 0
  let jobId = 0

  /** The clock stands at a local time, and an import that began then is complete. */
  async function importAt(time: string): Promise<number> {
    world.setNow(local(time))
    await importedCompletely(world, sourceId, local(time))
    return detectMissed(world)
  }

  it('is expected tonight and in the days after', async () => {
    sourceId = await mailbox(world)
    jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    expect(await detectMissed(world)).toBe(0)
    const plan = await planned(world, jobId, '2026-11-09T00:00')
    expect(plan.map((one) => one.day)).toEqual([
      '2026-11-09',
      '2026-11-10',
      '2026-11-11',
      '2026-11-12',
      '2026-11-13',
      '2026-11-14',
      '2026-11-15',
      '2026-11-16',
    ])
    const [row] = await sql<{ words: string; kind: string; next_expected_at: string }>`
      select words, kind, next_expected_at from job_schedules`
      .execute(world.db)
      .then(({ rows }) => rows)
    expect(row).toMatchObject({ kind: 'weekly', words: expect.stringMatching(/^daily 22:0\d$/) })
    expect(row?.next_expected_at).toMatch(/^2026-11-09T21:0/)
  })

  it('is not missed before the deadline, nor before an import that began after it', async () => {
    expect(await importAt('2026-11-10T00:05')).toBe(0)
    world.setNow(local('2026-11-10T08:00'))
    expect(await detectMissed(world)).toBe(0)
    expect(await missedRuns(world)).toEqual([])
  })

  it('is missed then, once, and stands in the queue with a sentence', async () => {
    expect(await importAt('2026-11-10T08:00')).toBe(1)
    expect(await detectMissed(world)).toBe(0)
    expect(await detectMissedOfJob(world, jobId)).toBe(0)
    expect(await missedRuns(world)).toMatchObject([
      {
        job: 'nightly',
        missed_count: 1,
        status_text: expect.stringMatching(/^No report came of the run expected Mon 9 Nov 2026, 22:0\d\.$/),
      },
    ])
    const page = await runChecksPage(world, { limit: 10, sort: 'severity' })
    expect(page.rows).toMatchObject([
      { worstStatus: 'missed', counts: { missed: 1 }, health: { lastStatus: 'missed', failuresInRow: 1 } },
    ])
  })

  it('counts up while nobody looked, and opens a new row after a review', async () => {
    expect(await importAt('2026-11-11T08:00')).toBe(0)
    expect(await importAt('2026-11-12T08:00')).toBe(0)
    const [row] = await missedRuns(world)
    expect(row).toMatchObject({
      missed_count: 3,
      status_text: expect.stringMatching(/^Missed 3 times since Mon 9 Nov 2026, 22:0\d\.$/),
    })
    await reviewRuns(world, ANNA, [row?.id ?? 0])
    expect(await importAt('2026-11-13T08:00')).toBe(1)
    expect((await missedRuns(world))[1]).toMatchObject({
      missed_count: 1,
      status_text: expect.stringMatching(/, the 4th in a row\.$/),
    })
  })

  it('closes its newest missed run when the report arrives late', async () => {
    world.setNow(local('2026-11-13T10:00'))
    const [late] = await arrive(world, { jobId, sourceId }, '2026-11-13T09:30')
    await detectMissed(world)
    const [, newest] = await missedRuns(world)
    expect(newest).toMatchObject({ late_run_id: late, reviewed_at: local('2026-11-13T10:00') })
    const { rows } = await sql<{ action: string }>`
      select action from job_run_review_events where run_id = ${newest?.id} order by id`.execute(world.db)
    expect(rows).toEqual([{ action: 'arrived late' }])
    expect((await runChecksPage(world, { limit: 10, sort: 'severity' })).total).toBe(0)
  })

  it('is in time again the next night, which starts a new row of misses', async () => {
    await arrive(world, { jobId, sourceId }, '2026-11-13T22:02')
    expect(await importAt('2026-11-14T08:00')).toBe(0)
    expect(await importAt('2026-11-15T08:00')).toBe(1)
    const last = (await missedRuns(world)).at(-1)
    expect(last?.status_text).toMatch(/^No report came of the run expected Sat 14 Nov 2026, 22:0\d\.$/)
    expect((await planned(world, jobId, '2026-11-12T00:00')).slice(0, 4).map((one) => one.state)).toEqual([
      'late',
      'came',
      'missed',
      'open',
    ])
  })

  it('withdraws what was raised when the report had only waited', async () => {
    world.setNow(local('2026-11-15T09:00'))
    await arrive(world, { jobId, sourceId }, '2026-11-14T22:01')
    const before = await missedRuns(world)
    await detectMissed(world)
    const after = await missedRuns(world)
    expect(after).toHaveLength(before.length - 1)
    const { rows } = await sql<{ action: string; after_state: object }>`
      select action, after_state from job_run_review_events where run_id = ${before.at(-1)?.id}`.execute(
      world.db,
    )
    expect(rows).toMatchObject([{ action: 'withdrawn', after_state: { status: 'missed' } }])
    const slots = await sql<{ withdrawn_at: string | null; run_id: number | null }>`
      select withdrawn_at, run_id from missed_slots where slot_at > ${local('2026-11-14T12:00')}`.execute(
      world.db,
    )
    expect(slots.rows).toEqual([{ withdrawn_at: local('2026-11-15T09:00'), run_id: null }])
  })

  it('says the same after every job was learned anew', async () => {
    const before = await planned(world, jobId, '2026-11-10T00:00')
    expect(await relearnAllJobs(world)).toBe(0)
    expect(await relearnAllJobs(world, local('2026-11-16T00:00'))).toBe(1)
    expect(await planned(world, jobId, '2026-11-10T00:00')).toEqual(before)
  })
})

describe('a job that cannot be learned', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))

  it('is named, and keeps none of the others from being learned, judged and planned ahead', async () => {
    const sourceId = await mailbox(world)
    const jobs = ['first', 'broken', 'last'].map((name) => ({
      name,
      sourceId,
      runs: nightly('2026-11-09', 35),
    }))
    for (const one of jobs) await job(world, one)
    // A zone that was known where this database comes from, and is not here.
    await sql`update jobs set time_zone = 'Mars/Base' where job_name = 'broken'`.execute(world.db)
    await expect(detectMissed(world)).rejects.toThrow(/job 2 could not be learned/)
    world.setNow(local('2026-11-10T08:00'))
    await importedCompletely(world, sourceId, local('2026-11-10T08:00'))
    await expect(detectMissed(world)).rejects.toThrow(/job 2/)
    expect((await missedRuns(world)).map((run) => run.job)).toEqual(['first', 'last'])
    await expect(relearnAllJobs(world, '2026-12-01T00:00:00.000Z')).rejects.toThrow(/job 2/)
    expect(await planned(world, 3, '2026-11-17T00:00')).toHaveLength(1)
  })
})
