import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Access, ROLES, type Role } from '../../contract/base.ts'
import { contract } from '../../contract/contract.ts'
import { createServer } from '../../src/app/server.ts'
import { addUser } from '../../src/features/people/index.ts'
import { useTestWorld } from '../support/world.ts'

/** Routes that answer without a session; each has a guard of its own (a token, a password) or tells nothing. */
const PUBLIC_ROUTES = ['GET /session/state', 'POST /session/setup', 'POST /session/sign-in']
/** Routes for machines: guarded by an ingest token instead of a session. */
const TOKEN_ROUTES = ['POST /ingest/mail', 'POST /ingest/run']

type RouteFacts = {
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  access: Access
}

/** Every route of the contract, read from the contract itself. */
function routesIn(node: unknown): RouteFacts[] {
  if (typeof node !== 'object' || node === null) return []
  if ('~orpc' in node) {
    const { route, meta } = node['~orpc'] as {
      route: { method: RouteFacts['method']; path: string }
      meta: { access: Access }
    }
    return [
      { name: `${route.method} ${route.path}`, method: route.method, path: route.path, access: meta.access },
    ]
  }
  return Object.values(node).flatMap(routesIn)
}

const ROUTES = routesIn(contract)
type ClosedRoute = RouteFacts & { access: readonly Role[] }
const closed = ROUTES.filter((route): route is ClosedRoute => Array.isArray(route.access))
const byToken = ROUTES.filter((route) => route.access === 'token')
const address = (route: RouteFacts) => `/api${route.path.replace(/\{\w+\}/g, '1')}`

describe('every route', () => {
  const world = useTestWorld()
  const cookies = new Map<Role, string>()
  let server: FastifyInstance
  const call = (route: RouteFacts, cookie?: string) =>
    server.inject({
      method: route.method,
      url: address(route),
      headers: { 'x-requested-with': 'backupchecks', ...(cookie ? { cookie } : {}) },
      ...(route.method === 'GET' ? {} : { payload: {} }),
      // A stream has answered when it begins; it has no end to wait for.
      ...(route.path === '/live' ? { payloadAsStream: true } : {}),
    })

  beforeAll(async () => {
    server = await createServer(world)
    for (const role of ROLES) {
      const credentials = { username: `the-${role}`, password: `a long enough secret of ${role.length}` }
      await addUser(world, { ...credentials, displayName: '', roles: [role] })
      const answer = await server.inject({
        method: 'POST',
        url: '/api/session/sign-in',
        headers: { 'x-requested-with': 'backupchecks' },
        payload: credentials,
      })
      cookies.set(role, String(answer.headers['set-cookie']).split(';')[0] ?? '')
    }
  })
  afterAll(() => server.close())

  it('is in the contract with a method and a path, and the open ones are exactly those on the list', () => {
    expect(ROUTES.length).toBeGreaterThan(30)
    expect(ROUTES.every((route) => route.method && route.path.startsWith('/'))).toBe(true)
    expect(ROUTES.filter((route) => route.access === 'public').map((route) => route.name)).toEqual(
      PUBLIC_ROUTES,
    )
    expect(byToken.map((route) => route.name)).toEqual(TOKEN_ROUTES)
  })

  it.each(closed.map((route) => [route.name, route] as const))(
    '%s answers 401 without a session',
    async (_name, route) => {
      const answer = await call(route)
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    },
  )

  it.each(
    closed.flatMap((route) =>
      ROLES.filter((role) => !route.access.includes(role)).map((role) => [route.name, role, route] as const),
    ),
  )('%s answers 403 to the role %s', async (_name, role, route) => {
    const answer = await call(route, cookies.get(role))
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'role_not_admitted', status: 403 })
  })

  it.each(
    closed
      .filter((route) => route.name !== 'POST /session/sign-out')
      .flatMap((route) =>
        ROLES.filter((role) => route.access.includes(role)).map((role) => [route.name, role, route] as const),
      ),
  )('%s lets the role %s in', async (_name, role, route) => {
    const answer = await call(route, cookies.get(role))
    expect([401, 403, 500]).not.toContain(answer.statusCode)
  })

  it.each(byToken.map((route) => [route.name, route] as const))(
    '%s answers 401 without a token, to an admin too, wherever the request comes from',
    async (_name, route) => {
      const type = route.path.endsWith('/mail') ? 'message/rfc822' : 'application/json'
      for (const headers of [
        {},
        { cookie: cookies.get('admin') ?? '' },
        { authorization: `Bearer bc_${'x'.repeat(43)}` },
      ]) {
        const answer = await server.inject({
          method: route.method,
          url: address(route),
          headers: { 'content-type': type, ...headers },
          payload: JSON.stringify({ job: 'x', status: 'success' }),
        })
        expect(answer.statusCode).toBe(401)
        expect(answer.json()).toMatchObject({ code: expect.stringMatching(/^token_/) })
      }
    },
  )

  it.each(
    ROUTES.filter((route) => route.method !== 'GET' && route.access !== 'token').map(
      (route) => [route.name, route] as const,
    ),
  )('%s refuses a request of another site', async (_name, route) => {
    const answer = await server.inject({
      method: route.method,
      url: address(route),
      headers: { cookie: cookies.get('admin') ?? '' },
      payload: {},
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'foreign_request' })
  })
})
