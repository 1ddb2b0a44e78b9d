import { describe, expect, it } from 'vitest'
import { overrideRuleSchema } from '../../../contract/overrides.ts'
import { ANNA } from '../../../test/support/cast.ts'
import { tell, toldJob } from '../../../test/support/told-runs.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { createOverride } from './change.ts'
import { overridesPage } from './overrides.ts'
import { previewOverride } from './preview.ts'
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

describe('the preview of a rule', () => {
  const world = useTestWorld()
  let jobId = 0

  it('tells what it would match in the last 30 days, what of that changes now, and examples, and changes nothing', async () => {
    jobId = await toldJob(world, 'Nightly')
    const other = await toldJob(world, 'Weekly')
    const told = (day: number, text: string) => ({ at: night(day), status: 'failed' as const, text })
    await tell(world, jobId, { at: '2026-10-05T02:00:00Z', status: 'failed', text: FULL })
    await tell(world, jobId, told(6, FULL), told(7, 'Tape'), told(8, FULL), {
      at: night(9),
      status: 'success',
    })
    await tell(world, other, told(9, FULL))
    const before = await statuses(world, jobId)
    const found = await previewOverride(world, {
      ...ask({ kind: 'global', software: 'Veeam', type: null }, { text: 'disk full', validFrom: night(8) }),
    })
    expect(found).toMatchObject({
      lookedAt: 4,
      isComplete: true,
      matched: 3,
      becomeSuccess: 3,
      changeNow: 2,
      jobs: 2,
      customers: 2,
      ofRun: null,
    })
    expect(found.examples.map(({ job, text, outcome }) => [job.name, text, outcome])).toEqual([
      ['Weekly', FULL, 'success'],
      ['Nightly', FULL, 'success'],
      ['Nightly', FULL, 'success'],
    ])
    expect(await statuses(world, jobId)).toEqual(before)
    expect((await overridesPage(world, LIST)).total).toBe(0)
  })

  it('tells of the run at hand which objects keep it from being a success', async () => {
    const [runId] = await tell(world, jobId, {
      at: night(10),
      status: 'failed',
      text: 'Failed',
      objects: [
        { name: 'DC01', status: 'failed', message: 'No snapshot' },
        { name: 'FS01', status: 'failed', message: 'No space' },
      ],
    })
    const tried = async (rule: object) =>
      previewOverride(world, {
        ...ask({ kind: 'job', jobId }, { validFrom: night(10), ...rule }),
        ofRunId: runId,
      })
    expect(await tried({ text: 'no snapshot' })).toMatchObject({
      matched: 1,
      becomeSuccess: 0,
      examples: [{ object: 'DC01', text: 'No snapshot', outcome: 'stays' }],
      ofRun: { matched: true, effectiveStatus: 'failed', uncovered: ['FS01'] },
    })
    expect((await tried({})).ofRun).toMatchObject({ effectiveStatus: 'success', uncovered: [] })
    expect((await tried({ validFrom: night(11) })).ofRun).toMatchObject({ matched: false })
  })

  it('of a changed rule leaves out what the rule does now', async () => {
    const { override } = await createOverride(
      world,
      ANNA,
      ask({ kind: 'job', jobId }, { text: 'tape', validFrom: night(1) }),
    )
    const changed = ask({ kind: 'job', jobId }, { text: 'disk full', validFrom: night(1) })
    expect(await previewOverride(world, { ...changed, replaces: override.id })).toMatchObject({
      matched: 2,
      becomeSuccess: 2,
    })
  })
})
