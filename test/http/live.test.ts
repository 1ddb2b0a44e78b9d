import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/app/server.ts'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { addUser } from '../../src/features/people/index.ts'
import { publish } from '../../src/platform/live.ts'
import { drop } from '../support/cast.ts'
import { useTestWorld } from '../support/world.ts'

describe('the stream of changes', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let server: FastifyInstance
  let url = ''
  beforeAll(async () => {
    server = await createServer(world)
    url = await server.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => server.close())

  async function cookieOf(role: 'admin' | 'viewer' | 'reporter'): Promise<string> {
    const credentials = { username: `the-${role}`, password: 'a long enough secret' }
    await addUser(world, { ...credentials, displayName: '', roles: [role] })
    const answer = await fetch(`${url}/api/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'backupchecks' },
      body: JSON.stringify(credentials),
    })
    return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  /** The topics that are told to this role until `topic` came. */
  async function topicsUntil(topic: string, cookie: string, when: () => Promise<unknown>): Promise<string[]> {
    const gone = new AbortController()
    const answer = await fetch(`${url}/api/live`, { headers: { cookie }, signal: gone.signal })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    let text = ''
    const topics = () => [...text.matchAll(/^data: .*"topic":"([\w-]+)"/gm)].map(([, found]) => found ?? '')
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      if (topics().length === 1 && topics()[0] === 'resync') await when()
      if (topics().includes(topic)) break
    }
    gone.abort()
    return topics()
  }

  it('begins with the call to ask anew, and tells an admin about an import while it goes on', async () => {
    const told = await topicsUntil('inbox', await cookieOf('admin'), () =>
      drop(world, vzdumpMail({ date: '2026-11-09T01:00:00Z' })),
    )
    expect(told[0]).toBe('resync')
    expect(told).toEqual(expect.arrayContaining(['import', 'inbox']))
  })

  it.each([
    ['viewer', 'inbox', ['resync', 'incidents', 'inbox']],
    ['reporter', 'incidents', ['resync', 'incidents']],
  ] as const)('tells a %s only what that role may see', async (role, last, expected) => {
    const told = await topicsUntil(last, await cookieOf(role), async () => {
      for (const topic of ['sources', 'run-checks', 'unheard of', 'incidents', 'inbox'])
        await publish(world.db, topic)
    })
    expect(told).toEqual(expected)
  })
})
