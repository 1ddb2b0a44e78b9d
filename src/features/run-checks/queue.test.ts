import { beforeAll, describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { addRun, jobWithRuns } from '../../../test/support/queue.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { reviewRuns, reviewSuccesses } from './review.ts'
import { matchingQueue, runChecksPage, wordsOfQueue } from './run-checks.ts'

const all = { limit: 500, sort: 'severity' } as const
const FULL = 'There is not enough space on the disk'

describe('the queue as a technician sorts it', () => {
  const world = useTestWorld()
  const jobs: Record<string, number> = {}
  const names = (page: Awaited<ReturnType<typeof runChecksPage>>) => page.rows.map((row) => row.jobName)

  beforeAll(async () => {
    const make = async (customer: string, name: string, ...runs: Parameters<typeof jobWithRuns>[2]) => {
      jobs[name] = await jobWithRuns(
        world,
        { customer, name, software: name === 'nas' ? 'Synology' : 'Veeam' },
        runs,
      )
    }
    await make(
      'Alder',
      'dc',
      { status: 'failed', at: '2026-11-09T22:00:00Z', text: FULL },
      { status: 'success', at: '2026-11-10T01:00:00Z', text: 'Success' },
    )
    await make('Alder', 'files', { status: 'success', at: '2026-11-10T02:00:00Z', text: 'Success' })
    await make('Birch', 'sql', {
      status: 'failed',
      at: '2026-11-10T03:00:00Z',
      text: 'Job ended',
      objects: [{ name: 'SQL01', status: 'failed', message: `there is  not enough space on the DISK` }],
    })
    await make('Cedar', 'nas', { status: 'warning', at: '2026-11-10T04:00:00Z', text: 'Retention skipped' })
    await make('Cedar', 'tape', { status: 'missed', at: '2026-11-10T05:00:00Z', text: 'No report came' })
  })

  it('shows of each job what the newest of its worst runs says, not the success that came after it', async () => {
    const { rows } = await runChecksPage(world, all)
    expect(rows.find((row) => row.jobName === 'dc')).toMatchObject({
      worstStatus: 'failed',
      message: FULL,
      counts: { failed: 1, success: 1 },
    })
  })

  it.each([
    ['severity', ['tape', 'dc', 'sql', 'nas', 'files']],
    ['customer', ['dc', 'files', 'sql', 'nas', 'tape']],
    ['newest', ['tape', 'nas', 'sql', 'files', 'dc']],
    ['oldest', ['dc', 'files', 'sql', 'nas', 'tape']],
  ] as const)('sorts by %s', async (sort, expected) => {
    expect(names(await runChecksPage(world, { limit: 500, sort }))).toEqual(expected)
  })

  it('puts the customer with the worst job first when customers are grouped, and tells what each group amounts to', async () => {
    const page = await runChecksPage(world, { ...all, group: 'customer' })
    expect(names(page)).toEqual(['tape', 'nas', 'dc', 'files', 'sql'])
    expect(page.rows[2]?.group).toMatchObject({ label: 'Alder', jobs: 2, runs: 3, worstStatus: 'failed' })
  })

  it('puts jobs with the same error text together, whoever’s words differ in case and blanks only', async () => {
    const page = await runChecksPage(world, { ...all, group: 'error' })
    const group = page.rows.find((row) => row.jobName === 'sql')?.group
    expect(group).toMatchObject({ jobs: 2, runs: 3, worstStatus: 'failed' })
    expect(page.rows.find((row) => row.jobName === 'dc')?.group?.key).toBe(group?.key)
    expect(page.rows.at(-1)?.group).toMatchObject({ key: 'success', jobs: 1 })
  })

  it('hands over one group of the queue as jobs with their runs', async () => {
    const page = await runChecksPage(world, { ...all, group: 'error' })
    const groupKey = page.rows.find((row) => row.jobName === 'sql')?.group?.key
    const { jobs: found, left } = await matchingQueue(world, { group: 'error', groupKey })
    expect(found.map(({ jobId }) => jobId).sort()).toEqual([jobs.dc, jobs.sql].sort())
    expect(left).toBe(0)
  })

  it('turns the pages of a grouped queue without losing or repeating a job', async () => {
    for (const group of ['job', 'customer', 'error'] as const) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await runChecksPage(world, { limit: 2, sort: 'severity', group, after })
        seen.push(...names(page))
        after = page.next ?? undefined
      } while (after)
      expect(seen).toEqual(names(await runChecksPage(world, { ...all, group })))
    }
  })

  it('filters by product, type, status and words, and knows which products there are', async () => {
    expect(names(await runChecksPage(world, { ...all, software: 'Synology' }))).toEqual(['nas'])
    expect(names(await runChecksPage(world, { ...all, type: 'Other' }))).toEqual([])
    expect(names(await runChecksPage(world, { ...all, status: 'success' }))).toEqual(['dc', 'files'])
    expect(names(await runChecksPage(world, { ...all, q: 'cedar ta*' }))).toEqual([])
    expect(names(await runChecksPage(world, { ...all, q: 'cedar tape' }))).toEqual(['tape'])
    expect(await wordsOfQueue(world)).toEqual([
      { software: 'Synology', type: 'Backup Job' },
      { software: 'Veeam', type: 'Backup Job' },
    ])
  })

  it('marks a job by what is open in its scopes and no longer by what is resolved', async () => {
    const marks = async () => {
      const { rows } = await runChecksPage(world, all)
      return Object.fromEntries(rows.map((row) => [row.jobName, [row.hasTicket, row.hasRemark]]))
    }
    await sql`
      with t as (
        insert into tickets (ticket_code, origin, active_from_date, start_date)
        select 'T20261110.000' || n, 'internal', date '2026-11-10', now() from generate_series(1, 3) n returning id, ticket_code
      )
      insert into ticket_scopes (ticket_id, job_id, customer_id, customer_object_id)
      select t.id, case right(t.ticket_code, 1) when '1' then ${jobs.dc ?? 0}::bigint end,
        case right(t.ticket_code, 1) when '2' then (select id from customers where name = 'Cedar') end,
        case right(t.ticket_code, 1) when '3' then (select id from customer_objects where name = 'SQL01') end
      from t`.execute(world.db)
    await sql`with r as (insert into remarks (body, start_date) values ('Known', now()) returning id)
      insert into remark_scopes (remark_id, job_id) select id, ${jobs.files ?? 0} from r`.execute(world.db)
    expect(await marks()).toEqual({
      tape: [true, false],
      dc: [true, false],
      sql: [true, false],
      nas: [true, false],
      files: [false, true],
    })
    await sql`update ticket_scopes set resolved_at = now() where customer_id is not null`.execute(world.db)
    await sql`update tickets set resolved_at = now() where ticket_code like '%3'`.execute(world.db)
    expect(await marks()).toMatchObject({
      tape: [false, false],
      dc: [true, false],
      sql: [false, false],
      nas: [false, false],
    })
  })

  it('shows reviewed runs of the last days beside the open ones when it is asked to', async () => {
    const [files] = (await runChecksPage(world, all)).rows.filter((row) => row.jobName === 'files')
    await reviewRuns(world, ANNA, files?.runIds ?? [])
    await addRun(world, jobs.files ?? 0, { status: 'failed', at: '2026-10-01T02:00:00Z', reviewed: true })
    expect(names(await runChecksPage(world, all))).not.toContain('files')
    const page = await runChecksPage(world, { ...all, includeReviewed: true })
    expect(page.rows.find((row) => row.jobName === 'files')).toMatchObject({
      runIds: [],
      reviewedRuns: 1,
      counts: { success: 1, failed: 0 },
    })
    expect(page.openRuns.success).toBe(1)
  })

  it('leaves out of "all successes" those that a rule or a doubtful sender made a warning of, and those that an override made', async () => {
    const raised = await addRun(world, jobs.files ?? 0, { status: 'success', at: '2026-11-10T06:00:00Z' })
    const overridden = await addRun(world, jobs.nas ?? 0, { status: 'failed', at: '2026-11-10T06:00:00Z' })
    await sql`update job_runs set effective_status = 'warning', unverified_sender = true where id = ${raised}`.execute(
      world.db,
    )
    await sql`update job_runs set effective_status = 'success' where id = ${overridden}`.execute(world.db)
    const { seen, originalSuccesses, openRuns, rows: shown } = await runChecksPage(world, all)
    expect(shown.filter((row) => row.overridden).map(({ jobName }) => jobName)).toEqual(['nas'])
    expect({ originalSuccesses, success: openRuns.success }).toEqual({ originalSuccesses: 1, success: 2 })
    expect(await reviewSuccesses(world, ANNA, { seen })).toMatchObject({ reviewed: 1 })
    const { rows } =
      await sql`select from job_runs where id in (${raised}, ${overridden}) and reviewed_at is null`.execute(
        world.db,
      )
    expect(rows).toHaveLength(2)
  })
})
