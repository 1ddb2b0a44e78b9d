import { beforeAll, describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { appendEvents } from '../../../test/support/evidence.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { recordAudit } from './audit.queries.ts'
import { linkEvidence } from './chain.ts'

const LOGS = ['audit_log', 'job_run_review_events'] as const

describe.each(LOGS)('the database keeps %s', (log) => {
  const world = useTestWorld()
  const run = (statement: string) => sql.raw(statement).execute(world.db)
  const rows = async () => (await sql`select * from ${sql.table(log)} order by id`.execute(world.db)).rows

  beforeAll(async () => {
    await recordAudit(world.db, world.clock(), ANNA, 'settings.changed', 'Changed the base URL.', { to: 'x' })
    await recordAudit(world.db, world.clock(), ANNA, 'settings.changed', 'Changed it back.')
    await appendEvents(world, 2)
  })

  it.each([
    [`update ${log} set user_name = 'nobody'`, 'never change'],
    [`update ${log} set user_name = 'nobody', hash = '\\x00'`, 'never change'],
    [`delete from ${log}`, 'not deleted'],
    [`truncate ${log}`, 'evidence'],
  ])('from: %s', async (statement, reason) => {
    const before = await rows()
    await expect(run(statement)).rejects.toThrow(reason)
    expect(await rows()).toEqual(before)
  })

  it('from being linked twice, and from rows that bring their own link', async () => {
    expect(await linkEvidence(world)).toBeGreaterThanOrEqual(0)
    await expect(run(`update ${log} set hash = '\\x01'`)).rejects.toThrow('never change')
    await expect(
      run(`update ${log} set hash = null, chain_position = null, previous_hash = null`),
    ).rejects.toThrow('never change')
    const columns =
      log === 'audit_log'
        ? 'user_name, event_type, message'
        : 'run_id, job_id, customer_id, user_name, action, batch_id'
    const values = log === 'audit_log' ? `'x', 'x', 'x'` : `1, 1, 1, 'x', 'reviewed', gen_random_uuid()`
    await expect(
      run(`insert into ${log} (${columns}, at, chain_position) values (${values}, now(), 99)`),
    ).rejects.toThrow('evidence')
  })
})

describe('a user who is removed', () => {
  const world = useTestWorld()

  it('stays the one who reviewed', async () => {
    const { rows } = await sql<{
      id: number
    }>`insert into users (username) values ('bram') returning id`.execute(world.db)
    const bram = { userId: rows[0]?.id ?? 0, name: 'bram' }
    await recordAudit(world.db, world.clock(), bram, 'settings.changed', 'Changed the base URL.')
    await sql`delete from users where username = 'bram'`.execute(world.db)
    const { rows: kept } = await sql`select user_id, user_name from audit_log`.execute(world.db)
    expect(kept).toEqual([{ user_id: bram.userId, user_name: 'bram' }])
  })
})

describe('a closed segment', () => {
  const world = useTestWorld()

  it('lets go of its own rows and of no others', async () => {
    await appendEvents(world, 5)
    await linkEvidence(world)
    await sql`
      insert into audit_segments (log, first_id, last_id, last_position, row_count, end_hash, closed_at)
      select 'job_run_review_events', min(id), max(id), 3, 3, (select hash from job_run_review_events where chain_position = 3), now()
      from job_run_review_events where chain_position <= 3`.execute(world.db)
    await expect(
      sql`delete from job_run_review_events where chain_position <= 4`.execute(world.db),
    ).rejects.toThrow('not deleted')
    await sql`delete from job_run_review_events where chain_position <= 3`.execute(world.db)
    await expect(sql`delete from audit_segments`.execute(world.db)).rejects.toThrow('evidence')
  })
})
