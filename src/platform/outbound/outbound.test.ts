import type http from 'node:http'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localServer } from '../../../test/support/local-server.ts'
import { movingClock } from '../../../test/support/moving-clock.ts'
import { createOutbound, jsonOf, type OutboundAnswer, OutboundTrouble } from '../outbound.ts'

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, number: number) => void

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function opened(handle: Handler, options = {}) {
  const server = await localServer(handle)
  const time = movingClock()
  const outbound = createOutbound(
    { ...time, random: () => 0 },
    { allowPrivateAddresses: true, timeoutMs: 2_000, ...options },
  )
  closing.push(outbound.close, server.close)
  return { ...server, ...time, outbound }
}

const status = (answer: OutboundAnswer) => answer.status
const text = (answer: OutboundAnswer) => Buffer.from(answer.body).toString('utf8')
const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('there was an answer'),
    (error) => (error instanceof OutboundTrouble ? error : expect.fail(inspect(error))),
  )

describe('a request to somebody else’s server', () => {
  it('carries method, headers and body, and gives status, headers and bytes back', async () => {
    const { outbound, url } = await opened((request, response) => {
      response.writeHead(201, { 'x-seen': `${request.method} ${request.url} ${request.headers['x-a']}` })
      request.pipe(response)
    })
    const answer = await outbound.send(
      { url: `${url}/a?b=c`, method: 'POST', headers: { 'x-a': '1' }, body: 'grüße' },
      (it) => it,
    )
    expect(answer).toMatchObject({ status: 201, headers: { 'x-seen': 'POST /a?b=c 1' } })
    expect(text(answer)).toBe('grüße')
  })

  it('does not follow a redirect, which could lead anywhere', async () => {
    const { outbound, url, count } = await opened((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect(await outbound.send({ url }, status)).toBe(302)
    expect(count()).toBe(1)
  })

  it('ends with the reason of its signal', async () => {
    const { outbound, url } = await opened(() => {})
    const controller = new AbortController()
    const sent = outbound.send({ url, signal: controller.signal }, status)
    setTimeout(() => controller.abort(new Error('stop')), 50)
    await expect(sent).rejects.toThrow('stop')
  })
})

describe('patience', () => {
  it('waits as long as the server asks, in seconds', async () => {
    const { outbound, url, pauses } = await opened((_request, response, number) => {
      if (number > 1) response.end('ok')
      else response.writeHead(429, { 'retry-after': '17' }).end()
    })
    expect(await outbound.send({ url }, text)).toBe('ok')
    expect(pauses).toEqual([17_000])
  })

  it('waits as long as the server asks, as a date', async () => {
    const { outbound, url, pauses } = await opened((_request, response, number) => {
      if (number > 1) response.end('ok')
      else response.writeHead(503, { 'retry-after': 'Mon, 23 Nov 2026 10:00:40 GMT' }).end()
    })
    expect(await outbound.send({ url }, text)).toBe('ok')
    expect(pauses).toEqual([40_000])
  })

  it('grows its own pauses when the server says nothing, or says 1 each time, and gives up after five tries', async () => {
    const { outbound, url, pauses, count } = await opened((_request, response) => {
      response.writeHead(429, { 'retry-after': '1' }).end()
    })
    expect(await outbound.send({ url }, status)).toBe(429)
    expect(pauses).toEqual([1_000, 1_000, 2_000, 4_000])
    expect(count()).toBe(5)
  })

  it('hands the answer over at once when it is to wait longer than two minutes', async () => {
    const { outbound, url, pauses } = await opened((_request, response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end()
    })
    expect(await outbound.send({ url }, (answer) => answer.retryAfterMs)).toBe(3_600_000)
    expect(pauses).toEqual([])
  })

  it.each([
    ['a reset connection', (response: http.ServerResponse) => void response.destroy()],
    ['a failure', (response: http.ServerResponse) => void response.writeHead(502).end('<html>')],
    [
      'a body that breaks off',
      (response: http.ServerResponse) => {
        response.writeHead(200, { 'content-length': 100 }).write('half')
        setTimeout(() => response.destroy(), 20)
      },
    ],
  ])('tries a GET again after %s', async (_what, fail) => {
    const { outbound, url, count } = await opened((_request, response, number) => {
      if (number > 1) response.end('ok')
      else fail(response)
    })
    expect(await outbound.send({ url }, text)).toBe('ok')
    expect(count()).toBe(2)
  })

  it('tries again when the answer has not the agreed form', async () => {
    const { outbound, url } = await opened((_request, response, number) => {
      response.end(number === 1 ? '{"a": 1' : '{"a": 1}')
    })
    const schema = z.object({ a: z.number() })
    expect(await outbound.send({ url }, (answer) => jsonOf(answer, schema))).toEqual({ a: 1 })
  })

  it('never sends a POST twice that may have arrived, unless twice does no harm', async () => {
    const { outbound, url, count } = await opened((_request, response) => response.destroy())
    await troubleOf(outbound.send({ url, method: 'POST' }, status))
    expect(count()).toBe(1)
    await troubleOf(outbound.send({ url, method: 'POST', repeatable: true }, status))
    expect(count()).toBe(4)
  })

  it('is not tried on what will stay as it is', async () => {
    const { outbound, url, count } = await opened((_request, response) => response.writeHead(404).end())
    expect(await outbound.send({ url }, status)).toBe(404)
    expect(count()).toBe(1)
  })

  it('ends in the middle of a pause when its signal says so', async () => {
    const { url } = await opened((_request, response) => response.writeHead(503).end())
    const outbound = createOutbound({ clock: movingClock().clock }, { allowPrivateAddresses: true })
    closing.push(outbound.close)
    const sent = outbound.send({ url, signal: AbortSignal.timeout(100) }, status)
    await expect(sent).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('limits', () => {
  it('gives up on a server that takes too long, even when it drips', async () => {
    const { outbound, url } = await opened(
      (_request, response) => {
        const drip = setInterval(() => response.write('.'), 30)
        response.on('close', () => clearInterval(drip))
      },
      { timeoutMs: 150 },
    )
    expect(await troubleOf(outbound.send({ url }, status))).toMatchObject({ kind: 'timeout' })
  })

  it('breaks off an answer that is larger than allowed, and does not ask again', async () => {
    let sent = 0
    const { outbound, url, count } = await opened((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024
      }
      response.on('drain', pour)
      pour()
    })
    const trouble = await troubleOf(outbound.send({ url, maxBytes: 200_000 }, status))
    expect(trouble).toMatchObject({ kind: 'too-large' })
    expect(trouble.message).toMatch(/more than 195 KB/)
    expect(count()).toBe(1)
    expect(sent).toBeLessThan(20_000_000)
  })

  it('sends at most as many requests of one key at once as it may, in the order they came, others beside them', async () => {
    let running = 0
    let most = 0
    const seen: string[] = []
    const { outbound, url } = await opened((request, response) => {
      seen.push(request.url ?? '')
      if (request.url === '/other') return void response.end()
      running += 1
      most = Math.max(most, running)
      setTimeout(() => {
        running -= 1
        response.end()
      }, 20)
    })
    const turn = { key: 'mailbox', atOnce: 2 }
    const paths = Array.from({ length: 9 }, (_each, index) => `/${index}`)
    await Promise.all([
      ...paths.map((path) => outbound.send({ url: url + path, turn }, status)),
      outbound.send({ url: `${url}/other` }, status),
    ])
    expect(most).toBe(2)
    expect(seen.filter((path) => path !== '/other')).toEqual(paths)
    expect(seen.indexOf('/other')).toBeLessThan(4)
  })

  it('gives up its place in the queue with its signal, and leaves the queue in order', async () => {
    const { outbound, url, count } = await opened((_request, response) => {
      setTimeout(() => response.end(), 100)
    })
    const turn = { key: 'k', atOnce: 1 }
    const controller = new AbortController()
    const first = outbound.send({ url, turn }, status)
    const second = outbound.send({ url, turn, signal: controller.signal }, status)
    const third = outbound.send({ url, turn }, status)
    controller.abort(new Error('no longer needed'))
    await expect(second).rejects.toThrow('no longer needed')
    expect(await Promise.all([first, third])).toEqual([200, 200])
    expect(count()).toBe(2)
  })
})

describe('a secret', () => {
  it('is in no error: not from the address, the headers, the body or the answer', async () => {
    const secret = 's3cr/et+value~'
    const { outbound, url } = await opened((_request, response) => response.end(secret))
    const asked = (address: string) =>
      troubleOf(
        outbound.send(
          { url: address, headers: { authorization: `Bearer ${secret}` }, body: secret },
          (answer) => jsonOf(answer, z.object({ access_token: z.number() })),
        ),
      )
    const encoded = encodeURIComponent(secret)
    for (const address of [
      `${url}/hook/${encoded}?key=${encoded}`,
      `http://127.0.0.1:1/${secret}`,
      `http://${secret}`,
      `http://user:${secret}@host.example/`,
    ]) {
      const whole = inspect(await asked(address), { depth: 9, showHidden: true })
      expect(whole).not.toContain(secret)
      expect(whole).not.toContain(encoded)
    }
  })

  it('is blotted out where it is the name of a host, or where a reader quotes it', async () => {
    const { outbound } = await opened(() => {})
    const request = { url: 'http://my-token.invalid/', secrets: ['my-token'] }
    expect((await troubleOf(outbound.send(request, status))).message).toMatch(/^\[redacted\]\.invalid could/)
    const said = new OutboundTrouble('unreadable', 'It said my-token.')
    const { url } = await opened((_request, response) => response.end())
    const read = () => {
      throw said
    }
    expect((await troubleOf(outbound.send({ ...request, url }, read))).message).toBe('It said [redacted].')
  })
})
