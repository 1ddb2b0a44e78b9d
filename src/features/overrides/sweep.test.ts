import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { overrideRuleSchema } from '../../../contract/overrides.ts'
import { ANNA } from '../../../test/support/cast.ts'
import { manyFailures, tell, toldJob } from '../../../test/support/told-runs.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { startTasks } from '../../platform/jobs.ts'
import { changeOverride, createOverride, removeOverride } from './change.ts'
import { overrideById } from './overrides.ts'
import { resumeSweeps, sweepErrand, workOnSweep } from './sweep.ts'

const PROCESS = path.resolve(import.meta.dirname, '../../../test/support/sweep-process.ts')
const RUNS = 5500
const NEWEST = '2026-11-10T02:00:00.000Z'
const RULE = overrideRuleSchema.parse({ text: 'disk full', validFrom: '2026-01-01T00:00:00Z' })

/** A queue that cannot be reached. */
const DEAF = { ask: () => Promise.reject(new Error('no queue')), close: async () => {} }

async function successes(world: TestWorld): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from job_runs where status = 'failed' and effective_status = 'success' and override_id is not null`.execute(
    world.db,
  )
  return rows[0]?.count ?? 0
}

async function openSweep(world: TestWorld): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`select id from override_sweeps where finished_at is null`.execute(world.db)
  expect(rows).toHaveLength(1)
  return rows[0]?.id ?? 0
}

describe('a rule that touches many runs', () => {
  const world = useTestWorld()
  let id = 0

  it('changes the newest at once and says that it goes on', async () => {
    const jobId = await toldJob(world, 'Nightly')
    await tell(world, jobId, { at: NEWEST, status: 'failed', text: 'Disk full' })
    await manyFailures(world, jobId, RUNS - 1, '2026-11-10T01:59:00.000Z', 'Disk full')
    const done = await createOverride(world, ANNA, { ...RULE, scope: { kind: 'job', jobId } })
    id = done.override.id
    expect(done).toMatchObject({
      changedRuns: 1000,
      goesOn: true,
      override: { work: { examined: 0, total: null } },
    })
    expect(await successes(world)).toBe(1000)
  })

  it('goes on in a process that is killed on the way, where that one stood', async () => {
    const sweepId = await openSweep(world)
    const child = spawn(process.execPath, [PROCESS, world.databaseUrl, String(sweepId)], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    while ((await successes(world)) === 1000 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 3))
    child.kill('SIGKILL')
    await ended
    const { work } = await overrideById(world, id)
    expect(work).toMatchObject({ total: RUNS - 1000 })
    expect(await successes(world)).toBe(1000 + (work?.examined ?? 0))
    await Promise.all([workOnSweep(world, sweepId), workOnSweep(world, sweepId)])
    expect(await successes(world)).toBe(RUNS)
    const { rows } =
      await sql`select examined, changed, finished_at is not null as done from override_sweeps`.execute(
        world.db,
      )
    expect(rows).toEqual([{ examined: RUNS - 1000, changed: RUNS - 1000, done: true }])
    expect((await overrideById(world, id)).work).toBeNull()
  })

  it('keeps the health of the job right, run by run and at the end', async () => {
    const health = async () =>
      (await sql`select last_good_at, failures_in_row, last_status from job_health`.execute(world.db)).rows[0]
    expect(await health()).toEqual({ last_good_at: NEWEST, failures_in_row: 0, last_status: 'success' })
    await removeOverride(world, ANNA, id)
    await workOnSweep(world, await openSweep(world))
    expect(await successes(world)).toBe(0)
    expect(await health()).toEqual({ last_good_at: null, failures_in_row: RUNS, last_status: 'failed' })
  })
})

describe('the worker', () => {
  const world = useTestWorld()

  it('is asked for the older runs, and again for what nobody works on', async () => {
    const jobId = await toldJob(world, 'Nightly')
    await manyFailures(world, jobId, 1500, NEWEST, 'Disk full')
    const deaf = { db: world.db, clock: world.clock, log: world.log, queue: DEAF }
    const { override, goesOn } = await createOverride(deaf, ANNA, { ...RULE, scope: { kind: 'job', jobId } })
    expect(goesOn).toBe(true)
    const working = await startTasks(
      world.databaseUrl,
      { tasks: [], errands: [sweepErrand(world)] },
      world.log,
    )
    try {
      await resumeSweeps(world)
      await expect
        .poll(async () => (await overrideById(world, override.id)).work, { timeout: 30_000 })
        .toBeNull()
      expect(await successes(world)).toBe(1500)
    } finally {
      await working.stop()
    }
  })
})

describe('runs that come in while rules change', () => {
  const world = useTestWorld()

  it('are all judged by what holds in the end, whoever came first', async () => {
    const jobs: number[] = []
    for (const name of ['A', 'B', 'C', 'D']) jobs.push(await toldJob(world, name))
    const [first = 0] = jobs
    const { override } = await createOverride(world, ANNA, {
      ...RULE,
      text: 'tape',
      scope: { kind: 'job', jobId: first },
    })
    const arriving = jobs.map(async (jobId, job) => {
      for (let batch = 0; batch < 12; batch++)
        await tell(
          world,
          jobId,
          ...[0, 1, 2, 3, 4].map((run) => ({
            at: new Date(Date.UTC(2026, 10, 9, job, batch * 5 + run)).toISOString(),
            status: 'failed' as const,
            text: 'Disk full',
          })),
        )
    })
    const changing = async () => {
      for (const text of ['nothing', 'disk full', 'other', 'disk full'])
        await changeOverride(world, ANNA, { ...RULE, text, id: override.id })
      await createOverride(world, ANNA, {
        ...RULE,
        validUntil: '2026-11-09T02:30:00Z',
        scope: { kind: 'global', software: 'Veeam', type: null },
      })
    }
    await Promise.all([...arriving, changing()])
    const { rows } = await sql`
      select job_id, count(*) as runs, count(*) filter (where effective_status = 'success') as good from job_runs group by job_id order by job_id`.execute(
      world.db,
    )
    expect(rows).toEqual([
      { job_id: jobs[0], runs: 60, good: 60 },
      { job_id: jobs[1], runs: 60, good: 60 },
      { job_id: jobs[2], runs: 60, good: 30 },
      { job_id: jobs[3], runs: 60, good: 0 },
    ])
    const health =
      await sql`select job_id, run_count, failures_in_row from job_health order by job_id`.execute(world.db)
    expect(health.rows).toEqual([
      { job_id: jobs[0], run_count: 60, failures_in_row: 0 },
      { job_id: jobs[1], run_count: 60, failures_in_row: 0 },
      { job_id: jobs[2], run_count: 60, failures_in_row: 30 },
      { job_id: jobs[3], run_count: 60, failures_in_row: 60 },
    ])
  })
})

describe('time', () => {
  const world = useTestWorld()

  it('ends a rule for later runs without a hand, and changes nothing of those before', async () => {
    const jobId = await toldJob(world, 'Nightly')
    const full = (at: string) => ({ at, status: 'failed' as const, text: 'Disk full' })
    const { override } = await createOverride(world, ANNA, {
      ...RULE,
      validFrom: '2026-11-10T00:00:00Z',
      validUntil: '2026-11-12T00:00:00Z',
      scope: { kind: 'job', jobId },
    })
    await tell(world, jobId, full('2026-11-09T23:59:59Z'), full('2026-11-10T02:00:00Z'))
    world.setNow('2026-11-12T08:00:00.000Z')
    expect((await overrideById(world, override.id)).state).toBe('ended')
    await tell(world, jobId, full('2026-11-12T02:00:00Z'), full('2026-11-11T02:00:00Z'))
    await changeOverride(world, ANNA, {
      ...RULE,
      validFrom: '2026-11-10T00:00:00Z',
      validUntil: '2026-11-12T00:00:00Z',
      comment: 'Judged again after its end',
      id: override.id,
    })
    const { rows } = await sql`select run_at, effective_status from job_runs order by run_at`.execute(
      world.db,
    )
    expect(rows).toEqual([
      { run_at: '2026-11-09T23:59:59.000Z', effective_status: 'failed' },
      { run_at: '2026-11-10T02:00:00.000Z', effective_status: 'success' },
      { run_at: '2026-11-11T02:00:00.000Z', effective_status: 'success' },
      { run_at: '2026-11-12T02:00:00.000Z', effective_status: 'failed' },
    ])
  })
})
