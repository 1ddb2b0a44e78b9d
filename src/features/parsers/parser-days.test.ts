import { describe, expect, it } from 'vitest'
import { drop, inbox } from '../../../test/support/cast.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { hyperBackupMail, mail, pbsVerifyMail, vzdumpMail } from '../../demo/report-mails.ts'
import { SYSTEM } from '../../domain/actor.ts'
import { sql } from '../../platform/db.ts'
import { deleteMessages } from '../inbox/inbox.ts'
import { reparseMessages } from '../inbox/reparse-inbox.ts'
import { changeSettings } from '../settings/index.ts'
import { countParserDays, recountParserDays } from './count-days.ts'

const BOTH = 'root@pve01.customer-a.example'
const vzdump = (date: string, ok = true) => vzdumpMail({ date, guests: [{ id: 100, name: 'web01', ok }] })
const foreign = (date: string, from = BOTH, text = 'A page was printed') =>
  mail({
    from,
    to: 'reports@msp.example',
    subject: 'Printer',
    date,
    messageId: `printer-${from}-${date}`,
    text,
  })

/** The counted days of a parser, or of all, oldest first. */
async function counted(world: TestWorld, parserId?: string) {
  const { rows } = await sql<Record<string, unknown> & { counted_at: string }>`
    select * from parser_days where ${parserId ?? null}::text is null or parser_id = ${parserId ?? null} order by day, parser_id
  `.execute(world.db)
  return rows.map(({ counted_at: _at, ...facts }) => facts)
}

/** The senders of unread messages by day, with the parser that they were given to. */
async function unreadSenders(world: TestWorld) {
  const rows = await world.db
    .selectFrom('parser_unread_senders')
    .selectAll()
    .orderBy('day')
    .orderBy('from_address')
    .execute()
  return rows.map((row) => `${row.day} ${row.from_address} ${row.parser_id} ${row.messages}`)
}

describe('the days of a parser', () => {
  const world = useTestWorld('2026-11-10T12:00:00.000Z')

  it('begin empty, and stay so without mail', async () => {
    await countParserDays(world)
    expect(await counted(world)).toEqual([])
  })

  it('hold what it read on each day of the time zone of the pages, and which facts the results carried', async () => {
    await drop(
      world,
      vzdump('2026-11-08T22:59:00Z'),
      vzdump('2026-11-08T23:01:00Z'),
      vzdump('2026-11-09T02:00:00Z', false),
    )
    await countParserDays(world)
    expect(await counted(world)).toMatchObject([
      { day: '2026-11-08', parser_id: 'proxmox-vzdump', messages: 1, failed: 0, results: 1, with_objects: 1 },
      {
        day: '2026-11-09',
        parser_id: 'proxmox-vzdump',
        messages: 2,
        failed: 0,
        results: 2,
        with_host: 2,
        with_known_status: 2,
      },
    ])
  })

  it('hold what nothing could read of the senders that it read before, and nothing of strangers', async () => {
    await drop(world, foreign('2026-11-10T08:00:00Z'), foreign('2026-11-10T09:00:00Z', 'shop@shop.example'))
    await countParserDays(world)
    expect((await counted(world)).at(-1)).toMatchObject({
      day: '2026-11-10',
      parser_id: 'proxmox-vzdump',
      messages: 0,
      failed: 1,
      parser_version: null,
    })
  })

  it('are the same when they are counted again', async () => {
    const before = [await counted(world), await unreadSenders(world)]
    expect(before[1]).toEqual([`2026-11-10 ${BOTH} proxmox-vzdump 1`])
    await countParserDays(world)
    await Promise.all([countParserDays(world), recountParserDays(world)])
    expect([await counted(world), await unreadSenders(world)]).toEqual(before)
  })

  it('forget a message that a person deleted as none of ours', async () => {
    const unread = (await inbox(world)).filter(
      (row) => row.parse_state === 'unparsed' && row.from_address === BOTH,
    )
    await deleteMessages(
      world,
      SYSTEM,
      unread.map(({ id }) => id),
    )
    await countParserDays(world)
    expect((await counted(world)).map(({ day }) => day)).toEqual(['2026-11-08', '2026-11-09'])
    expect(await unreadSenders(world)).toEqual([])
  })

  it('give the unread mail of a sender to the parser that read most of its messages', async () => {
    const from = 'alarm@device.customer-b.example'
    await drop(
      world,
      ...[1, 2, 3].map((day) =>
        vzdumpMail({
          date: `2026-11-0${day}T02:00:00Z`,
          from: `vzdump <${from}>`,
          node: 'n.customer-b.example',
        }),
      ),
      ...[4, 5].map((day) =>
        hyperBackupMail({ task: 'Cloud', nas: 'NAS', ok: true, date: `2026-11-0${day}T02:00:00Z`, from }),
      ),
      foreign('2026-11-10T10:00:00Z', from),
    )
    await recountParserDays(world)
    expect((await counted(world)).at(-1)).toMatchObject({
      day: '2026-11-10',
      parser_id: 'proxmox-vzdump',
      failed: 1,
    })
    expect(
      (await counted(world, 'synology-hyper-backup')).map(({ day, messages }) => [day, messages]),
    ).toEqual([
      ['2026-11-04', 1],
      ['2026-11-05', 1],
    ])
  })

  it('look back 60 days for a sender and no further', async () => {
    const from = 'root@old.customer-c.example'
    const old = (date: string) =>
      vzdumpMail({ date, from: `vzdump <${from}>`, node: 'old.customer-c.example' })
    await drop(
      world,
      old('2026-09-09T12:00:00Z'),
      foreign('2026-11-08T08:00:00Z', from),
      foreign('2026-11-09T08:00:00Z', from),
    )
    await recountParserDays(world)
    const failed = (await counted(world, 'proxmox-vzdump')).filter((row) => Number(row.failed) > 0)
    expect(failed.map(({ day, failed }) => [day, failed])).toEqual([
      ['2026-11-08', 1],
      ['2026-11-10', 1],
    ])
  })

  it('follow a re-parse', async () => {
    await sql`update mail_messages set parse_state = 'unparsed', parser_id = null, parser_version = null, parsed = null
      where received_at = '2026-11-05T02:00:00Z'`.execute(world.db)
    await recountParserDays(world)
    expect((await counted(world, 'synology-hyper-backup')).map(({ day }) => day)).toEqual(['2026-11-04'])
    const { rows } = await sql<{
      id: number
    }>`select id from mail_messages where received_at = '2026-11-05T02:00:00Z'`.execute(world.db)
    await reparseMessages(
      world,
      SYSTEM,
      rows.map(({ id }) => id),
    )
    await recountParserDays(world)
    expect((await counted(world, 'synology-hyper-backup')).map(({ day }) => day)).toEqual([
      '2026-11-04',
      '2026-11-05',
    ])
  })

  it('move with the time zone of the settings', async () => {
    await changeSettings(world, SYSTEM, { ui_timezone: 'Asia/Tokyo' })
    await recountParserDays(world)
    const days = await counted(world, 'proxmox-vzdump')
    expect(days.find(({ day }) => day === '2026-11-09')).toMatchObject({ messages: 3 })
    expect(days.find(({ day }) => day === '2026-11-08')).toMatchObject({ messages: 0, failed: 1 })
  })
})

describe('the senders of unread messages', () => {
  const world = useTestWorld('2026-11-10T12:00:00.000Z')

  it('are let go after 60 days; what was counted stays', async () => {
    await drop(world, vzdump('2026-11-08T02:00:00Z'), foreign('2026-11-09T08:00:00Z'))
    await countParserDays(world)
    world.setNow('2027-01-07T12:00:00.000Z')
    await recountParserDays(world)
    expect(await unreadSenders(world)).toHaveLength(1)
    world.setNow('2027-01-08T12:00:00.000Z')
    await recountParserDays(world)
    expect(await unreadSenders(world)).toEqual([])
    expect((await counted(world)).map(({ day, failed }) => [day, failed])).toEqual([
      ['2026-11-08', 0],
      ['2026-11-09', 1],
    ])
  })
})

describe('a warning whose words nobody knows', () => {
  const world = useTestWorld('2026-11-10T12:00:00.000Z')
  const verify = (ok: boolean, hour: number, word?: string) => {
    const raw = pbsVerifyMail({
      server: 'pbs01',
      domain: 'customer-a.example',
      jobId: 'v1',
      datastore: 'store',
      ok,
      date: `2026-11-10T0${hour}:00:00Z`,
    })
    return word ? Buffer.from(raw.toString().replaceAll('successful', word)) : raw
  }

  it('is counted as a result whose status is not understood; a failure and a success are understood', async () => {
    await drop(world, verify(true, 1), verify(false, 2), verify(true, 3, 'zorblaxed'))
    await countParserDays(world)
    expect(await counted(world)).toMatchObject([
      { parser_id: 'proxmox-backup-server-verify', results: 3, with_known_status: 2 },
    ])
  })
})
