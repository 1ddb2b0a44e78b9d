import { beforeEach, describe, expect, it } from 'vitest'
import { mailboxSource } from '../../../test/support/mailbox-source.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { checkSilence, noteDelivery, openIncidents } from './incidents.ts'

describe('a source that falls silent', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let id: number
  beforeEach(async () => {
    await sql`truncate jobs, customers, ingest_incidents cascade`.execute(world.db)
    id = (await mailboxSource(world)).id
    await sql`update sources set last_complete_import_at = '2026-11-10T07:59:00Z', last_delivery_at = '2026-11-10T02:00:00Z' where id = ${id}`.execute(
      world.db,
    )
  })

  /** So many jobs of so many customers, due at 07:10, with their newest report of yesterday from the source. */
  async function fleet(
    jobs: number,
    customers: number,
    more: { missedAlready?: boolean; sourceId?: number } = {},
  ) {
    await sql`insert into customers (name, receive_tag) select 'C' || n, 'c' || n from generate_series(1, ${customers}::integer) n`.execute(
      world.db,
    )
    await sql`
      insert into jobs (customer_id, backup_software, backup_type, job_name)
      select c.id, 'Veeam', 'Backup Job', 'J' || n from generate_series(1, ${jobs}::integer) n
      join (select id, row_number() over (order by id) - 1 as position from customers) c on c.position = n % ${customers}::integer`.execute(
      world.db,
    )
    await sql`
      insert into job_runs (job_id, source_id, run_at, status, effective_status)
      select id, ${more.sourceId ?? id}, '2026-11-09T07:10:00Z', 'success', 'success' from jobs`.execute(
      world.db,
    )
    await sql`
      insert into expected_runs (job_id, slot_at, opens_at, closes_at, deadline_at, kind, state)
      select id, '2026-11-10T07:10:00Z', '2026-11-10T07:00:00Z', '2026-11-10T07:20:00Z', '2026-11-10T09:20:00Z', 'slot',
        ${more.missedAlready ? 'missed' : 'open'} from jobs`.execute(world.db)
  }

  it('opens one incident, which the next report from it closes', async () => {
    await fleet(12, 3)
    await checkSilence(world)
    await checkSilence(world)
    expect(await openIncidents(world)).toMatchObject([
      {
        cause: 'silent',
        silentJobs: 12,
        source: { id },
        since: '2026-11-10T08:00:00.000Z',
        recovery: 'Ends with the next report from this source.',
      },
    ])
    await noteDelivery(world, id)
    expect(await openIncidents(world)).toEqual([])
    await checkSilence(world)
    expect(await openIncidents(world)).toEqual([])
  })

  it('is noticed although its runs were raised as missed meanwhile', async () => {
    await fleet(12, 3, { missedAlready: true })
    await checkSilence(world)
    expect(await openIncidents(world)).toMatchObject([{ silentJobs: 12 }])
  })

  it('is not blamed for too few jobs, or for those of another source', async () => {
    await fleet(9, 3)
    await checkSilence(world)
    expect(await openIncidents(world)).toEqual([])
    await sql`truncate jobs, customers cascade`.execute(world.db)
    const other = (await mailboxSource(world)).id
    await fleet(12, 3, { sourceId: other })
    await checkSilence(world)
    expect(await openIncidents(world)).toEqual([])
  })

  it('is not silent when more than half of what was due came', async () => {
    await fleet(25, 3)
    await sql`
      insert into job_runs (job_id, source_id, run_at, status, effective_status)
      select id, ${id}, '2026-11-10T07:12:00Z', 'success', 'success' from jobs order by id limit 13`.execute(
      world.db,
    )
    await sql`update expected_runs set state = 'came' where job_id in (select id from jobs order by id limit 13)`.execute(
      world.db,
    )
    await checkSilence(world)
    expect(await openIncidents(world)).toEqual([])
  })

  it('is not judged as long as it is unknown what lies there', async () => {
    await fleet(12, 3)
    await sql`update sources set last_complete_import_at = '2026-11-10T07:00:00Z' where id = ${id}`.execute(
      world.db,
    )
    await checkSilence(world)
    expect(await openIncidents(world)).toEqual([])
  })
})
