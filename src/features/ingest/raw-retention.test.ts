import { beforeEach, describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox } from '../../../test/support/cast.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { mail, vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { changeSettings } from '../settings/index.ts'
import { purgeRawMail } from './index.ts'

describe('the raw bytes of mails', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  const kept = async () => {
    const { rows } = await sql<{ subject: string }>`
      select m.subject from mail_raw r join mail_messages m on m.id = r.mail_message_id order by m.id`.execute(
      world.db,
    )
    return rows.map((row) => row.subject)
  }
  const storedAt = (instant: string) =>
    sql`update mail_messages set created_at = ${instant}`.execute(world.db)

  beforeEach(async () => {
    await sql`truncate mail_messages, jobs, customers cascade`.execute(world.db)
    await drop(world, vzdumpMail({ date: '2026-11-09T01:00:00Z' }))
    const [row] = await inbox(world)
    await approveAsNew(world, row?.id ?? 0, await customer(world, 'Bakkerij Voorbeeld'))
    const letter = (subject: string) =>
      mail({
        from: 'a@b.example',
        to: 'c@d.example',
        subject,
        text: 'hello',
        date: '2026-11-09T02:00:00Z',
        messageId: subject,
      })
    await drop(world, letter('a person must look'), letter('unparsed, but deleted'))
    await sql`update mail_messages set location = 'deleted' where subject like 'unparsed%'`.execute(world.db)
  })

  it('go when they are older than the setting; the message with all it said stays', async () => {
    await storedAt('2026-08-12T07:59:00.000Z')
    expect(await purgeRawMail(world)).toBe(1)
    expect(await kept()).toEqual(['a person must look', 'unparsed, but deleted'])
    expect(
      (await sql<{ n: number }>`select count(*) as n from mail_messages`.execute(world.db)).rows[0]?.n,
    ).toBe(3)
    expect(await drop(world, vzdumpMail({ date: '2026-11-09T01:00:00Z' }))).toMatchObject({
      newMessages: 0,
      duplicates: 1,
    })
  })

  it('stay until then', async () => {
    await storedAt('2026-08-12T08:01:00.000Z')
    expect(await purgeRawMail(world)).toBe(0)
    expect(await kept()).toHaveLength(3)
  })

  it('go as soon as they are parsed when the setting is 0, however many there are', async () => {
    await sql`
      insert into mail_messages (source_id, content_hash, received_at, received_at_origin, raw_size, location, parse_state, created_at)
      select 1, decode(md5(n::text), 'hex'), now(), 'source', 1, 'processed', 'parsed', '2026-11-10T07:00:00Z' from generate_series(1, 1200) n`.execute(
      world.db,
    )
    await sql`insert into mail_raw select id, 'x' from mail_messages on conflict do nothing`.execute(world.db)
    await storedAt('2026-11-10T07:59:00.000Z')
    await changeSettings(world, ANNA, { raw_mail_retention_days: 0 })
    expect(await purgeRawMail(world)).toBe(1201)
    expect(await kept()).toEqual(['a person must look', 'unparsed, but deleted'])
  })
})
