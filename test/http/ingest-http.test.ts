import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/app/server.ts'
import { mail, vzdumpMail } from '../../src/demo/report-mails.ts'
import { messageDetail } from '../../src/features/inbox/index.ts'
import { rereadMessages } from '../../src/features/ingest/index.ts'
import { createToken, revokeToken, tokenList } from '../../src/features/tokens/tokens.ts'
import { sql } from '../../src/platform/db.ts'
import { ANNA, approveAsNew, customer, inbox, runs } from '../support/cast.ts'
import { useTestWorld } from '../support/world.ts'

describe('a report over HTTP', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let server: FastifyInstance
  let secret = ''
  beforeAll(async () => {
    server = await createServer(world)
    secret = await tokenNamed('nas-script')
  })
  afterAll(() => server.close())

  async function tokenNamed(
    name: string,
    more: { customerId?: number; expiresAt?: string } = {},
  ): Promise<string> {
    const made = await createToken(world, ANNA, {
      name,
      customerId: null,
      roleCeiling: 'reporter',
      expiresAt: null,
      ...more,
    })
    return made.secret
  }
  const post = (url: string, body: string | Buffer, type: string, token = secret) =>
    server.inject({
      method: 'POST',
      url: `/api/ingest/${url}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      payload: body,
    })
  const run = (report: object, token = secret) =>
    post('run', JSON.stringify(report), 'application/json', token)
  const REPORT = {
    job: 'Nightly dump',
    status: 'success',
    host: 'db-01.customer.example',
    objects: [{ name: 'orders', status: 'success', size: 12 }],
  }
  const messages = async () =>
    (await sql<{ n: number }>`select count(*) as n from mail_messages`.execute(world.db)).rows[0]?.n

  it('as JSON waits in the Inbox until its job is known, then becomes a run by itself', async () => {
    const first = await run(REPORT)
    expect(first.statusCode).toBe(200)
    expect(first.json()).toEqual({ messageId: expect.any(Number), duplicate: false, outcome: 'inbox' })
    const [row] = await inbox(world)
    expect(row).toMatchObject({
      from_address: 'nas-script@http.invalid',
      software: 'Backupchecks',
      job_name: 'Nightly dump',
      status: 'success',
    })
    await approveAsNew(world, row?.id ?? 0, await customer(world, 'Bakkerij Voorbeeld'))
    world.setNow('2026-11-10T09:00:00.000Z')
    expect((await run(REPORT)).json()).toMatchObject({ duplicate: false, outcome: 'run' })
    expect(await runs(world)).toMatchObject([
      {
        job: 'Nightly dump',
        status: 'success',
        run_at: '2026-11-10T08:00:00.000Z',
        objects: ['orders success'],
      },
      { job: 'Nightly dump', status: 'success', run_at: '2026-11-10T09:00:00.000Z' },
    ])
    const { rows } = await sql<{ source_type: string; kind: string; raw: string }>`
      select r.source_type, s.kind, convert_from(w.bytes, 'UTF8') as raw from job_runs r
      join mail_messages m on m.id = r.mail_message_id join sources s on s.id = m.source_id join mail_raw w on w.mail_message_id = m.id limit 1`.execute(
      world.db,
    )
    expect(rows[0]).toMatchObject({ source_type: 'http', kind: 'http' })
    expect(JSON.parse(rows[0]?.raw ?? '')).toEqual(REPORT)
  })

  it('as JSON is read again from what is kept of it', async () => {
    const { json } = await run({ ...REPORT, job: 'Read again' })
    const again = await rereadMessages(world, ANNA, [json().messageId])
    expect(again).toMatchObject({ parsed: 1, unparsed: 0, errors: 0 })
    expect(await messageDetail(world, json().messageId)).toMatchObject({
      message: { parsed_from: 'raw', parser_id: 'backupchecks-plain-report' },
    })
  })

  it('is one report with one idempotency key, for seven days, however often and at once it comes', async () => {
    const keyed = { ...REPORT, idempotency_key: 'run-4711' }
    const answers = await Promise.all([run(keyed), run(keyed), run({ ...keyed, status: 'failed' })])
    expect(new Set(answers.map((answer) => answer.json().messageId)).size).toBe(1)
    expect(answers.filter((answer) => !answer.json().duplicate)).toHaveLength(1)
    world.setNow('2026-11-17T08:59:00.000Z')
    expect((await run(keyed)).json()).toMatchObject({ duplicate: true })
    world.setNow('2026-11-17T09:01:00.000Z')
    expect((await run(keyed)).json()).toMatchObject({ duplicate: false })
  })

  it('as a mail is taken in like any other, and is the same when it comes again', async () => {
    const raw = vzdumpMail({ date: '2026-11-17T01:00:00Z' })
    const first = await post('mail', Buffer.from(raw), 'message/rfc822')
    expect(first.json()).toMatchObject({ duplicate: false, outcome: 'inbox' })
    const again = await post('mail', Buffer.from(raw), 'application/octet-stream')
    expect(again.json()).toEqual({ messageId: first.json().messageId, duplicate: true, outcome: 'inbox' })
  })

  it.each([
    ['something that is no mail', () => post('mail', 'hello', 'message/rfc822'), 422, 'not_a_mail'],
    ['an empty mail', () => post('mail', '', 'message/rfc822'), 422, 'not_a_mail'],
    ['a mail of another type', () => post('mail', 'hello', 'text/plain'), 415, 'wrong_content_type'],
    [
      'a mail that is too large',
      () => post('mail', Buffer.alloc(25 * 1024 * 1024 + 1, 97), 'message/rfc822'),
      413,
      'too_large',
    ],
    ['no JSON', () => post('run', '{"job":', 'application/json'), 400, ''],
    ['a report without a job', () => run({ status: 'success' }), 400, 'invalid_input'],
    [
      'a start that is no time',
      () => run({ job: 'x', status: 'success', started_at: 'yesterday' }),
      422,
      'not_a_time',
    ],
    [
      'an end that is no day, which does not use up its key,',
      () => run({ job: 'x', status: 'success', ended_at: '2026-02-31T03:00:00Z', idempotency_key: 'k-time' }),
      422,
      'not_a_time',
    ],
    ['a status that nobody knows', () => run({ job: 'x', status: 'fine' }), 400, 'invalid_input'],
  ])('is refused when it is %s, with what to do, and nothing is kept', async (_what, send, status, code) => {
    const before = await messages()
    const answer = await send()
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    if (code) expect(answer.json()).toMatchObject({ code, detail: expect.any(String) })
    expect(await messages()).toBe(before)
  })

  it('is refused once its token is revoked or expired; another token may take over the name and its jobs', async () => {
    const old = await tokenNamed('backup-server')
    await run({ ...REPORT, job: 'Handed over' }, old)
    const row = (await inbox(world)).find(({ from_address }) => from_address === 'backup-server@http.invalid')
    await approveAsNew(world, row?.id ?? 0, await customer(world, 'Garage Fictie'))
    await expect(tokenNamed('backup-server')).rejects.toMatchObject({ code: 'name_taken' })
    const token = (await tokenList(world)).find(({ name }) => name === 'backup-server')
    expect(token).toMatchObject({ lastUsedAt: world.clock(), revokedAt: null })
    await revokeToken(world, ANNA, token?.id ?? 0)
    expect((await run(REPORT, old)).json()).toMatchObject({ status: 401, code: 'token_revoked' })
    const next = await tokenNamed('backup-server', { expiresAt: '2026-11-18T00:00:00.000Z' })
    world.setNow('2026-11-17T12:00:00.000Z')
    expect((await run({ ...REPORT, job: 'Handed over' }, next)).json()).toMatchObject({ outcome: 'run' })
    world.setNow('2026-11-18T00:00:00.000Z')
    expect((await run(REPORT, next)).json()).toMatchObject({ status: 401, code: 'token_expired' })
  })

  it('shows a token’s secret once, and keeps only its hash', async () => {
    const shown = await tokenNamed('only-once')
    const { rows } = await sql<{ all: string }>`
      select string_agg(t::text || encode(token_hash, 'escape'), '') || (select string_agg(a::text, '') from audit_log a) as all from api_tokens t`.execute(
      world.db,
    )
    expect(rows[0]?.all).not.toContain(shown)
    expect(JSON.stringify(await tokenList(world))).not.toContain(shown)
  })

  it('with the token of one customer never becomes a run of another one’s job', async () => {
    const owner = await customer(world, 'Praktijk Verzonnen')
    const other = await customer(world, 'Kantoor Bedacht')
    const night = (date: string) =>
      Buffer.from(
        mail({
          date,
          from: 'nas@shared.example',
          to: 'reports@msp.example',
          messageId: date,
          subject: 'x',
          text: 'Backupchecks report\nJob: Night\nStatus: success',
        }),
      )
    const bound = await tokenNamed('of-the-owner', { customerId: owner })
    const foreign = await tokenNamed('of-another', { customerId: other })
    const first = await post('mail', night('2026-11-17T20:00:00Z'), 'message/rfc822', bound)
    await approveAsNew(world, first.json().messageId, owner)
    expect(
      (await post('mail', night('2026-11-17T21:00:00Z'), 'message/rfc822', foreign)).json(),
    ).toMatchObject({ outcome: 'inbox' })
    expect((await post('mail', night('2026-11-17T22:00:00Z'), 'message/rfc822', bound)).json()).toMatchObject(
      { outcome: 'run' },
    )
  })
})
