import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../log.ts'
import { createHttpServer } from './http-server.ts'

const LEAST_MS = 200

describe('the body of a request', () => {
  let server: FastifyInstance
  beforeEach(async () => {
    server = await createHttpServer(createLogger('silent'), { leastMs: LEAST_MS, bytesPerSecond: 1 })
    server.post('/echo', async (request) => request.body)
    await server.listen({ host: '127.0.0.1', port: 0 })
  })
  afterEach(() => server.close())

  /** Sends the head of a request and the first half of its body; `end` sends the rest. Resolves with what was heard when the line is closed. */
  function begin(body: string) {
    const line = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
    let heard = ''
    line.on('data', (chunk) => {
      heard += chunk
    })
    line.on('error', () => undefined)
    const half = Math.floor(body.length / 2)
    line.write(
      `POST /echo HTTP/1.1\r\nhost: a.example\r\nconnection: close\r\nx-requested-with: backupchecks\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, half)}`,
    )
    return { end: () => line.write(body.slice(half)), closed: once(line, 'close').then(() => heard) }
  }

  it('may take longer the larger it is', async () => {
    const { end, closed } = begin(JSON.stringify({ text: 'x'.repeat(60) }))
    await pause(3 * LEAST_MS)
    end()
    expect(await closed).toContain('"text":"xxxx')
  })

  it('is not waited for without end', async () => {
    expect(await begin('{}').closed).not.toContain('200 OK')
  })
})
