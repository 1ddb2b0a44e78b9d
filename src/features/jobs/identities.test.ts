import { beforeAll, describe, expect, it } from 'vitest'
import { ANNA, drop, inbox, runs } from '../../../test/support/cast.ts'
import { nightly, twoJobs } from '../../../test/support/two-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { correctIdentity, identitiesOfJob, moveIdentity, removeIdentity } from './identities.ts'
import { mergeJob } from './merge-job.ts'

describe('the identities of a job', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let them: Awaited<ReturnType<typeof twoJobs>>
  let other: Awaited<ReturnType<typeof twoJobs>>
  const identities = async () => (await identitiesOfJob(world, them.newJob)).rows
  const aliasId = async () => (await identities()).find((row) => row.isAlias)?.id ?? 0
  beforeAll(async () => {
    them = await twoJobs(world, 'alder', { old: [3, 4], new: [5] })
    other = await twoJobs(world, 'birch', { old: [3], new: [3] })
    await mergeJob(world, ANNA, { id: them.oldJob, intoId: them.newJob })
  })

  it('are listed with who reports, since when and until when', async () => {
    expect(await identitiesOfJob(world, them.newJob)).toMatchObject({
      lookedAt: null,
      rows: [
        {
          fromAddress: `root@${them.newNode}`,
          software: 'Proxmox VE',
          jobName: 'vzdump',
          isAlias: false,
          reports: 1,
        },
        {
          host: them.oldNode,
          isAlias: true,
          reports: 2,
          firstSeenAt: '2026-11-03T02:00:00.000Z',
          lastSeenAt: '2026-11-04T02:00:00.000Z',
        },
      ],
    })
  })

  it('are corrected, and what waited in the Inbox for the right spelling becomes runs', async () => {
    await drop(world, nightly('renamed.alder.example', 6))
    expect(await inbox(world)).toHaveLength(1)
    const corrected = {
      fromAddress: 'Root@renamed.alder.example',
      jobName: 'vzdump',
      host: 'renamed.alder.example',
      plusTag: '',
      subjectPrefix: null,
    }
    const id = await aliasId()
    expect(await correctIdentity(world, ANNA, { jobId: them.newJob, id, ...corrected })).toEqual({ runs: 1 })
    expect(await inbox(world)).toEqual([])
    expect((await identities()).find((row) => row.id === id)).toMatchObject({
      fromAddress: 'root@renamed.alder.example',
      plusTag: null,
      reports: 1,
    })
    const { rows } =
      await sql<object>`select details from audit_log where event_type = 'identity corrected'`.execute(
        world.db,
      )
    expect(rows).toMatchObject([
      { details: { before: { host: them.oldNode }, after: { host: 'renamed.alder.example' } } },
    ])
  })

  it('are not corrected into those of another job, nor so that a shared relay’s other customers are caught', async () => {
    const id = await aliasId()
    const taken = {
      fromAddress: `root@${other.oldNode}`,
      jobName: 'vzdump',
      host: other.oldNode,
      plusTag: null,
      subjectPrefix: null,
    }
    await expect(correctIdentity(world, ANNA, { jobId: them.newJob, id, ...taken })).rejects.toMatchObject({
      code: 'identity_taken',
    })
    const relay = { ...taken, fromAddress: 'noreply@synologynotification.com' }
    await expect(correctIdentity(world, ANNA, { jobId: them.newJob, id, ...relay })).rejects.toMatchObject({
      code: 'indistinct_relay',
    })
  })

  it('are moved with their future reports only', async () => {
    const id = await aliasId()
    await moveIdentity(world, ANNA, { jobId: them.newJob, id, toJobId: other.newJob })
    await drop(world, nightly('renamed.alder.example', 7))
    const at = (await runs(world)).filter((run) => run.run_at.startsWith('2026-11-07'))
    expect(at.map((run) => run.job_id)).toEqual([other.newJob])
    expect((await runs(world)).filter((run) => run.job_id === them.newJob)).toHaveLength(4)
    expect((await identitiesOfJob(world, other.newJob)).rows.map((row) => row.isAlias)).toEqual([false, true])
  })

  it('are removed but for the last one, which is neither removed nor moved; the reports of a removed one wait', async () => {
    const [first, second] = (await identitiesOfJob(world, other.newJob)).rows
    await removeIdentity(world, ANNA, { jobId: other.newJob, id: first?.id ?? 0 })
    await drop(world, nightly(other.newNode, 8))
    expect(await inbox(world)).toHaveLength(1)
    const last = { jobId: other.newJob, id: second?.id ?? 0 }
    expect((await identitiesOfJob(world, other.newJob)).rows).toMatchObject([{ id: last.id, isAlias: false }])
    await expect(removeIdentity(world, ANNA, last)).rejects.toMatchObject({ code: 'last_identity' })
    await expect(moveIdentity(world, ANNA, { ...last, toJobId: them.newJob })).rejects.toMatchObject({
      code: 'last_identity',
    })
    await expect(removeIdentity(world, ANNA, { ...last, jobId: them.newJob })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
