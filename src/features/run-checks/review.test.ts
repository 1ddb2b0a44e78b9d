import { describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { reviewRuns, reviewSuccesses, undoReview } from './review.ts'
import { runChecksPage } from './run-checks.ts'

const query = { limit: 200, sort: 'severity' } as const
const nightly = (hour: number, ok: boolean, node = 'pve01.customer-a.example') =>
  vzdumpMail({ date: `2026-11-10T0${hour}:00:00Z`, node, guests: [{ id: 100, name: 'web01', ok }] })

describe('the queue', () => {
  const world = useTestWorld()

  it('shows one row for each job with open runs, the worst first, with its health', async () => {
    await drop(world, nightly(1, true), nightly(1, true, 'pve02.customer-b.example'))
    for (const row of await inbox(world))
      await approveAsNew(world, row.id, await customer(world, `Customer of ${row.host}`))
    await drop(world, nightly(2, false), nightly(3, false))
    const page = await runChecksPage(world, query)
    expect(page).toMatchObject({ total: 2, openRuns: { success: 2, warning: 0, failed: 2, missed: 0 } })
    expect(page.rows[0]).toMatchObject({
      worstStatus: 'failed',
      counts: { success: 1, failed: 2 },
      health: { failuresInRow: 2, lastGoodAt: '2026-11-10T01:00:00.000Z', runCount: 3 },
    })
    expect(page.rows[1]).toMatchObject({ worstStatus: 'success' })
  })

  it('keeps a failure that arrives between load and click', async () => {
    const shown = (await runChecksPage(world, query)).rows.flatMap((row) => row.runIds)
    await drop(world, nightly(4, false))
    expect(await reviewRuns(world, ANNA, shown)).toMatchObject({ reviewed: 4, refused: [] })
    const left = await runChecksPage(world, query)
    expect(left.rows).toMatchObject([{ worstStatus: 'failed', counts: { failed: 1 } }])
  })

  it('says which runs a colleague had reviewed already', async () => {
    const [run] = await runs(world)
    const done = await reviewRuns(world, ANNA, [run?.id ?? 0, 999_999])
    expect(done).toMatchObject({ reviewed: 0 })
    expect(done.refused.map((refusal) => refusal.reason)).toEqual([
      'Reviewed by somebody already.',
      'This run no longer exists.',
    ])
  })

  it('opens again what an undo takes back, and leaves both events as evidence', async () => {
    const [open] = (await runChecksPage(world, query)).rows
    const { batchId } = await reviewRuns(world, ANNA, open?.runIds ?? [])
    expect((await runChecksPage(world, query)).total).toBe(0)
    expect(await undoReview(world, ANNA, batchId)).toBe(1)
    expect((await runChecksPage(world, query)).total).toBe(1)
    const { rows } = await sql`
      select action, before_state, after_state from job_run_review_events where run_id = ${open?.runIds[0] ?? 0} order by id`.execute(
      world.db,
    )
    const openState = {
      reviewed_at: null,
      reviewed_by_user_id: null,
      status: 'failed',
      effective_status: 'failed',
    }
    const reviewedState = { ...openState, reviewed_at: expect.stringContaining('2026-11-10T08:00:00') }
    expect(rows).toEqual([
      { action: 'reviewed', before_state: openState, after_state: reviewedState },
      { action: 'undone', before_state: reviewedState, after_state: openState },
    ])
    expect(await undoReview(world, ANNA, batchId)).toBe(0)
  })

  it('reviews all open successes that were on screen, and only those', async () => {
    await drop(world, nightly(5, true), nightly(5, true, 'pve02.customer-b.example'))
    const { seen } = await runChecksPage(world, query)
    await drop(world, nightly(6, true))
    expect(await reviewSuccesses(world, ANNA, { seen })).toMatchObject({ reviewed: 2 })
    expect((await runChecksPage(world, query)).openRuns).toEqual({
      success: 1,
      warning: 0,
      failed: 1,
      missed: 0,
    })
  })
})
