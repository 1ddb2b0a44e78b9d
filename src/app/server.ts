import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sql } from '../platform/db.ts'
import { createHttpServer, sendProblem } from '../platform/http/http-server.ts'
import { mountApi } from './api.ts'
import type { World } from './world.ts'

const WEB_ROOT = path.resolve(import.meta.dirname, '../../dist/web')

/** The whole web side: health, API and the single page with its files. */
export async function createServer(world: World): Promise<FastifyInstance> {
  const server = await createHttpServer(world.log)
  mountHealth(server, world)
  await mountApi(server, world)
  await mountPages(server)
  return server
}

function mountHealth(server: FastifyInstance, { db }: World): void {
  server.get('/health', async () => ({ status: 'ok' }))
  server.get('/health/ready', async (request, reply) => {
    if (!isLocal(request.ip, request.headers))
      return sendProblem(reply, 403, 'local_only', 'This check answers on the server itself only.')
    await sql`select 1`.execute(db)
    return { status: 'ready' }
  })
}

/** From this machine, and not passed on by a proxy. */
function isLocal(ip: string, headers: Record<string, unknown>): boolean {
  return (
    (ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1') &&
    headers['x-forwarded-for'] === undefined &&
    headers.forwarded === undefined
  )
}

/** Every address that is not a file belongs to the single page; its scripts carry a hash in their name and may be kept for ever. */
async function mountPages(server: FastifyInstance): Promise<void> {
  if (!existsSync(path.join(WEB_ROOT, 'index.html'))) {
    server.setNotFoundHandler((_request, reply) =>
      sendProblem(reply, 503, 'web_not_built', 'The pages are not built yet: run "npm run build".'),
    )
    return
  }
  await server.register(fastifyStatic, {
    root: WEB_ROOT,
    preCompressed: true,
    dotfiles: 'ignore',
    setHeaders: (reply, file) => {
      void reply.header(
        'cache-control',
        file.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  server.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && !/\.\w{2,5}$/.test(request.url.split('?')[0] ?? ''))
      return reply.sendFile('index.html')
    return sendProblem(reply, 404, 'not_found', 'There is nothing at this address.')
  })
}
