import { describe, expect, it } from 'vitest'
import { approveAsNew, customer, drop, inbox } from '../../../test/support/cast.ts'
import { importedCompletely, job, local, mailbox, nightly } from '../../../test/support/scheduled-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { detectMissed } from '../schedules/index.ts'

type Scope = { job_id?: number; customer_id?: number; customer_object_id?: number; resolved_at?: string }

describe('a new run of a job', () => {
  const world = useTestWorld()
  let hour = 0

  /** A report of the same job, an hour later, with its one virtual machine; returns the run. */
  async function report(
    node = 'pve01.customer-a.example',
  ): Promise<{ id: number; job_id: number; customer_id: number }> {
    hour++
    const date = `2026-11-10T${String(hour).padStart(2, '0')}:00:00Z`
    world.setNow(date)
    await drop(world, vzdumpMail({ date, node, guests: [{ id: 100, name: 'web01', ok: true }] }))
    const [waiting] = await inbox(world)
    if (waiting) await approveAsNew(world, waiting.id, await customer(world, `Customer ${hour}`))
    const { rows } = await sql<{ id: number; job_id: number; customer_id: number }>`
      select r.id, r.job_id, j.customer_id from job_runs r join jobs j on j.id = r.job_id order by r.id desc limit 1`.execute(
      world.db,
    )
    if (!rows[0]) throw new Error('the report became a run')
    return rows[0]
  }

  async function ticket(code: string, scope: Scope, more: Record<string, unknown> = {}): Promise<number> {
    const { id } = await world.db
      .insertInto('tickets')
      .values({
        ticket_code: code,
        origin: 'internal',
        active_from_date: '2026-11-01',
        start_date: '2026-11-01',
        ...more,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await world.db
      .insertInto('ticket_scopes')
      .values({ ticket_id: id, ...scope })
      .execute()
    return id
  }

  async function linked(runId: number): Promise<string[]> {
    const { rows } = await sql<{ code: string }>`
      select t.ticket_code as code from ticket_job_runs l join tickets t on t.id = l.ticket_id where l.job_run_id = ${runId}
      union all
      select m.body from remark_job_runs l join remarks m on m.id = l.remark_id where l.job_run_id = ${runId} order by code`.execute(
      world.db,
    )
    return rows.map((row) => row.code)
  }

  it('is linked to what is open on the job, on its customer and on its objects, remarks too', async () => {
    const first = await report()
    const object = await sql<{ id: number }>`
      select customer_object_id as id from run_object_links where run_id = ${first.id}`.execute(world.db)
    await ticket('on the job', { job_id: first.job_id })
    await ticket('on the customer', { customer_id: first.customer_id })
    await ticket('on the machine', { customer_object_id: object.rows[0]?.id ?? 0 })
    const other = await report('pve02.customer-b.example')
    await ticket('on another job', { job_id: other.job_id })
    const remark = await world.db
      .insertInto('remarks')
      .values({ body: 'a remark', start_date: '2026-11-01' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await world.db
      .insertInto('remark_scopes')
      .values({ remark_id: remark.id, job_id: first.job_id })
      .execute()
    expect(await linked((await report()).id)).toEqual([
      'a remark',
      'on the customer',
      'on the job',
      'on the machine',
    ])
    expect(await linked(first.id)).toEqual([])
  })

  it('is not linked to what was resolved, there or altogether, whatever the dates say', async () => {
    await sql`update tickets set resolved_at = '2030-01-01' where ticket_code = 'on the job'`.execute(
      world.db,
    )
    await sql`update ticket_scopes set resolved_at = '2030-01-01' where customer_id is not null`.execute(
      world.db,
    )
    const run = await report()
    expect(await linked(run.id)).toEqual(['a remark', 'on the machine'])
    await sql`update tickets set resolved_at = null`.execute(world.db)
    await sql`update ticket_scopes set resolved_at = null`.execute(world.db)
  })

  it('that is history is linked to nothing', async () => {
    world.setNow('2026-11-25T00:00:00.000Z')
    await drop(
      world,
      vzdumpMail({
        date: '2026-11-10T09:30:00Z',
        node: 'pve01.customer-a.example',
        guests: [{ id: 100, name: 'web01', ok: true }],
      }),
    )
    const { rows } = await sql<{ id: number }>`select id from job_runs where history`.execute(world.db)
    expect(rows).toHaveLength(1)
    expect(await linked(rows[0]?.id ?? 0)).toEqual([])
  })

  it('takes over the PSA ticket of its internal ticket, by id; one that was deleted or resolved goes on no more', async () => {
    const psa = async (runId: number) =>
      (
        await sql<{
          number: string | null
        }>`select autotask_ticket_number as number from job_runs where id = ${runId}`.execute(world.db)
      ).rows[0]?.number ?? null
    const start = await report()
    const internal = await ticket('psa', { job_id: start.job_id }, { autotask_ticket_id: 4711 })
    await sql`insert into ticket_job_runs (ticket_id, job_run_id, linked_at) values (${internal}, ${start.id}, now())`.execute(
      world.db,
    )
    await sql`update job_runs set autotask_ticket_id = 4711, autotask_ticket_number = 'T20261110.0001' where id = ${start.id}`.execute(
      world.db,
    )
    const next = await report()
    expect(await psa(next.id)).toBe('T20261110.0001')

    await sql`update tickets set resolved_at = now() where id = ${internal}`.execute(world.db)
    expect(await psa((await report()).id)).toBeNull()

    await sql`update tickets set resolved_at = null where id = ${internal}`.execute(world.db)
    await sql`update job_runs set autotask_ticket_deleted_at = now() where autotask_ticket_id is not null`.execute(
      world.db,
    )
    expect(await psa((await report()).id)).toBeNull()
  })

  it('without an internal ticket takes over the PSA ticket of the job’s newest run that has one', async () => {
    const node = 'pve02.customer-b.example'
    const run = await report(node)
    await sql`update job_runs set autotask_ticket_id = 5, autotask_ticket_number = 'T20261110.0005' where id = ${run.id}`.execute(
      world.db,
    )
    const next = await report(node)
    const { rows } = await sql<{ number: string | null }>`
      select autotask_ticket_number as number from job_runs where id = ${next.id}`.execute(world.db)
    expect(rows[0]?.number).toBe('T20261110.0005')
  })
})

describe('a missed run', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))

  it('is linked like any other', async () => {
    const sourceId = await mailbox(world)
    const jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    await sql`
      with t as (insert into tickets (ticket_code, origin, active_from_date, start_date) values ('T1', 'internal', '2026-11-01', now()) returning id)
      insert into ticket_scopes (ticket_id, job_id) select id, ${jobId} from t`.execute(world.db)
    world.setNow(local('2026-11-10T08:00'))
    await importedCompletely(world, sourceId, local('2026-11-10T08:00'))
    await detectMissed(world)
    const { rows } = await sql<{ missed: boolean }>`
      select r.missed from ticket_job_runs l join job_runs r on r.id = l.job_run_id`.execute(world.db)
    expect(rows).toEqual([{ missed: true }])
  })
})
