import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { isRunning } from '../../src/platform/embedded-postgres/process-identity.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { killApplications, startApplication } from './support/applications.ts'
import { checkoutReadableBy } from './support/checkout.ts'
import { makeFolder, processGroupOf, removeFolders } from './support/folders.ts'
import { localeOf, query, UTF8_EVERYWHERE } from './support/questions.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = 65_534
const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']

afterEach(async () => {
  killApplications()
  await removeFolders()
})

describe('The embedded database', { timeout: 30_000 }, () => {
  test('starts in an empty folder, ends without a trace, and finds its rows at the next start', async () => {
    const dataDir = await makeFolder()
    const first = await open(dataDir)
    expect(first.adopted).toBe(false)
    expect(await localeOf(first.url)).toEqual(UTF8_EVERYWHERE)
    await query(first.url, 'create table reports as select 7 as id')
    await first.stop()
    expect(isRunning(first.pid)).toBe(false)

    const second = await open(dataDir)
    expect(await query(second.url, 'select id from reports')).toEqual([{ id: 7 }])
    await second.stop()
  })

  test('keeps its password and files to their owner and listens on loopback only', async () => {
    const dataDir = path.join(await makeFolder(), 'data')
    const server = await open(dataDir)
    const modes = await Promise.all(
      ['.', 'postgres', 'postgres.password', 'postgres.log', 'postgres.users.lock'].map((name) =>
        modeOf(dataDir, name),
      ),
    )
    expect(modes).toEqual(['700', '700', '600', '600', '600'])
    const settings = await query(
      server.url,
      "select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync",
    )
    expect(settings).toEqual([{ addresses: '127.0.0.1', sockets: '', fsync: 'on' }])
    await expect(query(server.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow('password')
    await server.stop()
  })

  test('is out of reach of Ctrl-C: it has a process group of its own', async () => {
    const server = await open(await makeFolder())
    expect(await processGroupOf(server.pid)).toBe(server.pid)
    await server.stop()
  })

  test('is made in UTF8 with the built-in locale even in an empty environment', async () => {
    const dataDir = await makeFolder()
    const application = startApplication('open', dataDir, { under: ['env', '-i'] })
    expect(await localeOf((await application.held).url)).toEqual(UTF8_EVERYWHERE)
    expect(await application.end()).toBe(0)
  })

  test('takes neither language nor connection settings from the environment', async () => {
    const env = {
      ...process.env,
      LC_ALL: 'xx_XX.latin1',
      PGDATA: '/nonexistent',
      PGPORT: '1',
      PGSSLMODE: 'require',
    }
    const application = startApplication('open', await makeFolder(), { env })
    expect(await localeOf((await application.held).url)).toEqual(UTF8_EVERYWHERE)
    expect(await application.end()).toBe(0)
  })

  test.runIf(isRoot)(
    'runs as root in a folder that only root may enter, and its files stay root’s',
    async () => {
      const dataDir = await makeFolder({ mode: 0o700 })
      const server = await open(dataDir)
      expect((await stat(path.join(dataDir, 'postgres/PG_VERSION'))).uid).toBe(0)
      expect((await stat(`/proc/${server.pid}`)).uid).toBe(0)
      await server.stop()
      expect(isRunning(server.pid)).toBe(false)
    },
  )

  test.runIf(isRoot)('runs as an ordinary user', async () => {
    const checkout = await checkoutReadableBy(asNobody)
    const dataDir = await makeFolder({ owner: NOBODY })
    const application = startApplication('open', dataDir, { under: asNobody, ...checkout })
    const server = await application.held
    expect(await query(server.url, 'select 1 as answer')).toEqual([{ answer: 1 }])
    expect((await stat(`/proc/${server.pid}`)).uid).toBe(NOBODY)
    expect(await application.end()).toBe(0)
    expect(isRunning(server.pid)).toBe(false)
  })

  test.runIf(isRoot)('runs as a system user where root may not make user namespaces', async () => {
    const dataDir = await makeFolder({ mode: 0o700 })
    const before = await open(dataDir)
    await query(before.url, 'create table reports as select 7 as id')
    await before.stop()

    const checkout = await checkoutReadableBy(asNobody)
    const application = startApplication('open', dataDir, { env: await withoutNamespaces(), ...checkout })
    const server = await application.held
    expect((await stat(`/proc/${server.pid}`)).uid).not.toBe(0)
    expect(await query(server.url, 'select id from reports')).toEqual([{ id: 7 }])
    expect(await application.end()).toBe(0)

    const after = await open(dataDir)
    expect(await query(after.url, 'select id from reports')).toEqual([{ id: 7 }])
    await after.stop()
  })

  test.runIf(isRoot)('is made by a system user as well', async () => {
    const application = startApplication('open', await makeFolder({ mode: 0o755 }), {
      env: await withoutNamespaces(),
      ...(await checkoutReadableBy(asNobody)),
    })
    expect(await localeOf((await application.held).url)).toEqual(UTF8_EVERYWHERE)
    expect(await application.end()).toBe(0)
  })

  test.runIf(isRoot)('says what to do where root has no way', async () => {
    const env = await withoutNamespaces(['unshare', 'setpriv'])
    const application = startApplication('open', await makeFolder(), { env })
    await expect(application.held).rejects.toThrow(/ordinary user.*DATABASE_URL/)
  })
})

async function open(dataDir: string): Promise<EmbeddedPostgres> {
  return openEmbeddedPostgres({ dataDir, log: () => undefined })
}

async function modeOf(...parts: string[]): Promise<string> {
  return ((await stat(path.join(...parts))).mode & 0o777).toString(8)
}

/** An environment in which these programs are there but refuse, as in many containers. */
async function withoutNamespaces(programs = ['unshare']): Promise<NodeJS.ProcessEnv> {
  const folder = path.join(await makeFolder({ mode: 0o755 }), 'bin')
  await mkdir(folder)
  for (const program of programs)
    await writeFile(path.join(folder, program), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  return { ...process.env, PATH: `${folder}:${process.env.PATH}` }
}
