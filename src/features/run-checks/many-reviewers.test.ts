import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { addRun, manyJobs } from '../../../test/support/queue.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { reviewRuns, reviewSuccesses, undoReview } from './review.ts'
import { matchingQueue, runChecksPage } from './run-checks.ts'

describe('a thousand open runs', () => {
  const world = useTestWorld()
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) =>
    (await query.execute(world.db)).rows[0]?.count

  it('are lost by none of twenty reviewers, and reviewed by only one of them each', async () => {
    await manyJobs(world, 1000)
    const { jobs } = await matchingQueue(world, { group: 'job' })
    const ids = jobs.flatMap(({ runIds }) => runIds)
    expect(ids).toHaveLength(1000)
    const slices = Array.from({ length: 20 }, (_, reviewer) =>
      // Each takes half of the runs from another place on, in another order: every run is wanted by ten of them.
      ids
        .map((_id, index) => ids[(index + reviewer * 50) % ids.length] ?? 0)
        .slice(0, 500)
        .sort((a, b) => (reviewer % 2 === 0 ? a - b : b - a)),
    )
    const results = await Promise.all(
      slices.map((slice, index) => reviewRuns(world, { userId: null, name: `reviewer ${index}` }, slice)),
    )
    expect(results.reduce((sum, { reviewed }) => sum + reviewed, 0)).toBe(1000)
    for (const [index, { reviewed, refused }] of results.entries())
      expect(reviewed + refused.length).toBe(slices[index]?.length)
    expect(await count(sql`select count(*) from job_runs where reviewed_at is null`)).toBe(0)
    expect(
      await count(
        sql`select count(*) from (select run_id from job_run_review_events group by run_id having count(*) = 1) e`,
      ),
    ).toBe(1000)
    expect((await runChecksPage(world, { limit: 10, sort: 'severity' })).total).toBe(0)
  })

  it('come back once each when reviewers take their reviews back while others review', async () => {
    await sql`update job_runs set reviewed_at = null`.execute(world.db)
    const { jobs } = await matchingQueue(world, { group: 'job' })
    const ids = jobs.flatMap(({ runIds }) => runIds)
    const anna = await reviewRuns(world, ANNA, ids)
    const [undone, ...others] = await Promise.all([
      undoReview(world, ANNA, anna.batchId),
      ...Array.from({ length: 5 }, async (_, index) => {
        const { reviewed } = await reviewRuns(world, { userId: null, name: `reviewer ${index}` }, ids)
        return reviewed
      }),
    ])
    expect(undone).toBe(1000)
    const again = others.reduce((sum, reviewed) => sum + reviewed, 0)
    const open = await count(sql`select count(*) from job_runs where reviewed_at is null`)
    expect((open ?? 0) + again).toBe(1000)
  })
})

describe('a bulk review', () => {
  const world = useTestWorld()

  it('leaves every failure open that arrives from the moment of the selection until the last row is written', async () => {
    await manyJobs(world, 400, 2)
    const { jobs } = await matchingQueue(world, { group: 'job' })
    const jobIds = jobs.map(({ jobId }) => jobId)
    const arrived: number[] = []
    let isGoing = true
    const arriving = (async () => {
      for (let index = 0; isGoing || arrived.length < 20; index++) {
        arrived.push(
          await addRun(world, jobIds[index % jobIds.length] ?? 0, {
            status: 'failed',
            at: '2026-11-10T07:59:00Z',
            text: 'Arrived meanwhile',
          }),
        )
      }
    })()
    for (let part = 0; part < 8; part++) {
      const runIds = jobs.slice(part * 50, part * 50 + 50).flatMap((job) => job.runIds)
      expect(await reviewRuns(world, ANNA, runIds)).toMatchObject({ reviewed: 100, refused: [] })
    }
    isGoing = false
    await arriving
    const { rows } = await sql<{
      id: number
    }>`select id from job_runs where reviewed_at is null order by id`.execute(world.db)
    expect(rows.map(({ id }) => id)).toEqual(arrived.toSorted((a, b) => a - b))
  })

  it('of all successes leaves a success open that came after the list was read', async () => {
    const [jobId = 0] = (await matchingQueue(world, { group: 'job' })).jobs.map((job) => job.jobId)
    await addRun(world, jobId, { status: 'success', at: '2026-11-10T07:00:00Z' })
    const { seen } = await runChecksPage(world, { limit: 1, sort: 'severity' })
    await addRun(world, jobId, { status: 'success', at: '2026-11-10T07:30:00Z' })
    expect(await reviewSuccesses(world, ANNA, { seen })).toMatchObject({ reviewed: 1 })
    const { openRuns } = await runChecksPage(world, { limit: 1, sort: 'severity' })
    expect(openRuns.success).toBe(1)
  })

  it('of all successes leaves those open that were still being written when the list was read, or changed since', async () => {
    const [jobId = 0] = (await matchingQueue(world, { group: 'job' })).jobs.map((job) => job.jobId)
    const started = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const slow = world.db.transaction().execute(async (tx) => {
      const id = await addRun({ ...world, db: tx }, jobId, { status: 'success', at: '2026-11-10T06:00:00Z' })
      started.resolve()
      await mayCommit.promise
      return id
    })
    await started.promise
    const shown = await addRun(world, jobId, { status: 'success', at: '2026-11-10T06:30:00Z' })
    const changed = await addRun(world, jobId, { status: 'success', at: '2026-11-10T06:40:00Z' })
    const { seen } = await runChecksPage(world, { limit: 1, sort: 'severity' })
    mayCommit.resolve()
    const late = await slow
    expect(late).toBeLessThan(shown)
    await sql`update job_runs set status_text = 'Said something else' where id = ${changed}`.execute(world.db)
    await reviewSuccesses(world, ANNA, { seen })
    const open = (await matchingQueue(world, { group: 'job' })).jobs.flatMap((job) => job.runIds)
    expect(open).toEqual(expect.arrayContaining([late, changed]))
    expect(open).not.toContain(shown)
  })
})
