import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/app/server.ts'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { removeRule } from '../../src/features/parser-rules/index.ts'
import { addUser } from '../../src/features/people/index.ts'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../support/cast.ts'
import { datenretterMail, DATENRETTER_RULE as RULE } from '../support/datenretter.ts'
import { useRule } from '../support/reparsing.ts'
import { useTestWorld } from '../support/world.ts'

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
    const events = await world.db
      .selectFrom('audit_log')
      .select(['user_name', 'details'])
      .where('event_type', '=', 'inbox reparsed')
      .execute()
    expect(events).toEqual([{ user_name: 'olga', details: { total: 63 } }])
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
})
