import { beforeAll, describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, drop, inbox, runs } from '../../../test/support/cast.ts'
import { jobWithRuns } from '../../../test/support/queue.ts'
import { nightly, rowsNaming, twoJobs } from '../../../test/support/two-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { createOverride } from '../overrides/change.ts'
import { reviewRuns } from '../run-checks/index.ts'
import { learnChangedJobs } from '../schedules/index.ts'
import { archiveJob } from './change-job.ts'
import { deleteJob } from './delete-job.ts'
import { jobById } from './jobs.ts'
import { mergeJob } from './merge-job.ts'

describe('deleting a job', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let them: Awaited<ReturnType<typeof twoJobs>>
  let reviewed = 0
  beforeAll(async () => {
    them = await twoJobs(world, 'alder', { old: [5, 6, 7], new: [8] })
    reviewed = (await runs(world)).find((run) => run.job_id === them.oldJob)?.id ?? 0
    await reviewRuns(world, ANNA, [reviewed])
    await learnChangedJobs(world)
    await createOverride(world, ANNA, {
      scope: { kind: 'job', jobId: them.oldJob },
      status: 'failed',
      text: '',
      mode: 'contains',
      treatAsSuccess: true,
      validFrom: '2026-11-01T00:00:00Z',
      validUntil: null,
      comment: '',
    })
    await archiveJob(world, ANNA, them.oldJob)
    await drop(world, nightly(them.oldNode, 8))
  })

  it('puts its messages back into the Inbox, held ones too, and leaves nothing that names it', async () => {
    expect(await deleteJob(world, ANNA, { id: them.oldJob })).toEqual({ runs: 3, messages: 4 })
    expect(await inbox(world)).toHaveLength(4)
    expect((await runs(world)).map((run) => run.job_id)).toEqual([them.newJob])
    expect(await rowsNaming(world, them.oldJob)).toEqual([])
    await expect(jobById(world, them.oldJob)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('keeps the evidence of its reviews, with what each run was', async () => {
    const { rows } = await sql<object>`
      select action, user_name, before_state from job_run_review_events where run_id = ${reviewed} order by id`.execute(
      world.db,
    )
    expect(rows).toMatchObject([
      { action: 'reviewed', user_name: 'anna' },
      {
        action: 'deleted',
        user_name: 'anna',
        before_state: {
          job: 'vzdump',
          software: 'Proxmox VE',
          status: 'success',
          reviewed_at: expect.any(String),
        },
      },
    ])
    const { rows: audit } =
      await sql<object>`select details from audit_log where event_type = 'job deleted'`.execute(world.db)
    expect(audit).toMatchObject([{ details: { id: them.oldJob, runs: 3, reviewed: 1, messages: 4 } }])
  })

  it('lets its reports be approved again, all at once', async () => {
    const [row] = await inbox(world)
    expect(await approveAsNew(world, row?.id ?? 0, them.customerId)).toMatchObject({ runs: 4 })
    expect(await inbox(world)).toEqual([])
  })

  it('takes the traces of jobs that were merged into it along', async () => {
    const both = await twoJobs(world, 'birch', { old: [5], new: [6] })
    await mergeJob(world, ANNA, { id: both.oldJob, intoId: both.newJob })
    expect(await deleteJob(world, ANNA, { id: both.newJob })).toEqual({ runs: 2, messages: 2 })
    await expect(jobById(world, both.oldJob)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('with more than a hundred runs needs its name, typed', async () => {
    const id = await jobWithRuns(world, { customer: 'Cedar', name: 'Big' }, [])
    await sql`
      insert into job_runs (job_id, run_at, status, effective_status)
      select ${id}, now() - n * interval '1 hour', 'success', 'success' from generate_series(1, 101) n`.execute(
      world.db,
    )
    await expect(deleteJob(world, ANNA, { id, confirmation: 'big' })).rejects.toMatchObject({
      code: 'confirmation_needed',
    })
    expect(await deleteJob(world, ANNA, { id, confirmation: 'Big' })).toEqual({ runs: 101, messages: 0 })
  })
})
