import { beforeAll, describe, expect, it } from 'vitest'
import { drop } from '../../../test/support/cast.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { mail, vzdumpMail } from '../../demo/report-mails.ts'
import type { ParserRule } from '../../domain/parser-rule.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { sql } from '../../platform/db.ts'
import { inboxPage } from '../inbox/inbox.ts'
import { countParserDays, driftAlarms } from './index.ts'
import { listParsers, parserById } from './parsers.ts'

const TODAY = '2026-11-24'
const RULE: ParserRule = {
  id: 'rule-acme',
  version: 1,
  name: 'Acme tape robot',
  software: 'Acme',
  type: 'Backup',
  informational: false,
  cadence: 'report',
  conditions: [{ part: 'subject', how: 'starts with', value: 'ACME' }],
  jobName: { way: 'label', label: 'Job' },
  host: null,
  status: { way: 'label', label: 'Status' },
  statusWords: { success: ['ok'], warning: [], failed: ['bad'] },
  message: null,
  startedAt: null,
  endedAt: null,
  totalBytes: null,
  objects: null,
}

/** Puts a rule into the list of parsers. */
async function place(
  world: TestWorld,
  rule: ParserRule,
  { before, enabled = true }: { before: string | null; enabled?: boolean },
) {
  await sql`insert into parser_rule_places (rule_id, enabled, before_parser_id, position) values (${rule.id}, ${enabled}, ${before}, 1)`.execute(
    world.db,
  )
  await sql`insert into parser_rules (rule_id, version, rule) values (${rule.id}, ${rule.version}, ${JSON.stringify(rule)}::jsonb)`.execute(
    world.db,
  )
}

/** A moment so many days before today, each message at its own second. */
function at(daysAgo: number, second: number): string {
  const minute = String(Math.floor(second / 60)).padStart(2, '0')
  const day = Temporal.PlainDate.from(TODAY).subtract({ days: daysAgo })
  return `${day}T03:${minute}:${String(second % 60).padStart(2, '0')}Z`
}

const NODE = 'pve01.customer-a.example'
const read = (daysAgo: number, count: number) =>
  Array.from({ length: count }, (_, second) => vzdumpMail({ date: at(daysAgo, second), node: NODE }))
const newLayout = (daysAgo: number, count: number) =>
  Array.from({ length: count }, (_, second) =>
    mail({
      from: `root@${NODE}`,
      to: 'reports@msp.example',
      subject: 'Guests were saved',
      date: at(daysAgo, second),
      messageId: `new-layout-${daysAgo}-${second}`,
      text: 'All is well',
    }),
  )

describe('the list of parsers', () => {
  const world = useTestWorld(`${TODAY}T12:00:00.000Z`)

  it('is there before any mail: every built-in parser in the order in which mails are tried', async () => {
    const { rows, countedAt } = await listParsers(world)
    expect(rows.map(({ id }) => id)).toEqual(PARSERS.map(({ id }) => id))
    expect(rows.map(({ position }) => position)).toEqual(PARSERS.map((_parser, index) => index + 1))
    expect(rows.every((row) => row.kind === 'built-in' && row.matched === 0 && row.alarms.length === 0)).toBe(
      true,
    )
    expect(countedAt).toBeNull()
  })

  it('has a rule where it is tried, and one that is switched off where it would be, without a number', async () => {
    await place(world, RULE, { before: 'veeam-job' })
    await place(
      world,
      { ...RULE, id: 'rule-asleep', name: 'Asleep', version: 3 },
      { before: null, enabled: false },
    )
    const { rows } = await listParsers(world)
    const index = rows.findIndex(({ id }) => id === 'rule-acme')
    expect(rows[index + 1]?.id).toBe('veeam-job')
    expect(rows[index]).toMatchObject({
      kind: 'rule',
      name: 'Acme tape robot',
      origin: 'user rule',
      enabled: true,
      position: index + 1,
      criteria: [{ part: 'Subject', how: 'starts with', texts: ['ACME'] }],
    })
    expect(rows.at(-1)).toMatchObject({ id: 'rule-asleep', version: 3, enabled: false, position: null })
    expect(rows.at(-2)?.position).toBe(PARSERS.length + 1)
  })

  it('counts the last 30 days, today included', async () => {
    await drop(world, ...read(30, 2), ...read(29, 3), ...read(0, 1), ...newLayout(0, 2))
    await countParserDays(world)
    const { rows, countedAt } = await listParsers(world)
    expect(rows.find(({ id }) => id === 'proxmox-vzdump')).toMatchObject({ matched: 4, failed: 2 })
    expect(countedAt).toBe(`${TODAY}T12:00:00.000Z`)
  })

  it('knows nothing of a parser that there is not', async () => {
    await expect(parserById(world, 'rule-nowhere')).rejects.toMatchObject({ status: 404 })
  })
})

describe('a report that changed its layout', () => {
  const world = useTestWorld(`${TODAY}T12:00:00.000Z`)

  beforeAll(async () => {
    for (let daysAgo = 34; daysAgo >= 0; daysAgo--)
      await drop(world, ...(daysAgo < 5 ? newLayout(daysAgo, 4) : read(daysAgo, 4)))
    await countParserDays(world)
  })

  it('raises an alarm that says since when, and what to do', async () => {
    expect(await driftAlarms(world)).toMatchObject([
      {
        parserId: 'proxmox-vzdump',
        measure: 'match',
        before: { count: 112, of: 112 },
        now: { count: 8, of: 28 },
        since: '2026-11-20',
        says: expect.stringContaining('from 100% (112 of 112 in 28 days) to 29% (8 of 28 in the last 7)'),
      },
    ])
  })

  it('is seen in the days of its parser', async () => {
    const { days, rates, alarms } = await parserById(world, 'proxmox-vzdump')
    expect(days).toHaveLength(35)
    expect(days[0]).toEqual({ day: '2026-10-21', read: 4, failed: 0 })
    expect(days.slice(-6).map((day) => [day.read, day.failed])).toEqual([
      [4, 0],
      [0, 4],
      [0, 4],
      [0, 4],
      [0, 4],
      [0, 4],
    ])
    expect(rates.find(({ measure }) => measure === 'objects')).toMatchObject({
      before: { count: 112, of: 112 },
      now: { count: 8, of: 8 },
    })
    expect(alarms).toHaveLength(1)
  })

  it('is found in the Inbox by the parser that used to read its sender, and no stranger is', async () => {
    await drop(
      world,
      mail({
        from: 'shop@shop.example',
        to: 'reports@msp.example',
        subject: 'Offer',
        date: at(0, 30),
        messageId: 'offer',
        text: 'Buy',
      }),
    )
    await countParserDays(world)
    const unread = await inboxPage(world, { limit: 100, unreadOf: 'proxmox-vzdump' })
    expect(unread.total).toBe(20)
    expect(new Set(unread.rows.map(({ from_address }) => from_address))).toEqual(new Set([`root@${NODE}`]))
    expect((await inboxPage(world, { limit: 10, unreadOf: 'veeam-job' })).total).toBe(0)
    expect((await inboxPage(world, { limit: 10, parser: 'proxmox-vzdump' })).total).toBe(120)
    expect((await inboxPage(world, { limit: 10, parser: 'veeam-job' })).total).toBe(0)
  })

  it('alarms no more once a person ignored the mails as none of ours', async () => {
    await sql`with rule as (
        insert into ignore_rules (from_address, subject_pattern) values (${`root@${NODE}`}, 'Guests were saved') returning id)
      update mail_messages set location = 'processed', ignore_rule_id = (select id from rule) where parse_state = 'unparsed'`.execute(
      world.db,
    )
    await sql`delete from parser_days`.execute(world.db)
    await countParserDays(world)
    expect(await driftAlarms(world)).toEqual([])
  })
})
