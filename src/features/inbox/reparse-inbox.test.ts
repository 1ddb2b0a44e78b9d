import { describe, expect, it } from 'vitest'
import { ANNA, drop, inbox } from '../../../test/support/cast.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { reparseNext } from './reparse-inbox.ts'

const minute = (index: number) => new Date(Date.UTC(2026, 10, 9, 0, index)).toISOString()

describe('one step of reading the whole Inbox again', () => {
  const world = useTestWorld()

  it('stops after eight seconds, and goes on where it stopped', async () => {
    await drop(world, ...Array.from({ length: 35 }, (_, index) => vzdumpMail({ date: minute(200 + index) })))
    const total = (await inbox(world)).length
    let now = Date.parse(world.clock())
    const slow = {
      db: world.db,
      log: world.log,
      mailReader: world.mailReader,
      clock: () => {
        now += 3_000
        return new Date(now).toISOString()
      },
    }
    const seen: number[] = []
    for (let lastId: number | null = null, done = false; !done; ) {
      const answer = await reparseNext(slow, ANNA, { lastId, total: null, batchSize: 50 })
      expect(answer.processed).toBeLessThan(total)
      seen.push(answer.processed)
      lastId = answer.lastId
      done = answer.done
    }
    expect(seen.reduce((sum, each) => sum + each, 0)).toBe(total)
  })

  it('goes on behind a message that cannot be filed', async () => {
    const [newest] = await sql<{
      id: number
    }>`select max(id) as id from mail_messages where location = 'inbox'`
      .execute(world.db)
      .then(({ rows }) => rows)
    await sql`
      create function refuse_one() returns trigger language plpgsql as $$ begin raise exception 'never'; end $$;
      create trigger refuse_one before insert on mail_results for each row when (new.mail_message_id = ${sql.lit(newest?.id ?? 0)})
      execute function refuse_one()`.execute(world.db)
    const answer = await reparseNext(world, ANNA, { lastId: null, total: null, batchSize: 50 })
    expect(answer).toMatchObject({ errors: 1, done: true })
    expect(answer.processed).toBe((await inbox(world)).length)
  })
})
