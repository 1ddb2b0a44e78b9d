import { describe, expect, it } from 'vitest'
import { approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { mail, vzdumpMail } from '../../demo/report-mails.ts'
import { SYSTEM } from '../../domain/actor.ts'
import { sql } from '../../platform/db.ts'
import { processWaiting } from './ingest.ts'
import { rereadMessages } from './reread.ts'

describe('a report on its way to a run', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')

  it('waits in the Inbox until a person says whose it is', async () => {
    const tally = await drop(world, vzdumpMail({ date: '2026-11-10T01:00:00Z' }))
    expect(tally).toMatchObject({
      fetched: 1,
      newMessages: 1,
      duplicates: 0,
      parsed: 1,
      autoApproved: 0,
      leftInInbox: 1,
      errors: 0,
    })
    const [row] = await inbox(world)
    expect(row).toMatchObject({
      software: 'Proxmox VE',
      type: 'vzdump',
      host: 'pve01.customer-a.example',
      status: 'success',
      parse_state: 'parsed',
    })
    expect(await runs(world)).toEqual([])
  })

  it('becomes a run with its objects when it is approved', async () => {
    const [row] = await inbox(world)
    const done = await approveAsNew(world, row?.id ?? 0, await customer(world, 'Bakkerij Voorbeeld'))
    expect(done).toMatchObject({ runs: 1, sweptMessages: 0, leftInbox: true })
    expect(await inbox(world)).toEqual([])
    expect(await runs(world)).toMatchObject([
      {
        customer: 'Bakkerij Voorbeeld',
        job: 'vzdump',
        status: 'success',
        objects: ['web01 success'],
        reviewed_at: null,
        history: false,
      },
    ])
  })

  it('becomes a run by itself the next day', async () => {
    const tally = await drop(
      world,
      vzdumpMail({
        date: '2026-11-10T02:00:00Z',
        guests: [
          { id: 100, name: 'web01', ok: true },
          { id: 101, name: 'db01', ok: false },
        ],
      }),
    )
    expect(tally).toMatchObject({ autoApproved: 1, leftInInbox: 0 })
    expect((await runs(world)).at(-1)).toMatchObject({
      status: 'failed',
      objects: ['web01 success', 'db01 failed'],
    })
  })

  it('is the same message when it comes again, and makes nothing new', async () => {
    const before = await runs(world)
    const tally = await drop(
      world,
      vzdumpMail({
        date: '2026-11-10T02:00:00Z',
        guests: [
          { id: 100, name: 'web01', ok: true },
          { id: 101, name: 'db01', ok: false },
        ],
      }),
    )
    expect(tally).toMatchObject({ newMessages: 0, duplicates: 1 })
    expect(await runs(world)).toEqual(before)
  })

  it('is a message of its own when a script reuses its Message-ID on another day', async () => {
    const script = (date: string) =>
      mail({
        from: 'script@customer-a.example',
        to: 'reports@msp.example',
        subject: 'Copy done',
        date,
        messageId: 'always-the-same',
        text: 'ok',
      })
    const tally = await drop(
      world,
      script('2026-11-09T05:00:00Z'),
      script('2026-11-10T05:00:00Z'),
      script('2026-11-10T05:00:00Z'),
    )
    expect(tally).toMatchObject({ fetched: 3, newMessages: 2, duplicates: 1 })
  })

  it('enters as reviewed history when it is older than seven days', async () => {
    const tally = await drop(world, vzdumpMail({ date: '2026-10-01T02:00:00Z' }))
    expect(tally).toMatchObject({ autoApproved: 1 })
    const [oldest] = await runs(world)
    expect(oldest).toMatchObject({ history: true, reviewed_at: '2026-11-10T08:00:00.000Z' })
    const events = await world.db
      .selectFrom('job_run_review_events')
      .select(['action', 'user_name'])
      .where('run_id', '=', oldest?.id ?? 0)
      .execute()
    expect(events).toEqual([{ action: 'history', user_name: 'system' }])
  })

  it('counts as received now, and says so, when its date lies in the future', async () => {
    await drop(world, vzdumpMail({ date: '2027-06-01T02:00:00Z', node: 'pve-clock.customer-a.example' }))
    const row = await world.db
      .selectFrom('mail_messages')
      .select(['received_at', 'received_at_clamped'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    expect(row).toEqual({ received_at: '2026-11-10T08:00:00.000Z', received_at_clamped: true })
  })
})

describe('what a crash left', () => {
  const world = useTestWorld()

  it('is finished later: a message that was stored only is parsed and filed', async () => {
    await drop(world, vzdumpMail({ date: '2026-11-10T01:00:00Z' }))
    await sql`update mail_messages set parse_state = 'stored', filed_at = null, parsed = null, parser_id = null`.execute(
      world.db,
    )
    await sql`delete from mail_results`.execute(world.db)
    expect(await inbox(world)).toEqual([])
    expect(await processWaiting(world)).toMatchObject({ leftInInbox: 1 })
    expect(await inbox(world)).toMatchObject([{ software: 'Proxmox VE', status: 'success' }])
  })

  it('is read from the stored text once the raw bytes were let go, and the message says so', async () => {
    await sql`delete from mail_raw`.execute(world.db)
    const [row] = await inbox(world)
    await rereadMessages(world, SYSTEM, [row?.id ?? 0])
    const message = await world.db
      .selectFrom('mail_messages')
      .select(['parse_state', 'parsed_from'])
      .executeTakeFirst()
    expect(message).toEqual({ parse_state: 'parsed', parsed_from: 'stored text' })
  })
})

describe('bad input', () => {
  const world = useTestWorld()
  const behind = () =>
    vzdumpMail({
      date: '2026-11-10T01:00:00Z',
      node: `pve-${Math.floor(performance.now() * 1000)}.customer-a.example`,
    })
  const deep = `${'<div>'.repeat(10_000)}x${'</div>'.repeat(10_000)}`
  const header =
    'From: a@customer-a.example\r\nTo: reports@msp.example\r\nDate: Tue, 10 Nov 2026 02:00:00 +0000\r\n'

  const cases: [name: string, raw: Buffer, state: string, error: RegExp | null][] = [
    ['an empty file', Buffer.alloc(0), 'error', /empty/],
    [
      'a mail of 30 MB',
      Buffer.concat([Buffer.from(`${header}Subject: big\r\n\r\n`), Buffer.alloc(30 * 1024 * 1024, 'x')]),
      'error',
      /30\.0 MB/,
    ],
    [
      'binary noise',
      Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)),
      'error',
      /no mail headers|not a mail|decoded/i,
    ],
    [
      'broken MIME',
      Buffer.from(
        `${header}Subject: broken\r\nContent-Type: multipart/mixed; boundary="never"\r\n\r\n--other\r\nContent-Type: text/plain\r\n\r\nhello`,
      ),
      'unparsed',
      null,
    ],
    [
      'a charset that does not exist',
      Buffer.from(
        `${header}Subject: charset\r\nContent-Type: text/plain; charset="x-klingon"\r\n\r\nhello \xff`,
        'latin1',
      ),
      'unparsed',
      null,
    ],
    [
      'HTML nested ten thousand deep',
      Buffer.from(`${header}Subject: deep\r\nContent-Type: text/html\r\n\r\n${deep}`),
      'unparsed',
      null,
    ],
    [
      'a mail without From, Subject, Date and Message-ID',
      Buffer.from('X-Nothing: here\r\n\r\njust a body'),
      'unparsed',
      null,
    ],
    [
      'a Message-ID with quotes',
      Buffer.from(`${header}Subject: quotes\r\nMessage-ID: <"it's a \\"test\\""@mail.example>\r\n\r\nhello`),
      'unparsed',
      null,
    ],
  ]

  it.each(cases)(
    '%s is stored, told apart and does not stop the mail behind it',
    async (_name, raw, state, error) => {
      const tally = await drop(world, raw, behind())
      expect(tally).toMatchObject({ fetched: 2, newMessages: 2, parsed: 1, leftInInbox: 2, problems: [] })
      const [message] = await world.db
        .selectFrom('mail_messages')
        .select(['parse_state', 'parse_error', 'raw_size', 'location'])
        .where('raw_size', '=', raw.byteLength)
        .orderBy('id', 'desc')
        .execute()
      expect(message).toMatchObject({ parse_state: state, location: 'inbox', raw_size: raw.byteLength })
      if (error) expect(message?.parse_error).toMatch(error)
      else expect(message?.parse_error).toBeNull()
    },
  )
})
