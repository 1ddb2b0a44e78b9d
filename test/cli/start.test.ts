import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAlive, postmasterPid, startApplication } from '../support/application.ts'

describe('backupchecks start', () => {
  let dataDir = ''
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-start-'))
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  it('makes its database, serves, asks for the first admin, and closes cleanly on Ctrl-C', async () => {
    const application = await startApplication(dataDir)
    expect(await (await fetch(`${application.url}/health`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${application.url}/health/ready`)).json()).toEqual({ status: 'ready' })
    expect(application.setupToken).toMatch(/^[\w-]{20,}$/)
    const setUp = await post(application.url, '/api/session/setup', {
      token: application.setupToken,
      username: 'anna',
      password: 'een goed lang geheim',
    })
    expect(setUp.status).toBe(200)
    const postgres = await postmasterPid(dataDir)
    expect(await application.stop('SIGINT')).toBe(0)
    expect(await isAlive(postgres ?? 0)).toBe(false)
    expect((await stat(path.join(dataDir, 'postgres'))).mode & 0o077).toBe(0)
  })

  it('finds its data again, refuses a second one on the same folder, and adopts the database after a SIGKILL', async () => {
    const first = await startApplication(dataDir)
    expect(first.setupToken).toBeNull()
    await expect(startApplication(dataDir)).rejects.toThrow(/already/)
    const postgres = await postmasterPid(dataDir)
    await first.stop('SIGKILL')
    expect(await isAlive(postgres ?? 0)).toBe(true)

    const second = await startApplication(dataDir)
    expect(await postmasterPid(dataDir)).toBe(postgres)
    const signedIn = await post(second.url, '/api/session/sign-in', {
      username: 'Anna',
      password: 'een goed lang geheim',
    })
    expect(signedIn.status).toBe(200)
    expect(await second.stop('SIGTERM')).toBe(0)
    expect(await isAlive(postgres ?? 0)).toBe(false)
  })
})

function post(url: string, route: string, body: unknown): Promise<Response> {
  return fetch(`${url}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'backupchecks' },
    body: JSON.stringify(body),
  })
}
