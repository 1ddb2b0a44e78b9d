import { beforeAll, describe, expect, it } from 'vitest'
import { addRun, jobWithRuns } from '../../../test/support/queue.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { jobHistory } from './history.ts'
import { jobById } from './jobs.ts'

describe('the history of a job', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let id = 0
  const run: Record<string, number> = {}
  beforeAll(async () => {
    id = await jobWithRuns(world, { customer: 'Alder', name: 'history' }, [])
    const add = async (name: string, ...[what]: [Parameters<typeof addRun>[2]]) => {
      run[name] = await addRun(world, id, what)
    }
    await add('good', { status: 'success', at: '2026-11-01T02:00:00Z', text: 'All done', reviewed: true })
    await add('full', { status: 'failed', at: '2026-11-02T02:00:00Z', text: 'Disk is 100% full' })
    await add('object', {
      status: 'warning',
      at: '2026-11-03T02:00:00Z',
      objects: [
        { name: 'db01', status: 'failed', message: 'No such Volume' },
        { name: 'web01', status: 'success', message: 'quiet words' },
      ],
    })
    await add('marked', { status: 'warning', at: '2026-11-04T02:00:00Z', reviewed: true })
    await add('missed', { status: 'missed', at: '2026-11-05T02:00:00Z' })
    await sql`update job_runs set effective_status = 'success' where id = ${run.marked}`.execute(world.db)
    await sql`
      with t as (insert into tickets (ticket_code, origin, active_from_date, start_date) values ('T1', 'internal', '2026-11-02', now()) returning id)
      insert into ticket_job_runs (ticket_id, job_run_id, linked_at) select id, ${run.full}, now() from t`.execute(
      world.db,
    )
  })

  it.each([
    ['a status', { status: 'success' }, ['good']],
    ['marked as success', { status: 'override' }, ['marked']],
    ['missed', { status: 'missed' }, ['missed']],
    ['not reviewed', { open: true }, ['missed', 'object', 'full']],
    ['with a ticket', { ticket: true }, ['full']],
    ['a text, as it is written', { q: '100% FULL' }, ['full']],
    ['what a troubled object says', { q: 'db01 volume' }, ['object']],
    ['not what a good object says', { q: 'quiet' }, []],
    ['all of these at once', { status: 'failed', open: true, ticket: true, q: 'disk' }, ['full']],
  ] as const)('is filtered by %s, with the total', async (_what, filter, expected) => {
    const page = await jobHistory(world, { id, limit: 50, ...filter })
    expect(page.rows.map((row) => row.id)).toEqual(expected.map((name) => run[name]))
    expect(page.total).toBe(expected.length)
  })

  it('is paged within a filter without losing or doubling a run', async () => {
    const seen: number[] = []
    let after: string | undefined
    do {
      const page = await jobHistory(world, { id, limit: 1, open: true, after })
      seen.push(...page.rows.map((row) => row.id))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual([run.missed, run.object, run.full])
  })

  it('stands in the bar of days by the worst of each day; a success that a rule made is told apart', async () => {
    await sql`
      insert into missed_slots (job_id, slot_at, run_id, window_ends_at, deadline_at, raised_at)
      select ${id}, at, ${run.missed}, at, at, at from unnest('{2026-11-05T02:00:00Z,2026-11-06T02:00:00Z}'::timestamptz[]) at`.execute(
      world.db,
    )
    const { days } = await jobById(world, id)
    expect(days).toHaveLength(28)
    expect(days.filter((day) => day.status !== null)).toMatchObject([
      { day: '2026-11-01', status: 'success', success: 1 },
      { day: '2026-11-02', status: 'failed', failed: 1 },
      { day: '2026-11-03', status: 'warning', warning: 1 },
      { day: '2026-11-04', status: 'override', override: 1, success: 0 },
      { day: '2026-11-05', status: 'missed', missed: 1 },
      { day: '2026-11-06', status: 'missed', missed: 1 },
    ])
  })
})
