import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { datenretterMail, DATENRETTER_RULE as RULE } from '../../../test/support/datenretter.ts'
import { useRule } from '../../../test/support/reparsing.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { createServer } from '../../app/server.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { removeRule } from '../parser-rules/index.ts'
import { addUser } from '../people/index.ts'
import { reparseNext } from './reparse-inbox.ts'

const minute = (index: number) => new Date(Date.UTC(2026, 10, 9, 0, index)).toISOString()

describe('reading the whole Inbox again, step by step', () => {
  const world = useTestWorld()
  let server: FastifyInstance
  let cookie = ''
  const step = async (url: string, payload: object) => {
    const headers = { 'x-requested-with': 'backupchecks', cookie }
    return (await server.inject({ method: 'POST', url, headers, payload })).json()
  }

  beforeAll(async () => {
    server = await createServer(world)
    const credentials = { username: 'olga', password: 'een goed lang geheim' }
    await addUser(world, { ...credentials, displayName: '', roles: ['operator'] })
    const answer = await server.inject({
      method: 'POST',
      url: '/api/session/sign-in',
      headers: { 'x-requested-with': 'backupchecks' },
      payload: credentials,
    })
    cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    await useRule(world, RULE)
    await drop(world, datenretterMail({ date: minute(0) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    await removeRule(world, ANNA, RULE.id)
    await drop(
      world,
      ...Array.from({ length: 60 }, (_, index) => datenretterMail({ date: minute(index + 1) })),
      Buffer.from('From: shop@shop.example\r\nSubject: Offer\r\n\r\nBuy now'),
      Buffer.alloc(0),
      vzdumpMail({ date: minute(90) }),
    )
    await useRule(world, RULE)
  })
  afterAll(() => server.close())

  it('answers fifty messages at a time, newest id first, with what became of them; also at its bare address', async () => {
    const first = await step('/inbox/reparse-batch', { last_id: null, total: null })
    expect(first).toEqual({
      processed: 50,
      total: 63,
      parsed_ok: 48,
      auto_approved: 47,
      no_match: 1,
      errors: 1,
      last_id: expect.any(Number),
      done: false,
    })
    await drop(world, vzdumpMail({ date: minute(91) }))
    const second = await step('/api/inbox/reparse-batch', { last_id: first.last_id, total: first.total })
    expect(second).toMatchObject({ processed: 13, total: 63, parsed_ok: 13, auto_approved: 13, done: true })
    expect(await runs(world)).toHaveLength(61)
    expect(await inbox(world)).toHaveLength(4)
  })

  it('has nothing to do in an empty Inbox', async () => {
    const { last_id, ...answer } = await step('/inbox/reparse-batch', { last_id: 1 })
    expect(answer).toMatchObject({ processed: 0, parsed_ok: 0, done: true })
    expect(last_id).toBe(1)
  })

  it('refuses a request of another site at its bare address too', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/inbox/reparse-batch',
      headers: { cookie },
      payload: {},
    })
    expect(answer.statusCode).toBe(403)
  })

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
    expect(answer).toMatchObject({ errors: 2, done: true })
    expect(answer.processed).toBe((await inbox(world)).length)
  })
})
