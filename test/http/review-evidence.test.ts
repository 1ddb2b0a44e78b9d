import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/app/server.ts'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { linkEvidence } from '../../src/features/audit/chain.ts'
import { evidenceState } from '../../src/features/audit/review-evidence.ts'
import { addUser } from '../../src/features/people/index.ts'
import { reviewRuns, runChecksPage } from '../../src/features/run-checks/index.ts'
import { undoReview } from '../../src/features/run-checks/review.ts'
import { sql } from '../../src/platform/db.ts'
import { ANNA, approveAsNew, customer, drop, inbox } from '../support/cast.ts'
import { appendEvents, tamper } from '../support/evidence.ts'
import { useTestWorld } from '../support/world.ts'

const credentials = { username: 'the-admin', password: 'a long enough secret' }

describe('the review evidence of a customer', () => {
  const world = useTestWorld('2026-11-10T22:30:00.000Z')
  let server: FastifyInstance
  let cookie = ''
  let customerId = 0

  const ask = (query: string) =>
    server.inject({ url: `/api/audit/review-evidence?${query}`, headers: { cookie } })
  const linesOf = (body: string) =>
    body
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')

  beforeAll(async () => {
    server = await createServer(world)
    await addUser(world, { ...credentials, displayName: '', roles: ['admin'] })
    const answer = await server.inject({
      method: 'POST',
      url: '/api/session/sign-in',
      headers: { 'x-requested-with': 'backupchecks' },
      payload: credentials,
    })
    cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    await drop(world, vzdumpMail({ date: '2026-11-10T01:00:00Z' }))
    customerId = await customer(world, '=HYPERLINK("http://x.example")')
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, customerId)
    const [row] = (await runChecksPage(world, { limit: 10, sort: 'severity' })).rows
    const evil = { userId: null, name: '=cmd|"/c calc"!A1' }
    const { batchId } = await reviewRuns(world, evil, row?.runIds ?? [])
    // Half past midnight of the next day in Amsterdam.
    world.setNow('2026-11-10T23:30:00.000Z')
    await undoReview(world, evil, batchId)
    await reviewRuns(world, ANNA, row?.runIds ?? [])
    await linkEvidence(world)
  })
  afterAll(() => server.close())

  it('is told as CSV: who did what to which run and when, in a stated zone, with what was before and after', async () => {
    const answer = await ask(`customerId=${customerId}&from=2026-11-10&to=2026-11-11&format=csv`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="review-evidence-${customerId}-2026-11-10-2026-11-11.csv"`,
    )
    const [head, ...rows] = linesOf(answer.body)
    expect(head).toContain('At (Europe/Amsterdam)')
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(/^2026-11-10T23:30:00\+01:00,.*,reviewed,/)
    expect(rows[1]).toMatch(/^2026-11-11T00:30:00\+01:00,.*,undone,/)
    expect(rows[2]).toContain('anna,,reviewed,')
  })

  it('gives a spreadsheet nothing to calculate', async () => {
    const { body } = await ask(`customerId=${customerId}&from=2026-11-10&to=2026-11-11&format=csv`)
    expect(body).toContain(`"'=cmd|""/c calc""!A1"`)
    for (const line of linesOf(body))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+\-@]/)
  })

  it('ends with the last day asked for, by the local clock', async () => {
    const { body } = await ask(`customerId=${customerId}&from=2026-11-10&to=2026-11-10&format=csv`)
    expect(linesOf(body)).toHaveLength(2)
    const inUtc = await ask(`customerId=${customerId}&from=2026-11-10&to=2026-11-10&format=csv&timeZone=UTC`)
    expect(linesOf(inUtc.body)).toHaveLength(4)
    expect(inUtc.body).toContain('2026-11-10T22:30:00+00:00')
  })

  it('is told as JSON with its links and how far the chain reached', async () => {
    const answer = await ask(`customerId=${customerId}&from=2026-11-10&to=2026-11-11&format=json`)
    const told = answer.json()
    expect(told).toMatchObject({
      kind: 'backupchecks_review_evidence',
      customer: { id: customerId, name: '=HYPERLINK("http://x.example")' },
      from: '2026-11-10',
      to: '2026-11-11',
      timeZone: 'Europe/Amsterdam',
      chainHead: { position: 3 },
    })
    expect(told.events).toHaveLength(3)
    expect(told.events[1]).toMatchObject({
      position: 2,
      action: 'undone',
      before: { reviewed_at: expect.stringContaining('2026-11-10T22:30'), status: 'success' },
      after: { reviewed_at: null },
    })
    expect(told.events[1].previousHash).toBe(told.events[0].hash)
    expect(told.chainHead.hash).toBe(told.events[2].hash)
  })

  it('is whole JSON when there is nothing to tell', async () => {
    const answer = await ask(`customerId=${customerId}&from=2020-01-01&to=2020-01-31&format=json`)
    expect(answer.json()).toMatchObject({ events: [] })
  })

  it('says what is wrong with a question', async () => {
    expect((await ask(`customerId=999999&from=2026-11-10&to=2026-11-11&format=csv`)).statusCode).toBe(404)
    const backwards = await ask(`customerId=${customerId}&from=2026-11-11&to=2026-11-10&format=csv`)
    expect([backwards.statusCode, backwards.json().code]).toEqual([422, 'period_backwards'])
    expect((await ask(`customerId=${customerId}&from=2026-13-11&to=2026-11-10&format=csv`)).statusCode).toBe(
      400,
    )
    const zone = await ask(
      `customerId=${customerId}&from=2026-11-10&to=2026-11-10&format=csv&timeZone=Mars/Olympus`,
    )
    expect([zone.statusCode, zone.json().code]).toEqual([422, 'unknown_time_zone'])
  })

  it('is itself noted in the audit log', async () => {
    const { rows } = await sql<{ user_name: string; details: object }>`
      select user_name, details from audit_log where event_type = 'evidence.exported' order by id limit 1`.execute(
      world.db,
    )
    expect(rows).toEqual([
      {
        user_name: 'the-admin',
        details: {
          customerId,
          from: '2026-11-10',
          to: '2026-11-11',
          format: 'csv',
          timeZone: 'Europe/Amsterdam',
        },
      },
    ])
  })

  it('comes page by page, every event once, however many there are', async () => {
    world.setNow('2026-05-01T00:00:00.000Z')
    await appendEvents(world, 5000, 'bram', customerId)
    await tamper(
      world,
      `update job_run_review_events set at = at + interval '1 microsecond' * (run_id % 999) where user_name = 'bram'`,
    )
    const { body } = await ask(`customerId=${customerId}&from=2026-05-01&to=2026-05-31&format=csv`)
    const rows = linesOf(body).slice(1)
    expect(rows).toHaveLength(5000)
    expect(new Set(rows).size).toBe(5000)
    expect(rows).toEqual(rows.toSorted())
  })
})

describe('the state of the evidence', () => {
  const world = useTestWorld()

  it('tells how far each chain reaches and what is not linked yet', async () => {
    await appendEvents(world, 3)
    await linkEvidence(world)
    await appendEvents(world, 2)
    expect(await evidenceState(world)).toMatchObject({
      reviewEvents: { linked: 3, waiting: 2, head: expect.stringMatching(/^[0-9a-f]{64}$/) },
      auditLog: { linked: 0, waiting: 0, head: null },
    })
  })
})
