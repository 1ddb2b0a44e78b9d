import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { drop, inbox } from '../../../test/support/cast.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { mail, vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { processWaiting } from './ingest.ts'

const DATE = '2026-11-10T01:00:00Z'
const saying = (text: string, from = 'scripts@customer-a.example') =>
  mail({
    from,
    to: 'reports@msp.example',
    subject: 'Nightly',
    date: DATE,
    messageId: text.slice(0, 20),
    text,
  })

describe('a mail that the database cannot hold as it was read', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  beforeEach(async () => {
    await sql`truncate mail_messages, import_runs cascade`.execute(world.db)
  })

  it('is kept with its bytes and a reason, and those beside it are filed', async () => {
    const endless = saying('Done.', `${randomBytes(4000).toString('hex')}@customer-a.example`)
    const tally = await drop(world, endless, vzdumpMail({ date: DATE }))
    expect(tally).toMatchObject({
      fetched: 2,
      newMessages: 2,
      duplicates: 0,
      parsed: 1,
      leftInInbox: 2,
      errors: 1,
    })
    expect((await inbox(world)).map(({ parse_state }) => parse_state).sort()).toEqual(['error', 'parsed'])
    const { rows } = await sql<{ bytes: Buffer; parse_error: string }>`
      select r.bytes, m.parse_error from mail_messages m join mail_raw r on r.mail_message_id = m.id where m.parse_state = 'error'`.execute(
      world.db,
    )
    expect(rows).toMatchObject([
      { parse_error: expect.stringContaining('could not be stored as it was read') },
    ])
    expect(endless.equals(rows[0]?.bytes ?? Buffer.alloc(0))).toBe(true)
    expect(await drop(world, endless)).toMatchObject({ newMessages: 0, duplicates: 1 })
  })

  it('is filed without the signs that no text may have', async () => {
    const report = '{"job": "Nightly \\u0000dump", "status": "success", "message": "half a sign: \\ud83d"}'
    const tally = await drop(world, saying(report), vzdumpMail({ date: DATE }))
    expect(tally).toMatchObject({ newMessages: 2, parsed: 2, leftInInbox: 2, errors: 0 })
    expect((await inbox(world)).map(({ job_name }) => job_name)).toContain('Nightly dump')
  })

  it('never keeps what waits behind it from being finished', async () => {
    await drop(world, saying('One.'), saying('Two.'))
    await sql`update mail_messages set parse_state = 'stored', parsed_at = null, filed_at = null, location = 'inbox'`.execute(
      world.db,
    )
    await sql`
      create function refuse_one() returns trigger language plpgsql as $$ begin
        if new.text_body like 'One.%' and new.parse_state <> 'error' then raise exception 'a fault of ours'; end if;
        return new;
      end $$`.execute(world.db)
    await sql`create trigger refuse_one before update on mail_messages for each row execute function refuse_one()`.execute(
      world.db,
    )
    try {
      expect(await processWaiting(world)).toMatchObject({ leftInInbox: 2, errors: 1 })
    } finally {
      await sql`drop trigger refuse_one on mail_messages`.execute(world.db)
    }
    expect((await inbox(world)).map(({ parse_state }) => parse_state).sort()).toEqual(['error', 'unparsed'])
  })
})
