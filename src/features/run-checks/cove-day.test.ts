import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { addRun, jobWithRuns, type QueuedRun } from '../../../test/support/queue.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { jobHistory } from '../jobs/history.ts'
import { reviewRuns, undoReview } from './review.ts'
import { jobRuns, runChecksPage } from './run-checks.ts'

const all = { limit: 500, sort: 'severity' } as const
const COVE = 'Cove Data Protection'
const good = [{ name: 'Files', status: 'success' as const }]
const success = (at: string, objects: QueuedRun['objects'] = good): QueuedRun => ({
  status: 'success',
  at,
  objects,
})
const failed = (at: string): QueuedRun => ({ status: 'failed', at, objects: good })

describe('a Cove job after the first complete success of its day', () => {
  const world = useTestWorld()
  let jobs = 0
  const cove = (runs: readonly QueuedRun[], timeZone?: string) =>
    jobWithRuns(
      world,
      {
        customer: 'Cove customer',
        name: `cove ${jobs++}`,
        software: COVE,
        ...(timeZone ? { timeZone } : {}),
      },
      runs,
    )
  const shown = async (jobId: number) =>
    (await jobRuns(world, jobId, false)).map(({ runAt, status }) => `${runAt.slice(5, 16)} ${status}`)
  const counted = async (jobId: number) => {
    const { rows } = await runChecksPage(world, all)
    const row = rows.find((each) => each.jobId === jobId)
    return row && { ...row.counts, ids: row.runIds.length }
  }

  it.each<[string, QueuedRun[], string[]]>([
    [
      'hides what comes later, whatever its status',
      [
        success('2026-11-09T08:00:00Z'),
        failed('2026-11-09T10:00:00Z'),
        success('2026-11-09T12:00:00Z'),
        { status: 'warning', at: '2026-11-09T14:00:00Z', objects: good },
      ],
      ['11-09T08:00 success'],
    ],
    [
      'shows what came before it, the newest first',
      [failed('2026-11-09T06:00:00Z'), success('2026-11-09T08:00:00Z'), failed('2026-11-09T10:00:00Z')],
      ['11-09T08:00 success', '11-09T06:00 failed'],
    ],
    [
      'begins anew with the next local day, which starts an hour before that of UTC',
      [success('2026-11-09T08:00:00Z'), failed('2026-11-09T22:59:00Z'), failed('2026-11-09T23:01:00Z')],
      ['11-09T23:01 failed', '11-09T08:00 success'],
    ],
    [
      'counts no success without objects as complete',
      [success('2026-11-09T08:00:00Z', []), failed('2026-11-09T10:00:00Z')],
      ['11-09T10:00 failed', '11-09T08:00 success'],
    ],
    [
      'counts no success with a warned object as complete',
      [
        success('2026-11-09T08:00:00Z', [...good, { name: 'Mail', status: 'warning' }]),
        failed('2026-11-09T10:00:00Z'),
      ],
      ['11-09T10:00 failed', '11-09T08:00 success'],
    ],
    [
      'counts a success that is reviewed already',
      [{ ...success('2026-11-09T08:00:00Z'), reviewed: true }, failed('2026-11-09T10:00:00Z')],
      [],
    ],
  ])('%s', async (_rule, runs, expected) => {
    const job = await cove(runs)
    expect(await shown(job)).toEqual(expected)
    expect((await counted(job))?.ids ?? 0).toBe(expected.length)
  })

  it('takes the day of the job’s own zone', async () => {
    const runs = [success('2026-11-09T08:00:00Z'), failed('2026-11-09T23:01:00Z')]
    expect(await shown(await cove(runs, 'America/New_York'))).toEqual(['11-09T08:00 success'])
    expect(await shown(await cove(runs))).toHaveLength(2)
  })

  it('stands on the job’s page with all its runs, those that the queue does not show marked', async () => {
    const job = await cove([success('2026-11-09T08:00:00Z'), failed('2026-11-09T10:00:00Z')])
    const { rows } = await jobHistory(world, { id: job, limit: 10 })
    expect(rows.map(({ status, isAfterSuccessOfDay }) => [status, isAfterSuccessOfDay])).toEqual([
      ['failed', true],
      ['success', false],
    ])
  })

  it('is a rule of Cove alone', async () => {
    const runs = [success('2026-11-09T08:00:00Z'), failed('2026-11-09T10:00:00Z')]
    const job = await jobWithRuns(world, { customer: 'Other', name: 'other', software: 'Veeam' }, runs)
    expect(await shown(job)).toHaveLength(2)
  })

  it('has what is hidden reviewed along with what is shown, opened again by the same undo', async () => {
    const job = await cove([
      failed('2026-11-09T06:00:00Z'),
      success('2026-11-09T08:00:00Z'),
      failed('2026-11-09T10:00:00Z'),
    ])
    const open = async () => {
      const { rows } = await sql`select from job_runs where job_id = ${job} and reviewed_at is null`.execute(
        world.db,
      )
      return rows.length
    }
    const { rows } = await runChecksPage(world, all)
    const { runIds } = rows.find((row) => row.jobId === job) ?? { runIds: [] }
    expect(runIds).toHaveLength(2)
    const { batchId, reviewed } = await reviewRuns(world, ANNA, runIds)
    expect(reviewed).toBe(3)
    expect(await open()).toBe(0)
    expect(await undoReview(world, ANNA, batchId)).toBe(3)
    expect(await open()).toBe(3)
  })

  it('still shows a failure of the next day that came while the day before was reviewed', async () => {
    const job = await cove([success('2026-11-09T08:00:00Z'), failed('2026-11-09T10:00:00Z')])
    const { rows } = await runChecksPage(world, all)
    const { runIds } = rows.find((row) => row.jobId === job) ?? { runIds: [] }
    await addRun(world, job, failed('2026-11-10T06:00:00Z'))
    await reviewRuns(world, ANNA, runIds)
    expect(await counted(job)).toMatchObject({ failed: 1, success: 0, ids: 1 })
  })
})
