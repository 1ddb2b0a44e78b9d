import { beforeAll, describe, expect, it } from 'vitest'
import { markRunsSchema } from '../../../contract/overrides.ts'
import { ANNA } from '../../../test/support/cast.ts'
import { tell, toldJob } from '../../../test/support/told-runs.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { addUser } from '../people/people.ts'
import { markRuns, unmarkRuns } from './mark-runs.ts'

const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T02:00:00.000Z`

async function runs(world: TestWorld): Promise<{ id: number; is: string }[]> {
  const { rows } = await sql<{ id: number; is: string }>`
    select id, status || ' → ' || effective_status as is from job_runs order by run_at, id`.execute(world.db)
  return rows
}
const words = async (world: TestWorld) => (await runs(world)).map(({ is }) => is)
const ask = (given: Parameters<typeof markRunsSchema.parse>[0] & object) => markRunsSchema.parse(given)

describe('runs of several jobs, marked in one step', () => {
  const world = useTestWorld()
  let ids: number[] = []
  let made: number[] = []
  beforeAll(async () => {
    const [one, two] = [await toldJob(world, 'Nightly'), await toldJob(world, 'Weekly')]
    await tell(world, one, { at: night(8), status: 'failed', text: 'disk full' })
    await tell(world, one, { at: night(9), status: 'success' })
    await tell(world, two, { at: night(10), status: 'warning', text: 'disk nearly full' })
    ids = (await runs(world)).map(({ id }) => id)
  })

  it('become a success each; what was one already is left out', async () => {
    const done = await markRuns(world, ANNA, ask({ runIds: ids, comment: 'Known' }))
    made = done.overrideIds
    expect(done).toMatchObject({ changedRuns: 2, leftOut: 1 })
    expect(await words(world)).toEqual(['failed → success', 'success → success', 'warning → success'])
  })

  it('are marked once when that is asked twice', async () => {
    expect(await markRuns(world, ANNA, ask({ runIds: ids }))).toEqual({
      overrideIds: [],
      changedRuns: 0,
      leftOut: 3,
    })
  })

  it('stay marked when somebody else wants to take the marks back', async () => {
    await addUser(world, {
      ...{ username: 'boris', displayName: 'Boris', password: 'a long enough passphrase' },
      roles: ['operator'],
    })
    const { id } = await world.db.selectFrom('users').select('id').executeTakeFirstOrThrow()
    expect(await unmarkRuns(world, { userId: id, name: 'boris' }, made)).toEqual({ changedRuns: 0 })
    expect(await words(world)).toContain('failed → success')
  })

  it('count as before when they are taken back', async () => {
    expect(await unmarkRuns(world, ANNA, made)).toEqual({ changedRuns: 2 })
    expect(await words(world)).toEqual(['failed → failed', 'success → success', 'warning → warning'])
  })

  it('give each of their jobs a rule for what comes, where that is asked for', async () => {
    const done = await markRuns(
      world,
      ANNA,
      ask({ runIds: ids, jobsRule: { text: 'full', mode: 'ends with', validUntil: null } }),
    )
    expect(done).toMatchObject({ changedRuns: 2, leftOut: 1 })
    expect(done.overrideIds).toHaveLength(2)
    const { rows } = await sql<{ id: number }>`select id from jobs where job_name = 'Weekly'`.execute(
      world.db,
    )
    await tell(world, rows[0]?.id ?? 0, { at: night(11), status: 'failed', text: 'disk full' })
    await tell(world, rows[0]?.id ?? 0, { at: night(12), status: 'failed', text: 'tape is gone' })
    expect((await words(world)).slice(-2)).toEqual(['failed → success', 'failed → failed'])
  })
})
