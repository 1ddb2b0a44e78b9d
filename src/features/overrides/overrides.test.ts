import { describe, expect, it } from 'vitest'
import { overrideRuleSchema } from '../../../contract/overrides.ts'
import { ANNA } from '../../../test/support/cast.ts'
import { tell, toldJob } from '../../../test/support/told-runs.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { jobById } from '../jobs/jobs.ts'
import { reviewRuns } from '../run-checks/review.ts'
import { runById } from '../runs/run-detail.ts'
import { changeOverride, createOverride, removeOverride, restoreOverride } from './change.ts'
import { overrideById, overridesPage } from './overrides.ts'
import type { AskedScope } from './scope.ts'

const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T02:00:00.000Z`
const FULL = 'Backup failed: disk full'

/** A rule as a request asks for it. */
const ask = (scope: AskedScope, rule: Parameters<typeof overrideRuleSchema.parse>[0] & object = {}) => ({
  ...overrideRuleSchema.parse(rule),
  scope,
})
const LIST = { limit: 50, scope: 'all', state: undefined, customerId: undefined, jobId: undefined } as const

async function statuses(world: TestWorld, jobId: number): Promise<string[]> {
  const { rows } = await sql<{ is: string }>`
    select status || ' → ' || effective_status as is from job_runs where job_id = ${jobId} order by run_at`.execute(
    world.db,
  )
  return rows.map((row) => row.is)
}

describe('an override of a job', () => {
  const world = useTestWorld()
  let jobId = 0
  let id = 0

  it('makes a success of the run it was made for and of those that come, and never touches what was reported', async () => {
    jobId = await toldJob(world, 'Nightly')
    await tell(
      world,
      jobId,
      { at: night(7), status: 'success' },
      { at: night(8), status: 'failed', text: FULL },
    )
    await tell(world, jobId, { at: night(9), status: 'failed', text: FULL })
    const done = await createOverride(
      world,
      ANNA,
      ask(
        { kind: 'job', jobId },
        { status: 'failed', text: 'disk full', validFrom: night(9), comment: 'Known' },
      ),
    )
    id = done.override.id
    expect(done).toMatchObject({ changedRuns: 1, goesOn: false, override: { kind: 'job', matchedRuns: 1 } })
    await tell(
      world,
      jobId,
      { at: night(10), status: 'failed', text: FULL },
      { at: '2026-11-10T04:00:00Z', status: 'failed', text: 'Tape is gone' },
    )
    expect(await statuses(world, jobId)).toEqual([
      'success → success',
      'failed → failed',
      'failed → success',
      'failed → success',
      'failed → failed',
    ])
  })

  it('moves the last good backup and the failures in a row', async () => {
    expect((await jobById(world, jobId)).health).toMatchObject({
      lastGoodAt: night(10),
      lastStatus: 'failed',
      failuresInRow: 1,
      runCount: 5,
    })
  })

  it('leaves the runs to be reviewed', async () => {
    const { rows } = await sql`select from job_runs where reviewed_at is null`.execute(world.db)
    expect(rows).toHaveLength(5)
  })

  it('tells on the run who made it, and why', async () => {
    const { rows } = await sql<{ id: number }>`select id from job_runs where run_at = ${night(10)}`.execute(
      world.db,
    )
    expect(await runById(world, rows[0]?.id ?? 0)).toMatchObject({
      status: 'failed',
      effectiveStatus: 'success',
      override: { id, kind: 'job', createdBy: 'anna', comment: 'Known', text: 'disk full' },
    })
  })

  it('follows a change of its text, its status, and its time', async () => {
    const change = async (rule: object) => {
      await changeOverride(world, ANNA, { ...overrideRuleSchema.parse(rule), id })
      return (await statuses(world, jobId)).map((is) => is.split(' → ')[1])
    }
    const [good, bad] = ['success', 'failed']
    expect(await change({ text: 'tape' })).toEqual([good, bad, bad, bad, good])
    expect(await change({ status: 'warning' })).toEqual([good, bad, bad, bad, bad])
    expect(await change({ text: 'disk full', validFrom: night(8) })).toEqual([good, good, good, good, bad])
    expect(await change({ text: 'disk full', validFrom: night(8), validUntil: night(9) })).toEqual([
      good,
      good,
      bad,
      bad,
      bad,
    ])
    expect(await change({ text: '', treatAsSuccess: false, validFrom: night(8) })).toEqual([
      good,
      bad,
      bad,
      bad,
      bad,
    ])
    expect((await overrideById(world, id)).matchedRuns).toBe(4)
    expect(await change({ text: 'disk full', validFrom: night(8) })).toEqual([good, good, good, good, bad])
    expect((await overrideById(world, id)).matchedRuns).toBe(3)
  })

  it('takes its effect along when it is removed, and brings it back with it', async () => {
    expect(await removeOverride(world, ANNA, id)).toEqual({ changedRuns: 3, goesOn: false })
    expect((await statuses(world, jobId)).filter((is) => is === 'failed → success')).toEqual([])
    expect((await jobById(world, jobId)).health).toMatchObject({ lastGoodAt: night(7), failuresInRow: 4 })
    expect((await overridesPage(world, LIST)).total).toBe(0)
    await expect(removeOverride(world, ANNA, id)).rejects.toThrow('does not exist')
    expect(await restoreOverride(world, ANNA, id)).toMatchObject({ changedRuns: 3 })
    expect((await jobById(world, jobId)).health).toMatchObject({ lastGoodAt: night(10), failuresInRow: 1 })
  })

  it('is in the audit log with every change', async () => {
    const { rows } = await sql<{ event_type: string; user_name: string }>`
      select event_type, user_name from audit_log where event_type like 'override%' order by id`.execute(
      world.db,
    )
    expect(new Set(rows.map((row) => row.user_name))).toEqual(new Set(['anna']))
    expect(rows.map((row) => row.event_type)).toEqual([
      'override created',
      ...Array(6).fill('override changed'),
      'override removed',
      'override restored',
    ])
  })

  it('stays on reviewed runs, and a review stays when it goes', async () => {
    const { rows } = await sql<{ id: number }>`select id from job_runs where run_at = ${night(9)}`.execute(
      world.db,
    )
    const runId = rows[0]?.id ?? 0
    await reviewRuns(world, ANNA, [runId])
    await removeOverride(world, ANNA, id)
    expect(await runById(world, runId)).toMatchObject({ effectiveStatus: 'failed', override: null })
    expect((await runById(world, runId)).reviewedAt).not.toBeNull()
  })
})

describe('an override of one object', () => {
  const world = useTestWorld()

  it('makes a success of a run in which nothing else went wrong', async () => {
    const jobId = await toldJob(world, 'Servers')
    const broken = (name: string, message: string) => ({ name, status: 'failed' as const, message })
    const fine = (name: string) => ({ name, status: 'success' as const })
    const [first] = await tell(
      world,
      jobId,
      { at: night(8), status: 'failed', objects: [broken('DC01', 'No snapshot'), fine('FS01')] },
      {
        at: night(9),
        status: 'failed',
        objects: [broken('DC01', 'No snapshot'), broken('FS01', 'No space')],
      },
    )
    const { objects } = await runById(world, first ?? 0)
    const scope = {
      kind: 'object',
      jobId,
      objectId: objects.find(({ name }) => name === 'DC01')?.id ?? 0,
    } as const
    const { override } = await createOverride(
      world,
      ANNA,
      ask(scope, { text: 'snapshot', validFrom: night(8) }),
    )
    expect(await statuses(world, jobId)).toEqual(['failed → success', 'failed → failed'])
    expect(override).toMatchObject({ kind: 'object', object: { name: 'DC01' }, matchedRuns: 2 })
    expect((await runById(world, first ?? 0)).objects).toMatchObject([
      { name: 'DC01', status: 'failed', overrideId: override.id },
      { name: 'FS01', overrideId: null },
    ])
    await tell(world, jobId, { at: night(10), status: 'failed', objects: [broken('DC01', 'No snapshot')] })
    expect((await statuses(world, jobId)).at(-1)).toBe('failed → success')
    await removeOverride(world, ANNA, override.id)
    const { rows } = await sql`select from run_object_links where override_id is not null`.execute(world.db)
    expect(rows).toEqual([])
    expect(await statuses(world, jobId)).toEqual(Array(3).fill('failed → failed'))
  })
})

describe('a global override', () => {
  const world = useTestWorld()

  it('speaks of its software and type over all customers, after what a job says of itself', async () => {
    const one = await toldJob(world, 'One')
    const other = await toldJob(world, 'Other', { software: 'Synology', type: 'Hyper Backup' })
    const third = await toldJob(world, 'Third')
    for (const jobId of [one, other, third])
      await tell(world, jobId, { at: night(9), status: 'failed', text: FULL })
    await createOverride(
      world,
      ANNA,
      ask({ kind: 'job', jobId: third }, { treatAsSuccess: false, validFrom: night(1) }),
    )
    const { override } = await createOverride(
      world,
      ANNA,
      ask({ kind: 'global', software: 'Veeam', type: null }, { text: 'DISK FULL', validFrom: night(1) }),
    )
    const all = async () => [
      ...(await statuses(world, one)),
      ...(await statuses(world, other)),
      ...(await statuses(world, third)),
    ]
    expect(await all()).toEqual(['failed → success', 'failed → failed', 'failed → failed'])
    expect((await overridesPage(world, { ...LIST, jobId: third })).rows).toHaveLength(2)
    expect((await overridesPage(world, { ...LIST, jobId: other })).rows).toHaveLength(0)
    await removeOverride(world, ANNA, override.id)
    expect(await all()).toEqual(Array(3).fill('failed → failed'))
  })

  it('names a software or a type', async () => {
    const nobody = ask({ kind: 'global', software: null, type: null })
    await expect(createOverride(world, ANNA, nobody)).rejects.toThrow('Name the software')
  })
})

describe('a run that was marked as a success', () => {
  const world = useTestWorld()
  let jobId = 0

  it('is one alone, with all that is in it', async () => {
    jobId = await toldJob(world, 'Nightly')
    const objects = [
      { name: 'A', status: 'failed' as const, message: 'x' },
      { name: 'B', status: 'warning' as const },
    ]
    const [first] = await tell(
      world,
      jobId,
      { at: night(8), status: 'failed', objects },
      { at: night(9), status: 'failed', objects },
    )
    const { override } = await createOverride(world, ANNA, ask({ kind: 'run', runId: first ?? 0 }))
    expect(await statuses(world, jobId)).toEqual(['failed → success', 'failed → failed'])
    expect(override).toMatchObject({ kind: 'run', run: { id: first }, job: { id: jobId }, state: 'in force' })
    expect((await overridesPage(world, { ...LIST, scope: 'rules' })).total).toBe(0)
    expect((await overridesPage(world, { ...LIST, scope: 'runs' })).total).toBe(1)
  })

  it('is what it was when an operator, who may not remove, ends the mark', async () => {
    const [mark] = (await overridesPage(world, LIST)).rows
    const validUntil = mark?.validFrom
    const { override } = await changeOverride(world, ANNA, {
      ...overrideRuleSchema.parse({ validUntil }),
      id: mark?.id ?? 0,
    })
    expect(override.state).toBe('ended')
    expect(await statuses(world, jobId)).toEqual(Array(2).fill('failed → failed'))
  })

  it('is refused where there is nothing to mark', async () => {
    const [good] = await tell(world, jobId, { at: night(10), status: 'success' })
    const mark = (runId: number) => createOverride(world, ANNA, ask({ kind: 'run', runId }))
    await expect(mark(good ?? 0)).rejects.toThrow('a success already')
    await expect(mark(999_999)).rejects.toThrow('does not exist')
    const { rows } = await sql<{ id: number }>`
      insert into job_runs (job_id, run_at, status, effective_status, missed) values (${jobId}, ${night(10)}, 'missed', 'missed', true)
      returning id`.execute(world.db)
    await expect(mark(rows[0]?.id ?? 0)).rejects.toThrow('did not come')
    await sql`update job_runs set status = 'warning', effective_status = 'warning', unverified_sender = true where id = ${good}`.execute(
      world.db,
    )
    await expect(mark(good ?? 0)).rejects.toThrow('Accept the sender')
  })

  it('a rule for all its runs leaves the missed one and the one in doubt alone', async () => {
    await createOverride(world, ANNA, ask({ kind: 'job', jobId }, { validFrom: night(1) }))
    expect((await statuses(world, jobId)).toSorted()).toEqual([
      'failed → success',
      'failed → success',
      'missed → missed',
      'warning → warning',
    ])
  })
})

describe('what cannot be meant', () => {
  const world = useTestWorld()

  it('is refused with the reason', async () => {
    const jobId = await toldJob(world, 'Nightly')
    const scope = { kind: 'job', jobId } as const
    const create = (rule: object, of: AskedScope = scope) => createOverride(world, ANNA, ask(of, rule))
    await expect(create({ status: 'success' })).rejects.toThrow('A success needs no override')
    await expect(create({ validFrom: night(9), validUntil: night(8) })).rejects.toThrow('before it begins')
    await expect(create({}, { kind: 'job', jobId: 99 })).rejects.toThrow('This job does not exist')
    await expect(create({}, { kind: 'object', jobId, objectId: 99 })).rejects.toThrow(
      'This object does not exist',
    )
    expect(() => ask(scope, { text: 'a\0b' })).toThrow('cannot be stored')
  })
})
