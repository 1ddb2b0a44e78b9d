import type { AddressInfo } from 'node:net'
import { createServer } from '../../src/app/server.ts'
import type { World } from '../../src/app/world.ts'
import { addUser } from '../../src/features/people/index.ts'

export type Visitor = {
  /** Asks for an address under /api, reads the whole answer, and returns how long that took; an answer other than 200 is an error. */
  ask(address: string): Promise<number>
  leave(): Promise<void>
}

/** Starts the application's web side on a free loopback port and signs an admin in. */
export async function visit(world: World): Promise<Visitor> {
  const server = await createServer(world)
  await server.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/api`
  const cookie = await signIn(world, url)
  return {
    async ask(address) {
      const start = performance.now()
      const answer = await fetch(url + address, { headers: { cookie } })
      const body = await answer.text()
      const ms = performance.now() - start
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${body}`)
      return ms
    },
    leave: () => server.close(),
  }
}

async function signIn(world: World, url: string): Promise<string> {
  const username = `visitor-${process.pid}-${Date.now()}`
  const credentials = { username, password: 'pages are measured here' }
  await addUser(world, { ...credentials, displayName: '', roles: ['admin'] })
  const answer = await fetch(`${url}/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'backupchecks' },
    body: JSON.stringify(credentials),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`Signing in answered ${answer.status}.`)
  return cookie
}
