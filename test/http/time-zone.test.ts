import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/app/server.ts'
import { addUser } from '../../src/features/people/index.ts'
import { learnChangedJobs } from '../../src/features/schedules/index.ts'
import { sql } from '../../src/platform/db.ts'
import { job, local, mailbox, nightly } from '../support/scheduled-jobs.ts'
import { useTestWorld } from '../support/world.ts'

describe('the time zone of the settings', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))
  let server: FastifyInstance
  beforeAll(async () => {
    server = await createServer(world)
  })
  afterAll(() => server.close())

  it('is the one that a schedule set by hand is expected in, from the moment it is changed', async () => {
    const sourceId = await mailbox(world)
    await job(world, { name: 'pinned', sourceId, runs: nightly('2026-11-09', 5) })
    await learnChangedJobs(world)
    const payload = { username: 'the-admin', password: 'a long enough secret' }
    await addUser(world, { ...payload, displayName: '', roles: ['admin'] })
    const headers = { 'x-requested-with': 'backupchecks' }
    const signedIn = await server.inject({ method: 'POST', url: '/api/session/sign-in', headers, payload })
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
    const send = async (method: 'POST' | 'PUT', url: string, body: object) => {
      const answer = await server.inject({ method, url, headers: { ...headers, cookie }, payload: body })
      expect(answer.statusCode, answer.body).toBe(200)
    }
    const slots = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      days: { every: 'week', weekday },
      time: '22:00',
    }))
    await send('POST', '/api/schedules/pin', { jobIds: [1], pin: { kind: 'slots', slots } })
    const next = async () =>
      (
        await sql<{ slot_at: string }>`select slot_at from expected_runs order by slot_at limit 1`.execute(
          world.db,
        )
      ).rows[0]?.slot_at
    expect(await next()).toBe('2026-11-09T21:00:00.000Z')
    await send('PUT', '/api/settings/general', { uiTimeZone: 'America/New_York' })
    await learnChangedJobs(world)
    expect(await next()).toBe('2026-11-10T03:00:00.000Z')
  })
})
