import { beforeAll, describe, expect, it } from 'vitest'
import { jobWithRuns } from '../../../test/support/queue.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { addUser } from '../people/index.ts'
import { reviewRuns } from '../run-checks/index.ts'
import { claimJob, claims, releaseJob } from './claims.ts'

describe('a claim', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  const people: number[] = []
  let job = 0
  let run = 0
  beforeAll(async () => {
    for (let index = 0; index < 20; index++) {
      const username = `technician-${index}`
      await addUser(world, {
        username,
        password: 'a long enough secret',
        displayName: '',
        roles: ['operator'],
      })
    }
    const { rows } = await sql<{ id: number }>`select id from users order by id`.execute(world.db)
    people.push(...rows.map(({ id }) => id))
    job = await jobWithRuns(world, { customer: 'Alder', name: 'dc' }, [
      { status: 'failed', at: '2026-11-10T01:00:00Z' },
    ])
    run = (await sql<{ id: number }>`select id from job_runs`.execute(world.db)).rows[0]?.id ?? 0
  })
  const who = (index: number) => people[index] ?? 0
  const actor = (index: number) => ({ userId: who(index), name: `technician-${index}` })

  it('is given to one of twenty who open the job at once; all are told who has it', async () => {
    const answers = await Promise.all(
      people.map((id) => claimJob(world, id, { jobId: job, takeOver: false })),
    )
    expect(answers.filter(({ isMine }) => isMine)).toHaveLength(1)
    expect(new Set(answers.map(({ claim }) => claim.userId)).size).toBe(1)
    await releaseJob(world, answers[0]?.claim.userId ?? 0, job)
    expect(await claims(world)).toEqual([])
  })

  it('keeps the reviews of colleagues off the job, with its holder’s name, and lets the holder review', async () => {
    await claimJob(world, who(0), { jobId: job, takeOver: false })
    const refused = await reviewRuns(world, actor(1), [run])
    expect(refused).toMatchObject({
      reviewed: 0,
      refused: [{ id: run, reason: 'technician-0 is busy with this job.' }],
    })
    expect(await reviewRuns(world, actor(0), [run])).toMatchObject({ reviewed: 1 })
    await sql`update job_runs set reviewed_at = null`.execute(world.db)
  })

  it('is taken over only by who says so, and its former holder is told by the next request', async () => {
    expect(await claimJob(world, who(1), { jobId: job, takeOver: false })).toMatchObject({ isMine: false })
    expect(await claimJob(world, who(1), { jobId: job, takeOver: true })).toMatchObject({ isMine: true })
    expect(await claimJob(world, who(0), { jobId: job, takeOver: false })).toMatchObject({
      isMine: false,
      claim: { userName: 'technician-1' },
    })
    expect(await releaseJob(world, who(0), job)).toEqual({ released: false })
  })

  it('is kept by asking again, and runs out when nobody does', async () => {
    world.setNow('2026-11-10T08:01:00.000Z')
    await claimJob(world, who(1), { jobId: job, takeOver: false })
    world.setNow('2026-11-10T08:02:00.000Z')
    expect(await claims(world)).toMatchObject([
      { userName: 'technician-1', claimedAt: '2026-11-10T08:00:00.000Z' },
    ])
    world.setNow('2026-11-10T08:02:31.000Z')
    expect(await claims(world)).toEqual([])
    expect(await reviewRuns(world, actor(2), [run])).toMatchObject({ reviewed: 1 })
    expect(await claimJob(world, who(2), { jobId: job, takeOver: false })).toMatchObject({ isMine: true })
  })

  it('on a job that is not there is refused', async () => {
    await expect(claimJob(world, who(0), { jobId: 999_999, takeOver: false })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
