import { describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox } from '../../../test/support/cast.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { veeamBackupMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { processWaiting } from '../ingest/index.ts'
import { changeJob } from '../jobs/change-job.ts'
import { jobHistory } from '../jobs/history.ts'
import { jobById } from '../jobs/jobs.ts'
import { jobRuns, runChecksPage } from '../run-checks/run-checks.ts'
import { judgeSuccesses } from './judge-success.ts'
import { runById } from './run-detail.ts'

const ALL = ['DC01', 'FS01', 'SQL01']
const WITHOUT_SQL = 'SQL01 is not in the report; it was in all of the last five incremental reports.'

/** A report of the job "Servers" that says Success, whatever it lists. */
function report(
  at: string,
  facts: { machines?: readonly string[]; kind?: string; totalSize?: string } = {},
): Buffer {
  const { machines = ALL, ...more } = facts
  return veeamBackupMail({
    job: 'Servers',
    from: 'Veeam <veeam@customer-a.example>',
    date: at,
    machines: machines.map((name) => ({ name, status: 'Success' })),
    ...more,
  })
}

/** Every hour of one night, so that many reports stay younger than history. */
const hour = (count: number) => `2026-11-09T${String(count).padStart(2, '0')}:00:00Z`
const hours = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => hour(from + index))

/** The job "Servers", approved from its first report. */
async function approved(world: TestWorld, first: Buffer): Promise<number> {
  await drop(world, first)
  const [message] = await inbox(world)
  const { jobIds } = await approveAsNew(world, message?.id ?? 0, await customer(world, 'Customer A'))
  return jobIds[0] ?? 0
}

/** What became of each report, in the order of their times. */
async function verdicts({ db }: TestWorld) {
  return db
    .selectFrom('job_runs')
    .select(['id', 'run_at', 'status', 'effective_status', 'status_text', 'raised_by_rule', 'raised_because'])
    .orderBy('run_at')
    .orderBy('id')
    .execute()
}

const statuses = async (world: TestWorld) => (await verdicts(world)).map(({ status }) => status)

describe('a success that lacks an object which the last five reports all listed', () => {
  const world = useTestWorld()
  let jobId = 0

  it('is a warning by our rule, and keeps the vendor’s word', async () => {
    jobId = await approved(world, report(hour(1)))
    for (const at of hours(2, 5)) await drop(world, report(at))
    await drop(world, report(hour(6), { machines: ['DC01', 'FS01'] }))
    expect((await verdicts(world)).at(-1)).toMatchObject({
      status: 'warning',
      effective_status: 'warning',
      status_text: 'Success',
      raised_by_rule: 'objects',
      raised_because: WITHOUT_SQL,
    })
    expect(await statuses(world)).toEqual([...Array(5).fill('success'), 'warning'])
  })

  it('is no good backup of its job', async () => {
    expect((await jobById(world, jobId)).health).toMatchObject({
      lastStatus: 'warning',
      lastGoodAt: '2026-11-09T05:00:00.000Z',
    })
  })

  it('says so wherever it is shown', async () => {
    const run = (await verdicts(world)).at(-1)
    const raised = { rule: 'objects', because: WITHOUT_SQL, isOn: true }
    expect(await runById(world, run?.id ?? 0)).toMatchObject({ statusText: 'Success', raised })
    const queue = await runChecksPage(world, { limit: 10, sort: 'severity' })
    expect(queue.rows).toMatchObject([{ message: `Raised by our rule: ${WITHOUT_SQL}` }])
    expect((await jobRuns(world, jobId, false))[0]).toMatchObject({ raisedBecause: WITHOUT_SQL })
    expect((await jobHistory(world, { id: jobId, limit: 10 })).rows[0]).toMatchObject({
      raisedBecause: WITHOUT_SQL,
    })
  })

  it('keeps its verdict when the message comes again, or is filed again', async () => {
    const before = await verdicts(world)
    await drop(world, report(hour(6), { machines: ['DC01', 'FS01'] }))
    await sql`update mail_messages set filed_at = null, location = 'inbox'`.execute(world.db)
    await processWaiting(world)
    expect(await verdicts(world)).toEqual(before)
  })

  it('keeps its verdict when an older report arrives late, which is judged by those before itself', async () => {
    await drop(world, report('2026-11-09T05:30:00Z', { machines: ['DC01', 'FS01'] }))
    const [late, raised] = (await verdicts(world)).slice(-2)
    expect(late).toMatchObject({ status: 'warning', raised_because: WITHOUT_SQL })
    expect(raised).toMatchObject({ status: 'warning', raised_because: WITHOUT_SQL })
  })

  it('is told once: the next report without it is believed, for the last five no longer all had it', async () => {
    await drop(world, report(hour(7), { machines: ['DC01', 'FS01'] }))
    expect((await verdicts(world)).at(-1)).toMatchObject({ status: 'success', raised_by_rule: null })
  })
})

describe('reports that arrive together', () => {
  const world = useTestWorld()

  it('are judged in the order of their times, each by those before it in the same batch too', async () => {
    await approved(world, report(hour(1)))
    const [two, three, four, five] = hours(2, 5).map((at) => report(at))
    const none = report(hour(6), { machines: [] })
    const again = report(hour(7), { machines: [] })
    await drop(world, ...[again, five, two, none, four, three].flatMap((mail) => mail ?? []))
    expect((await verdicts(world)).map(({ raised_because }) => raised_because)).toEqual([
      ...Array(5).fill(null),
      'The report lists no objects; some were listed by all of the last five incremental reports.',
      null,
    ])
  })
})

describe('reports that wait in the Inbox for an approval', () => {
  const world = useTestWorld()

  it('are judged by those that waited with them, whichever is approved and in whatever order they came', async () => {
    await drop(world, report(hour(6), { machines: ['DC01'] }))
    await drop(world, ...hours(1, 5).map((at) => report(at)))
    const newest = (await inbox(world)).find(({ received_at }) => received_at.includes('T06:'))
    const done = await approveAsNew(world, newest?.id ?? 0, await customer(world, 'Customer A'))
    expect(done).toMatchObject({ runs: 6, sweptMessages: 5, leftInbox: true })
    expect((await verdicts(world)).at(-1)).toMatchObject({
      status: 'warning',
      raised_because:
        'FS01 and SQL01 are not in the report; they were in all of the last five incremental reports.',
    })
  })
})

describe('what a success is compared with', () => {
  const world = useTestWorld()

  it('are reports of its own kind', async () => {
    await approved(world, report(hour(1)))
    await drop(world, ...hours(2, 5).map((at) => report(at)))
    await drop(world, report(hour(6), { kind: 'Full', machines: ['DC01'] }))
    expect((await verdicts(world)).at(-1)).toMatchObject({ status: 'success' })
  })

  it('are no retries, and a retry is not doubted itself', async () => {
    await drop(world, report(hour(7), { kind: 'Incremental) (Retry 1', machines: ['SQL01'] }))
    expect((await verdicts(world)).at(-1)).toMatchObject({ status: 'success' })
    await drop(world, report(hour(8), { machines: ['DC01', 'FS01'] }))
    expect((await verdicts(world)).at(-1)).toMatchObject({
      status: 'warning',
      raised_because: WITHOUT_SQL,
    })
  })

  it.each(['is_check', 'informational', 'is_retry', 'history'])(
    'a run that is marked as %s is not doubted itself',
    async (mark) => {
      const [run] = (await verdicts(world)).filter(({ status }) => status === 'warning')
      const set = async (marked: boolean) =>
        sql`update job_runs set status = 'success', effective_status = 'success', ${sql.ref(mark)} = ${marked} where id = ${run?.id}`.execute(
          world.db,
        )
      await set(true)
      await judgeSuccesses(world.db, [run?.id ?? 0])
      expect((await verdicts(world)).find(({ id }) => id === run?.id)).toMatchObject({ status: 'success' })
      await set(false)
      await judgeSuccesses(world.db, [run?.id ?? 0])
      expect((await verdicts(world)).find(({ id }) => id === run?.id)).toMatchObject({ status: 'warning' })
    },
  )

  it.each(['is_check', 'informational', 'is_retry'])(
    'runs that are marked as %s do not count among the last five',
    async (mark) => {
      const all = await verdicts(world)
      const [first] = all
      const doubted = all.find(({ status }) => status === 'warning')
      const set = async (marked: boolean) => {
        await sql`update job_runs set ${sql.ref(mark)} = ${marked} where id = ${first?.id}`.execute(world.db)
        await sql`update job_runs set status = 'success', effective_status = 'success' where id = ${doubted?.id}`.execute(
          world.db,
        )
      }
      await set(true)
      await judgeSuccesses(world.db, [doubted?.id ?? 0])
      expect(await statuses(world)).not.toContain('warning')
      await set(false)
      await judgeSuccesses(world.db, [doubted?.id ?? 0])
      expect(await statuses(world)).toContain('warning')
    },
  )
})

describe('history', () => {
  const world = useTestWorld()
  const october = (day: number) => `2026-10-${day}T02:00:00Z`

  it('is not doubted, but is what a new report is compared with', async () => {
    await approved(world, report(october(10)))
    await drop(world, ...[11, 12, 13, 14].map((day) => report(october(day))))
    await drop(world, report(october(15), { totalSize: '0 B' }))
    await drop(world, report(hour(1), { machines: ['DC01', 'FS01'] }))
    expect(await statuses(world)).toEqual([...Array(6).fill('success'), 'warning'])
  })
})

describe('a success whose total size is far below the usual', () => {
  const world = useTestWorld()

  it('is a warning by our rule', async () => {
    await approved(world, report(hour(1)))
    await drop(world, ...hours(2, 5).map((at) => report(at)))
    await drop(world, report(hour(6), { totalSize: '13 GB' }), report(hour(7), { totalSize: '27 GB' }))
    expect((await verdicts(world)).slice(-2)).toMatchObject([
      {
        status: 'warning',
        raised_by_rule: 'size',
        raised_because:
          'The total size is 13.0 GB, 90 % below the usual 130 GB (the median of the last 5 incremental reports).',
      },
      { status: 'success', raised_by_rule: null },
    ])
  })

  it('is a warning when it is nothing, from the first report of its kind on', async () => {
    await drop(world, report(hour(8), { kind: 'Full', totalSize: '0 B' }))
    expect((await verdicts(world)).at(-1)).toMatchObject({
      status: 'warning',
      raised_because: 'The total size is 0 B.',
    })
  })
})

describe('the switches of a job', () => {
  const world = useTestWorld()

  it('are on until somebody switches one off, which the audit log keeps', async () => {
    const jobId = await approved(world, report(hour(1)))
    await drop(world, ...hours(2, 5).map((at) => report(at)))
    expect((await jobById(world, jobId)).successRules).toEqual({ objects: true, size: true })
    await changeJob(world, ANNA, jobId, { successRules: { objects: false } })
    expect((await jobById(world, jobId)).successRules).toEqual({ objects: false, size: true })
    const event = await world.db
      .selectFrom('audit_log')
      .select(['user_name', 'details'])
      .where('event_type', '=', 'job changed')
      .executeTakeFirst()
    expect(event).toEqual({ user_name: 'anna', details: { id: jobId, successRules: { objects: false } } })
  })

  it('leave the other rule on', async () => {
    await drop(
      world,
      report(hour(6), { machines: ['DC01'] }),
      report(hour(7), { machines: [], totalSize: '1 GB' }),
    )
    expect((await verdicts(world)).slice(-2)).toMatchObject([
      { status: 'success' },
      { status: 'warning', raised_by_rule: 'size' },
    ])
  })

  it('change no verdict that was given, and the run says that its rule is off by now', async () => {
    const raised = (await verdicts(world)).at(-1)
    const jobId = (await runById(world, raised?.id ?? 0)).jobId
    await changeJob(world, ANNA, jobId, { successRules: { size: false } })
    expect(await runById(world, raised?.id ?? 0)).toMatchObject({
      status: 'warning',
      raised: { rule: 'size', isOn: false },
    })
  })
})
