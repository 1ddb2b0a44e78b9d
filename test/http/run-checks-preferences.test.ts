import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/app/server.ts'
import { addUser } from '../../src/features/people/index.ts'
import { useTestWorld } from '../support/world.ts'

describe('where a technician begins in Run Checks', () => {
  const world = useTestWorld()
  let server: FastifyInstance
  beforeAll(async () => {
    server = await createServer(world)
  })
  afterAll(() => server.close())

  async function cookieOf(role: 'operator' | 'viewer'): Promise<string> {
    const payload = { username: `the-${role}`, password: 'a long enough secret' }
    await addUser(world, { ...payload, displayName: '', roles: [role] })
    const headers = { 'x-requested-with': 'backupchecks' }
    const answer = await server.inject({ method: 'POST', url: '/api/session/sign-in', headers, payload })
    return String(answer.headers['set-cookie']).split(';')[0] ?? ''
  }
  const post = (url: string, cookie: string, payload: object) =>
    server.inject({ method: 'POST', url, headers: { 'x-requested-with': 'backupchecks', cookie }, payload })

  it('is stored under the address that other programs know, and under /api alike', async () => {
    const cookie = await cookieOf('operator')
    const search = { sort: 'customer', software: 'Veeam' }
    expect((await post('/run-checks/preferences', cookie, { search })).json()).toEqual({
      search,
      viewId: null,
    })
    const changed = await post('/api/run-checks/preferences', cookie, { search: { group: 'error' } })
    expect(changed.json()).toEqual({ search: { group: 'error' }, viewId: null })
    const told = await server.inject({ method: 'GET', url: '/api/run-checks/views', headers: { cookie } })
    expect(told.json()).toEqual({ views: [], preferences: { search: { group: 'error' }, viewId: null } })
  })

  it('is no matter of a viewer, nor of another site', async () => {
    const cookie = await cookieOf('viewer')
    expect((await post('/run-checks/preferences', cookie, { search: {} })).statusCode).toBe(403)
    const foreign = await server.inject({
      method: 'POST',
      url: '/run-checks/preferences',
      headers: { cookie },
      payload: { search: {} },
    })
    expect(foreign.json()).toMatchObject({ code: 'foreign_request' })
  })
})
