import { beforeEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../../test/support/world.ts'
import { mail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { putDown } from './arrivals.ts'
import { finishLeftovers } from './leftovers.ts'

const AT = '2026-11-10T08:00:00.000Z'

describe('what a sender handed over', () => {
  const world = useTestWorld(AT)
  let sourceId: number
  beforeEach(async () => {
    await sql`truncate mail_messages, mail_arrivals cascade`.execute(world.db)
    sourceId = (
      await world.db.selectFrom('sources').select('id').where('kind', '=', 'http').executeTakeFirstOrThrow()
    ).id
  })

  const handedOver = (subject: string, receivedAt = AT) => ({
    raw: mail({
      ...{ from: 'nas@customer-a.example', to: 'reports@msp.example', subject, text: 'Done.' },
      ...{ date: null, messageId: null },
    }),
    ownTrace: 0,
    receivedAt,
  })
  const counts = async () => {
    const { rows } = await sql<{ waiting: number; stored: string[]; filed: number }>`
      select (select count(*) from mail_arrivals) as waiting, array(select subject from mail_messages order by subject) as stored,
        (select count(filed_at) from mail_messages) as filed`.execute(world.db)
    return rows[0]
  }

  it('is taken in by another process when the one that received it is gone', async () => {
    await putDown(world, sourceId, [handedOver('One'), handedOver('Two')])
    expect(await counts()).toEqual({ waiting: 2, stored: [], filed: 0 })
    await finishLeftovers(world, 0)
    expect(await counts()).toEqual({ waiting: 0, stored: ['One', 'Two'], filed: 2 })
  })

  it('is stored with the time at which it was received', async () => {
    await putDown(world, sourceId, [handedOver('One', '2026-11-10T03:12:44.567Z')])
    await finishLeftovers(world, 0)
    const { received_at } = await world.db
      .selectFrom('mail_messages')
      .select('received_at')
      .executeTakeFirstOrThrow()
    expect(received_at).toBe('2026-11-10T03:12:44.567Z')
  })

  it('is stored once, also when two processes take it in at the same time and a third has stored it before', async () => {
    await putDown(
      world,
      sourceId,
      Array.from({ length: 30 }, (_, number) => handedOver(`Report ${number}`)),
    )
    await Promise.all([finishLeftovers(world, 0), finishLeftovers(world, 0)])
    await putDown(world, sourceId, [handedOver('Report 7'), handedOver('Report 8')])
    await finishLeftovers(world, 0)
    const after = await counts()
    expect(after).toMatchObject({ waiting: 0, filed: 30 })
    expect(new Set(after?.stored).size).toBe(30)
  })

  it('is left alone as long as the process that received it may have it in hand', async () => {
    await putDown(world, sourceId, [handedOver('One')])
    await finishLeftovers(world, 60)
    expect(await counts()).toEqual({ waiting: 1, stored: [], filed: 0 })
  })

  it('never keeps what came behind it from being taken in', async () => {
    await sql`
      create function refuse_one() returns trigger language plpgsql as $$ begin
        if exists (select from mail_arrivals where octet_length(bytes) = new.raw_size and id = (select min(id) from mail_arrivals)) then
          raise exception 'a fault of ours';
        end if;
        return new;
      end $$`.execute(world.db)
    await sql`create trigger refuse_one before insert on mail_messages for each row execute function refuse_one()`.execute(
      world.db,
    )
    await putDown(world, sourceId, [handedOver('The guilty one'), handedOver('One'), handedOver('And two')])
    try {
      await finishLeftovers(world, 0)
      expect(await counts()).toEqual({ waiting: 1, stored: ['And two', 'One'], filed: 2 })
    } finally {
      await sql`drop trigger refuse_one on mail_messages`.execute(world.db)
    }
    await finishLeftovers(world, 0)
    expect(await counts()).toEqual({
      waiting: 0,
      stored: ['And two', 'One', 'The guilty one'],
      filed: 3,
    })
  })

  it('is taken in though it is large: as many are in memory together as there is room for', async () => {
    const large = (subject: string) => {
      const line = `${'long words '.repeat(7)}\r\n`
      const { raw, ...rest } = handedOver(subject)
      return { ...rest, raw: Buffer.concat([raw, Buffer.alloc(9 * 1024 * 1024, line)]) }
    }
    await putDown(world, sourceId, [large('Large'), large('Larger'), handedOver('Small')])
    await finishLeftovers(world, 0)
    expect(await counts()).toEqual({ waiting: 0, stored: ['Large', 'Larger', 'Small'], filed: 3 })
  })
})
