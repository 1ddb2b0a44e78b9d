import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { PROBLEM_CONTENT_TYPE, problemOf } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is guarded by a token in a header, which no other site can make a browser send. */
    isGuardedByToken?: boolean
    /** What its body may have, where that is less than an upload. */
    maxBytes?: number
    /** The content types that it takes, where that is not what the contract says. */
    contentTypes?: readonly string[]
  }
}

/** Header that only our own pages send; with SameSite cookies it keeps other sites from acting for a signed-in person. */
const REQUESTED_WITH = 'backupchecks'
const MAX_JSON_BYTES = 2 * 1024 * 1024
/** One uploaded file; several are sent one after the other. */
export const MAX_UPLOAD_BYTES = 256 * 1024 * 1024

/** How long the body of a request may take on its way: longer the larger it is, so that neither a slow line loses an upload nor a connection is held for nothing. */
type Patience = { leastMs: number; bytesPerSecond: number }

const PATIENCE: Patience = { leastMs: 120_000, bytesPerSecond: 128 * 1024 }

/** An HTTP server with the habits that every answer of ours has: security headers, problem details, limits, no request without its own header. */
export async function createHttpServer(
  log: FastifyBaseLogger,
  patience: Patience = PATIENCE,
): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_JSON_BYTES,
    requestTimeout: patienceMs(MAX_UPLOAD_BYTES, patience),
    trustProxy: 'loopback',
    forceCloseConnections: true,
  })
  await server.register(cookie)
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
  })
  await server.register(rateLimit, { global: false, errorResponseBuilder: tooManyRequests })
  // Bodies other than JSON reach the routes as streams; their length is checked before anything is read.
  server.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
  server.addHook('onRequest', async (request, reply) => hangUpOnStragglers(request, reply, patience))
  server.addHook('onRequest', refuseForeignRequests)
  server.addHook('onRequest', refuseLargeUploads)
  server.setErrorHandler((error: { statusCode?: number; code?: string; message: string }, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error({ err: error, url: request.url }, 'a request failed')
    sendProblem(reply, status, error.code ?? 'error', error.message)
  })
  return server
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, status: number, code: string, detail: string): void {
  void reply
    .status(status)
    .header('content-type', PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problemOf(status, code, detail)))
}

function patienceMs(bytes: number, { leastMs, bytesPerSecond }: Patience): number {
  return leastMs + (bytes / bytesPerSecond) * 1000
}

function hangUpOnStragglers({ raw, headers }: FastifyRequest, reply: FastifyReply, patience: Patience): void {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  const announced = Math.min(Number(headers['content-length'] ?? 0), MAX_UPLOAD_BYTES)
  const timer = setTimeout(() => raw.complete || raw.destroy(), patienceMs(announced, patience))
  reply.raw.once('close', () => clearTimeout(timer))
}

async function refuseForeignRequests(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (request.routeOptions.config.isGuardedByToken) return undefined
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return undefined
  const site = request.headers['sec-fetch-site']
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (!foreign && request.headers['x-requested-with'] === REQUESTED_WITH) return undefined
  sendProblem(
    reply,
    403,
    'foreign_request',
    `Requests that change something carry the header "x-requested-with: ${REQUESTED_WITH}".`,
  )
  return reply
}

async function refuseLargeUploads(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { maxBytes = MAX_UPLOAD_BYTES, contentTypes } = request.routeOptions.config
  const type = request.headers['content-type']
  if (contentTypes && !contentTypes.includes(type?.split(';')[0]?.trim().toLowerCase() ?? '')) {
    sendProblem(reply, 415, 'wrong_content_type', `Send this as ${contentTypes.join(' or ')}.`)
    return reply
  }
  if (type === undefined || type.startsWith('application/json')) return undefined
  const length = request.headers['content-length']
  if (length === undefined && request.headers['transfer-encoding'] !== undefined) {
    sendProblem(reply, 411, 'length_required', 'Say the length of the upload in a content-length header.')
    return reply
  }
  if (Number(length ?? 0) > maxBytes) {
    sendProblem(
      reply,
      413,
      'too_large',
      contentTypes
        ? `This may have ${maxBytes / 1024 / 1024} MB.`
        : `One upload may have ${maxBytes / 1024 / 1024} MB; split the file, or use "backupchecks import" on the server.`,
    )
    return reply
  }
  return undefined
}

function tooManyRequests(_request: FastifyRequest, context: { ttl: number }) {
  const seconds = Math.ceil(context.ttl / 1000)
  return Object.assign(new Error(`Too many requests; try again in ${seconds} seconds.`), {
    statusCode: 429,
    code: 'too_many_requests',
  })
}
