import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { type ORPCError, onError, ValidationError } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contract } from '../../contract/contract.ts'
import { type RequestContext, sessionOf } from '../features/people/index.ts'
import { ingestTokenOf } from '../features/tokens/index.ts'
import { sendProblem } from '../platform/http/http-server.ts'
import { PROBLEM_CONTENT_TYPE, problemOf } from '../platform/http/problem.ts'
import { router } from './features.ts'
import type { World } from './world.ts'

const SESSION_COOKIE = 'backupchecks_session'
const COOKIE_SECONDS = 14 * 24 * 3600
/** These need a token and no session (product.md section 22): machines hand over reports here. */
const TOKEN_ROUTES = [
  {
    url: '/api/ingest/mail',
    maxBytes: 25 * 1024 * 1024,
    contentTypes: ['message/rfc822', 'application/octet-stream'],
  },
  { url: '/api/ingest/run', contentTypes: ['application/json'] },
]
/** Guessing at these is slowed down by address. */
const GUESSABLE = ['/api/session/sign-in', '/api/session/setup']

/** Addresses that other programs know without /api; product.md section 22. */
const KNOWN_BARE = ['/inbox/reparse-batch', '/run-checks/preferences']

/** Mounts the contract's routes and the OpenAPI document under /api. */
export async function mountApi(server: FastifyInstance, world: World): Promise<void> {
  const converter = new ZodToJsonSchemaConverter()
  const handler = new OpenAPIHandler<RequestContext>(router, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [converter] })],
    customErrorResponseBodyEncoder: problemBody,
    interceptors: [onError((error) => logFault(world, error))],
  })
  const openApi = await new OpenAPIGenerator({ schemaConverters: [converter] }).generate(contract, {
    info: {
      title: 'Backupchecks',
      version: world.version,
      description: 'Every request that changes something carries the header x-requested-with: backupchecks.',
    },
    servers: [{ url: '/api' }],
  })

  server.get('/api/openapi.json', async (request, reply) => {
    const session = await sessionOf(world, request.cookies[SESSION_COOKIE])
    if (session) return openApi
    return sendProblem(reply, 401, 'not_signed_in', 'Please sign in.')
  })
  const answerUnder = (prefix?: '/api') => async (request: FastifyRequest, reply: FastifyReply) => {
    const session = await sessionOf(world, request.cookies[SESSION_COOKIE])
    let token: ReturnType<typeof ingestTokenOf> | null = null
    const context: RequestContext = {
      world,
      session,
      visitor: { ip: request.ip, userAgent: request.headers['user-agent'] ?? '' },
      ingestToken: () => {
        token ??= ingestTokenOf(world, request.headers.authorization)
        return token
      },
      setSessionCookie: (token) => setCookie(request, reply, token),
    }
    const { matched } = await handler.handle(request, reply, { ...(prefix && { prefix }), context })
    if (!matched) sendProblem(reply, 404, 'not_found', 'There is nothing at this address.')
  }
  const answer = answerUnder('/api')
  for (const url of GUESSABLE)
    server.post(url, { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }, answer)
  for (const { url, ...limits } of TOKEN_ROUTES) {
    const config = { ...limits, isGuardedByToken: true, rateLimit: { max: 600, timeWindow: '1 minute' } }
    server.post(url, { config }, answer)
  }
  server.all('/api/*', answer)
  for (const url of KNOWN_BARE) server.post(url, answerUnder())
  server.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode >= 400 && String(reply.getHeader('content-type')).startsWith('application/json'))
      void reply.header('content-type', PROBLEM_CONTENT_TYPE)
  })
}

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
  } as const
  if (token === null) void reply.clearCookie(SESSION_COOKIE, options)
  else void reply.setCookie(SESSION_COOKIE, token, { ...options, maxAge: COOKIE_SECONDS })
}

function problemBody(error: ORPCError<string, unknown>) {
  if (error.cause instanceof ValidationError && error.status < 500) {
    const errors = error.cause.issues.map((issue) => ({
      path: (issue.path ?? []).map(pathPart).join('.'),
      message: issue.message,
    }))
    const detail = errors
      .map((each) => (each.path ? `${each.path}: ${each.message}` : each.message))
      .join('; ')
    return problemOf(error.status, 'invalid_input', detail, { errors })
  }
  return problemOf(
    error.status,
    error.code,
    error.message,
    error.data === undefined ? {} : { data: error.data },
  )
}

function pathPart(part: PropertyKey | { key: PropertyKey }): string {
  return String(typeof part === 'object' ? part.key : part)
}

function logFault(world: World, error: unknown): void {
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500)
    return
  world.log.error({ err: error, cause: error instanceof Error ? error.cause : undefined }, 'a request failed')
}
