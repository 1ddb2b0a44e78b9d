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
} from '../../../test/support/scheduled-jobs.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { setForJobs } from './change-schedule.ts'
import { detectMissed } from './detect.ts'

const START = local('2026-11-09T12:00')

/** The next morning, after a complete import. */
async function morning(world: TestWorld, sourceId: number, time: string): Promise<string[]> {
  world.setNow(local(time))
  await importedCompletely(world, sourceId, local(time))
  await detectMissed(world)
  return (await missedRuns(world)).map((run) => `${run.job} ${run.missed_count}`)
}

describe('nothing is ever missed of', () => {
  const world = useTestWorld(START)

  it('informational and event reports, workstations, archived jobs and inactive customers', async () => {
    const sourceId = await mailbox(world)
    const runs = nightly('2026-11-09', 35)
    const cove = { software: 'Cove Data Protection' }
    const inactive = await customer(world, 'Inactive')
    await sql`update customers set active = false where id = ${inactive}`.execute(world.db)
    await job(world, { name: 'backup', sourceId, runs })
    await job(world, { name: 'informational', sourceId, runs, columns: { informational: true } })
    await job(world, { name: 'alarms', sourceId, runs, columns: { cadence: 'event' } })
    await job(world, { name: 'archived', sourceId, runs, columns: { archived_at: START } })
    await job(world, { name: 'of nobody', sourceId, runs, customerId: inactive })
    await job(world, { name: 'workstation', sourceId, runs, ...cove, type: 'Workstation' })
    await job(world, { name: 'server', sourceId, runs, ...cove, type: 'Server' })
    await detectMissed(world)
    expect(await morning(world, sourceId, '2026-11-10T08:00')).toEqual(['backup 1', 'server 1'])
  })

  it('what was unarchived before it was unarchived', async () => {
    const { rows } = await sql<{ id: number }>`select id from jobs where job_name = 'archived'`.execute(
      world.db,
    )
    await sql`update jobs set archived_at = null where id = ${rows[0]?.id}`.execute(world.db)
    const [sourceId = 0] = await sql<{ id: number }>`select id from sources where kind = 'imap'`
      .execute(world.db)
      .then((found) => found.rows.map((row) => row.id))
    await detectMissed(world)
    const missed = await morning(world, sourceId, '2026-11-11T08:00')
    expect(missed.filter((one) => one.startsWith('archived'))).toEqual(['archived 1'])
  })
})

describe('runs that are no backup of a night', () => {
  const world = useTestWorld(START)

  it('fill no slot: an informational pass, a check, a square of Cove’s colour bar', async () => {
    const sourceId = await mailbox(world)
    for (const [name, more] of [
      ['informational', { informational: true }],
      ['check', { is_check: true }],
      ['colour bar', { external_id: 'cove-colorbar-1-2026-11-09' }],
      ['failed', { status: 'failed', effective_status: 'failed' }],
    ] as const) {
      const jobId = await job(world, { name, sourceId, runs: nightly('2026-11-09', 35) })
      await detectMissed(world)
      await arrive(world, { jobId, sourceId, ...more }, '2026-11-09T22:01')
    }
    expect(await morning(world, sourceId, '2026-11-10T08:00')).toEqual([
      'informational 1',
      'check 1',
      'colour bar 1',
    ])
  })
})

describe('a job without slots', () => {
  const world = useTestWorld(START)
  let sourceId = 0

  it('with five runs is missed once after three usual gaps, and its next run closes that', async () => {
    sourceId = await mailbox(world)
    const jobId = await job(world, { name: 'new', sourceId, runs: nightly('2026-11-09', 5) })
    await job(world, { name: 'too new', sourceId, runs: nightly('2026-11-09', 4) })
    await detectMissed(world)
    expect(await morning(world, sourceId, '2026-11-11T21:00')).toEqual([])
    expect(await morning(world, sourceId, '2026-11-12T08:00')).toEqual(['new 1'])
    expect(await morning(world, sourceId, '2026-11-16T08:00')).toEqual(['new 1'])
    expect((await missedRuns(world))[0]?.status_text).toMatch(
      /^No run since the one expected by Wed 11 Nov 2026, 22:0\d; the last run came Sun 8 Nov 2026, 22:0\d\.$/,
    )
    world.setNow(local('2026-11-16T09:05'))
    const [late] = await arrive(world, { jobId, sourceId }, '2026-11-16T09:00')
    await detectMissed(world)
    expect(await missedRuns(world)).toMatchObject([{ late_run_id: late }])
  })

  it('follows the rule "no run for N days" that a person set', async () => {
    const runs = ['2026-10-02T10:00', '2026-10-19T03:00', '2026-11-16T08:30']
    const jobId = await job(world, { name: 'by hand', sourceId, runs })
    await setForJobs(world, ANNA, { jobIds: [jobId], irregularAfterDays: 7 })
    expect(await morning(world, sourceId, '2026-11-23T10:00')).not.toContain('by hand 1')
    expect(await morning(world, sourceId, '2026-11-23T11:00')).toContain('by hand 1')
  })
})

describe('an interval under an hour', () => {
  const world = useTestWorld(START)

  it('is one finding when no run came for three intervals, however long it lasts', async () => {
    const sourceId = await mailbox(world)
    const quarters = Array.from({ length: 96 * 10 }, (_, index) =>
      new Date(Date.parse('2026-11-09T12:00Z') - index * 900_000).toISOString().slice(0, 16),
    )
    await job(world, { name: 'quarters', sourceId, runs: quarters.toReversed() })
    await detectMissed(world)
    expect(await morning(world, sourceId, '2026-11-09T12:40')).toEqual([])
    expect(await morning(world, sourceId, '2026-11-09T13:05')).toEqual(['quarters 1'])
    expect(await morning(world, sourceId, '2026-11-09T23:00')).toEqual(['quarters 1'])
  })
})

describe('one report that carries many jobs', () => {
  const world = useTestWorld(START)

  it('is one finding when it stays away, and one for the job that vanished from it', async () => {
    const sourceId = await mailbox(world)
    const times = nightly('2026-11-09', 35)
    const jobs: number[] = []
    for (const name of ['tenant a', 'tenant b', 'tenant c']) jobs.push(await job(world, { name, sourceId }))
    for (const [index, time] of times.entries()) await report(sourceId, jobs, time, index)
    await detectMissed(world)
    expect(await morning(world, sourceId, '2026-11-10T08:00')).toEqual(['tenant a 1'])
    expect((await missedRuns(world))[0]?.status_text).toMatch(/One report that carries 3 jobs stayed away\.$/)
    expect((await planned(world, jobs[2] ?? 0, '2026-11-09T12:00'))[0]?.state).toBe('missed')
    expect(await morning(world, sourceId, '2026-11-11T08:00')).toEqual(['tenant a 2'])

    await report(sourceId, jobs.slice(0, 2), '2026-11-11T22:01', 100)
    expect(await morning(world, sourceId, '2026-11-12T08:00')).toEqual(['tenant a 2', 'tenant c 1'])
  })

  async function report(sourceId: number, jobs: readonly number[], time: string, index: number) {
    const message = await world.db
      .insertInto('mail_messages')
      .values({
        source_id: sourceId,
        content_hash: Buffer.from(`report ${index}`),
        received_at: local(time),
        received_at_origin: 'source',
        raw_size: 1,
        location: 'processed',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const jobId of jobs)
      await arrive(
        world,
        { jobId, sourceId, mail_message_id: message.id, result_key: `tenant ${jobId}` },
        time,
      )
  }
})
