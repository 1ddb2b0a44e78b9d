import { beforeEach, describe, expect, it } from 'vitest'
import { ANNA, inbox } from '../../../test/support/cast.ts'
import { mailboxSource } from '../../../test/support/mailbox-source.ts'
import type { PaperMailbox } from '../../../test/support/paper-mailbox.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { sql } from '../../platform/db.ts'
import { openIncidents } from '../incidents/incidents.ts'
import { cancelImport } from './cancel-import.ts'
import { importMailbox } from './import-mailbox.ts'
import { importsPage, sourceDetail } from './source-page.ts'

describe('an import of a mailbox', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let id: number
  let mailbox: PaperMailbox
  beforeEach(async () => {
    await sql`truncate mail_messages, import_runs, ingest_incidents cascade`.execute(world.db)
    world.setNow('2026-11-10T08:00:00.000Z')
    const made = await mailboxSource(world)
    id = made.id
    mailbox = made.mailbox
  })

  const running = () => new AbortController().signal
  const run = (signal = running()) =>
    importMailbox(world, { sourceId: id, trigger: 'manual', userId: null }, signal)
  const newest = async () => (await importsPage(world, { sourceId: id, limit: 10 })).rows[0]
  const stored = async () => {
    const { rows } = await sql<{ refs: string[] }>`
      select coalesce(array_agg(source_ref order by id), '{}') as refs from mail_messages where source_id = ${id}`.execute(
      world.db,
    )
    return rows[0]?.refs ?? []
  }
  const day = (n: number) => vzdumpMail({ date: `2026-11-0${n}T01:00:00Z` })

  it('takes in everything that lies there, batch by batch, and counts it', async () => {
    mailbox.put(day(1), day(2), day(3), Buffer.from('no mail at all'), day(5))
    expect(await run()).toMatchObject({
      fetched: 5,
      newMessages: 5,
      duplicates: 0,
      parsed: 4,
      leftInInbox: 5,
      errors: 1,
    })
    expect(mailbox.batchesGiven).toBe(3)
    expect(mailbox.left).toBe(0)
    expect(await inbox(world)).toHaveLength(5)
    expect(await newest()).toMatchObject({
      state: 'complete',
      trigger: 'manual',
      newMessages: 5,
      error: null,
      remaining: null,
    })
    const { rows } = await sql<{ user_name: string; details: object }>`
      select user_name, details from audit_log where event_type = 'import' order by id desc limit 1`.execute(
      world.db,
    )
    expect(rows[0]).toMatchObject({ user_name: 'system', details: { sourceId: id, newMessages: 5 } })
    const source = await sourceDetail(world, id)
    expect(source).toMatchObject({
      lastDeliveryAt: '2026-11-10T08:00:00.000Z',
      canDelete: false,
      runningImport: null,
    })
  })

  it('moves a batch only when it is committed', async () => {
    mailbox.put(day(1), day(2), day(3))
    const safe: number[] = []
    mailbox.beforeSettle = async () => void safe.push((await stored()).length)
    await run()
    expect(safe).toEqual([2, 3])
  })

  it('knows a message by the mailbox’s own id, does not read it again, and moves it at last', async () => {
    mailbox.put(day(1), day(2))
    await run()
    for (const letter of mailbox.letters) letter.settled = false
    mailbox.put(day(3))
    const readings: number[] = []
    const readAll = world.mailReader.readAll.bind(world.mailReader)
    const watched = {
      ...world.mailReader,
      readAll: (...[mails, rules]: Parameters<typeof readAll>) => {
        readings.push(mails.length)
        return readAll(mails, rules)
      },
    }
    const again = Object.create(world, { mailReader: { value: watched } })
    expect(
      await importMailbox(again, { sourceId: id, trigger: 'automatic', userId: null }, running()),
    ).toMatchObject({
      fetched: 3,
      newMessages: 1,
      duplicates: 2,
    })
    expect(readings).toEqual([1])
    expect(mailbox.left).toBe(0)
  })

  it('is complete as of the moment it began, however long it took', async () => {
    mailbox.put(day(1), day(2), day(3))
    mailbox.beforeBatch = (batch) => world.setNow(`2026-11-10T08:0${batch}:00.000Z`)
    await run()
    expect((await sourceDetail(world, id)).lastCompleteImportAt).toBe('2026-11-10T08:00:00.000Z')
    expect(await newest()).toMatchObject({ startedAt: '2026-11-10T08:00:00.000Z', durationMs: 120_000 })
  })

  it('goes on to the end although one message cannot be stored as it was read', async () => {
    await sql`create or replace function refuse() returns trigger language plpgsql as $$
      begin if new.subject like '%poison%' then raise exception 'poisoned' using errcode = '22023'; end if; return new; end $$`.execute(
      world.db,
    )
    await sql`create trigger refuse before insert on mail_messages for each row execute function refuse()`.execute(
      world.db,
    )
    try {
      mailbox.put(day(1), Buffer.from('From: a@customer-a.example\r\nSubject: poison\r\n\r\nx'), day(3))
      expect(await run()).toMatchObject({ fetched: 3, newMessages: 3, errors: 1 })
      expect(mailbox.left).toBe(0)
      const { rows } = await sql<{ parse_error: string; bytes: Buffer }>`
        select parse_error, bytes from mail_messages m join mail_raw on mail_message_id = m.id where parse_state = 'error'`.execute(
        world.db,
      )
      expect(rows).toHaveLength(1)
      expect(rows[0]?.parse_error).toContain('poisoned')
      expect(rows[0]?.bytes.toString()).toContain('Subject: poison')
    } finally {
      await sql`drop trigger refuse on mail_messages`.execute(world.db)
    }
  })

  it('says which messages could not be fetched, and takes the others', async () => {
    mailbox.problems = [{ ref: '1/99', problem: 'The message 99 is broken off.' }]
    mailbox.put(day(1))
    expect(await run()).toMatchObject({ newMessages: 1, errors: 1 })
    expect(await newest()).toMatchObject({
      state: 'complete',
      error: expect.stringContaining('message 99 is broken off'),
    })
  })

  it('ends with the mailbox’s own words, keeps what it had, and opens an incident that the next complete import closes', async () => {
    mailbox.put(day(1), day(2), day(3))
    mailbox.beforeBatch = (batch) => {
      if (batch === 2) throw new MailboxTrouble('sign-in', 'The password was changed; enter the new one.')
    }
    await run()
    expect(await stored()).toHaveLength(2)
    expect(await newest()).toMatchObject({
      state: 'incomplete',
      newMessages: 2,
      error: 'The password was changed; enter the new one.',
    })
    expect((await sourceDetail(world, id)).lastCompleteImportAt).toBeNull()
    expect(await openIncidents(world)).toMatchObject([
      {
        cause: 'unreachable',
        message: 'The password was changed; enter the new one.',
        source: { id },
        since: '2026-11-10T08:00:00.000Z',
      },
    ])
    mailbox.beforeBatch = () => {}
    world.setNow('2026-11-10T08:15:00.000Z')
    await run()
    expect(await openIncidents(world)).toEqual([])
    expect(await stored()).toHaveLength(3)
  })

  it('of a mailbox that only cannot be reached opens an incident when that lasts, and only one', async () => {
    mailbox.put(day(1))
    mailbox.beforeBatch = () => {
      throw new MailboxTrouble('network', 'The server does not answer.')
    }
    const incidents: number[] = []
    for (const minute of ['00', '15', '30', '45']) {
      world.setNow(`2026-11-10T08:${minute}:00.000Z`)
      await run()
      incidents.push((await openIncidents(world)).length)
    }
    expect(incidents).toEqual([0, 0, 1, 1])
    expect((await openIncidents(world))[0]?.since).toBe('2026-11-10T08:00:00.000Z')
  })

  it('that ends with a fault of ours again and again is an incident, too: nothing can be judged meanwhile', async () => {
    mailbox.put(day(1))
    mailbox.beforeBatch = () => {
      throw new TypeError('cannot read properties of undefined')
    }
    for (const minute of ['00', '15', '30']) {
      expect(await openIncidents(world)).toEqual([])
      world.setNow(`2026-11-10T08:${minute}:00.000Z`)
      await expect(run()).rejects.toThrow('cannot read')
    }
    expect(await openIncidents(world)).toMatchObject([
      { cause: 'unreachable', message: expect.stringContaining('This import could not go on: cannot read') },
    ])
  })

  it('whose process ends in the middle three times is an incident until one is done', async () => {
    const incidents: number[] = []
    for (const [index, minute] of ['00', '15', '30'].entries()) {
      mailbox.put(day(index + 1))
      world.setNow(`2026-11-10T08:${minute}:00.000Z`)
      const stop = new AbortController()
      mailbox.beforeBatch = () => stop.abort()
      await run(stop.signal)
    }
    mailbox.put(day(4))
    mailbox.beforeBatch = async () => void incidents.push((await openIncidents(world)).length)
    await run()
    expect(incidents[0]).toBe(1)
    expect(await openIncidents(world)).toEqual([])
  })

  it('files what it stored although the mailbox then fails to move it', async () => {
    mailbox.put(day(1))
    mailbox.beforeSettle = () => {
      throw new MailboxTrouble('permission', 'Messages may not be moved.')
    }
    await run()
    expect(await inbox(world)).toMatchObject([{ software: 'Proxmox VE' }])
    expect(await newest()).toMatchObject({
      state: 'incomplete',
      newMessages: 1,
      error: 'Messages may not be moved.',
    })
    mailbox.beforeSettle = () => {}
    expect(await run()).toMatchObject({ fetched: 1, duplicates: 1 })
    expect(mailbox.left).toBe(0)
  })

  it.each([
    ['waits as long as the other side asks', 600, '2026-11-10T08:10:00.000Z'],
    ['asks again after an hour, however long it was told to wait', 999_999_999, '2026-11-10T09:00:00.000Z'],
  ])('%s', async (_what, retryAfterSeconds, notBefore) => {
    mailbox.put(day(1))
    mailbox.beforeBatch = () => {
      throw new MailboxTrouble('throttled', 'Too many requests.', { retryAfterSeconds })
    }
    await run()
    const { rows } = await sql<{
      not_before: string
    }>`select not_before from sources where id = ${id}`.execute(world.db)
    expect(rows[0]?.not_before).toBe(notBefore)
  })

  it('stops after what it has in hand when somebody cancels it, and says so', async () => {
    mailbox.put(day(1), day(2), day(3), day(4), day(5))
    mailbox.beforeBatch = async (batch) => {
      if (batch === 2) expect(await cancelImport(world, ANNA, id)).toBe(true)
    }
    await run()
    expect((await stored()).length).toBeLessThan(5)
    expect(await newest()).toMatchObject({ state: 'cancelled' })
    expect((await sourceDetail(world, id)).lastCompleteImportAt).toBeNull()
    expect(await cancelImport(world, ANNA, id)).toBe(false)
  })

  it('that is stopped with its process says so, and the next one goes on', async () => {
    mailbox.put(day(1), day(2), day(3))
    const stop = new AbortController()
    mailbox.beforeBatch = (batch) => {
      if (batch === 2) stop.abort()
    }
    await run(stop.signal)
    expect(await newest()).toMatchObject({ state: 'interrupted', newMessages: expect.any(Number) })
    mailbox.beforeBatch = () => {}
    await run()
    expect(await stored()).toHaveLength(3)
  })

  it('of one source runs once at a time', async () => {
    mailbox.put(day(1))
    mailbox.beforeBatch = async () => expect(await run()).toBeNull()
    expect(await run()).toMatchObject({ newMessages: 1 })
    expect((await importsPage(world, { sourceId: id, limit: 10 })).total).toBe(1)
  })

  it('can be watched while it runs', async () => {
    mailbox.put(day(1), day(2), day(3))
    const gone = new AbortController()
    const notices = world.live.subscribe(['import'], gone.signal)
    await notices.next()
    await run()
    const seen: unknown[] = []
    while (seen.length < 4) seen.push((await notices.next()).value?.data)
    expect(seen).toMatchObject([
      { state: 'running', fetched: 0 },
      { state: 'running', fetched: 2, remaining: 1 },
      { state: 'running', fetched: 3, remaining: 0 },
      { state: 'complete', fetched: 3, newMessages: 3, source: { id } },
    ])
    gone.abort()
  })

  it('tells its history page by page', async () => {
    for (const minute of ['00', '01', '02']) {
      world.setNow(`2026-11-10T08:${minute}:00.000Z`)
      await run()
    }
    const first = await importsPage(world, { sourceId: id, limit: 2 })
    expect(first.total).toBe(3)
    const second = await importsPage(world, { sourceId: id, limit: 2, after: first.next ?? '' })
    expect([...first.rows, ...second.rows].map((row) => row.startedAt)).toEqual([
      '2026-11-10T08:02:00.000Z',
      '2026-11-10T08:01:00.000Z',
      '2026-11-10T08:00:00.000Z',
    ])
    expect(second.next).toBeNull()
  })
})
