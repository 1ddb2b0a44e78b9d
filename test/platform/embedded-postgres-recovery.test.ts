import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { awaitServer, PATIENCE_MS } from '../../src/platform/embedded-postgres/await-server.ts'
import { isRunning } from '../../src/platform/embedded-postgres/process-identity.ts'
import {
  type EmbeddedPostgres,
  joinEmbeddedPostgres,
  openEmbeddedPostgres,
} from '../../src/platform/embedded-postgres.ts'
import { type Application, killApplications, startApplication } from './support/applications.ts'
import { makeFolder, removeFolders, until } from './support/folders.ts'
import { query } from './support/questions.ts'

const silently = () => undefined

afterEach(async () => {
  killApplications()
  await removeFolders()
})

describe('After a SIGKILL', { timeout: 30_000 }, () => {
  test('of the application, the next start adopts the same server with its rows, and stops it', async () => {
    const dataDir = await makeFolder()
    const killed = await startApplicationWithRow(dataDir)
    await killed.application.kill()

    const next = await open(dataDir)
    expect({ adopted: next.adopted, pid: next.pid }).toEqual({ adopted: true, pid: killed.pid })
    expect(await query(next.url, 'select id from reports')).toEqual([{ id: 7 }])
    await next.stop()
    expect(isRunning(next.pid)).toBe(false)
  })

  test('of the database server, the next start recovers its rows', async () => {
    const dataDir = await makeFolder()
    const killed = await startApplicationWithRow(dataDir)
    process.kill(killed.pid, 'SIGKILL')
    await killed.application.kill()

    const next = await open(dataDir)
    expect(next.adopted).toBe(false)
    expect(await query(next.url, 'select id from reports')).toEqual([{ id: 7 }])
    await next.stop()
  })

  test.each([
    ['that belongs to another program now', async () => process.pid],
    ['of a process that nobody collected', uncollectedProcess],
  ])('of both, a number %s does not keep the next start from recovering', async (_, otherProcess) => {
    const dataDir = await makeFolder()
    const killed = await startApplicationWithRow(dataDir)
    process.kill(killed.pid, 'SIGKILL')
    await killed.application.kill()
    const pidFile = path.join(dataDir, 'postgres/postmaster.pid')
    const note = await readFile(pidFile, 'utf8')
    await writeFile(pidFile, note.replace(/^\d+/, String(await otherProcess())))

    const next = await open(dataDir)
    expect(await query(next.url, 'select id from reports')).toEqual([{ id: 7 }])
    await next.stop()
  })

  test('in the middle of making the database, it is made again', async () => {
    const dataDir = await makeFolder()
    const application = startApplication('open', dataDir)
    application.held.catch(silently)
    await until('initdb writes', async () =>
      (await attempts(dataDir)).some((files) => files.includes('PG_VERSION')),
    )
    await application.kill()

    const next = await open(dataDir)
    expect(await query(next.url, 'select 1 as answer')).toEqual([{ answer: 1 }])
    await next.stop()
    await (await open(dataDir)).stop()
  })
})

describe('A folder that is not as it should be', { timeout: 30_000 }, () => {
  test('a half-made database of unknown origin is set aside, not removed', async () => {
    const dataDir = await makeFolder()
    await mkdir(path.join(dataDir, 'postgres'))
    await writeFile(path.join(dataDir, 'postgres/PG_VERSION'), '18\n')
    await (await open(dataDir)).stop()
    expect(await readdir(path.join(dataDir, 'postgres.incomplete-1'))).toEqual(['PG_VERSION'])
  })

  test('a database without its password is left as it is', async () => {
    const dataDir = await makeFolder()
    await (await open(dataDir)).stop()
    await rm(path.join(dataDir, 'postgres.password'))
    await expect(open(dataDir)).rejects.toThrow('postgres.password')
    expect(await readdir(path.join(dataDir, 'postgres'))).toContain('PG_VERSION')
  })

  test('a server that refuses the password or does not answer is reported, never killed', async () => {
    const dataDir = await makeFolder()
    const server = await open(dataDir)
    const { port, password } = new URL(server.url)
    const target = {
      pid: server.pid,
      port: Number(port),
      password,
      clusterDir: path.join(dataDir, 'postgres'),
    }
    const patience = { ...PATIENCE_MS, refusing: 0, silent: 300 }
    await expect(awaitServer({ ...target, password: 'guess' }, silently, patience)).rejects.toThrow(
      'refusing',
    )
    process.kill(server.pid, 'SIGSTOP')
    try {
      await expect(awaitServer(target, silently, patience)).rejects.toThrow(`process ${server.pid}`)
    } finally {
      process.kill(server.pid, 'SIGCONT')
    }
    expect(await query(server.url, 'select 1 as answer')).toEqual([{ answer: 1 }])
    await server.stop()
  })
})

describe('Several commands on one folder', { timeout: 30_000 }, () => {
  test('share one server, which ends with the last of them', async () => {
    const dataDir = await makeFolder()
    const application = startApplication('open', dataDir)
    const { pid } = await application.held
    const guest = await join(dataDir)
    expect(guest.pid).toBe(pid)
    await application.end()
    expect(await query(guest.url, 'select 1 as answer')).toEqual([{ answer: 1 }])
    await guest.stop()
    expect(isRunning(pid)).toBe(false)
  })

  test('a guest leaves the server as it found it', async () => {
    const dataDir = await makeFolder()
    const owner = await open(dataDir)
    const guest = await join(dataDir)
    await guest.stop()
    expect(isRunning(owner.pid)).toBe(true)
    owner.release()

    const later = await join(dataDir)
    expect({ adopted: later.adopted, pid: later.pid }).toEqual({ adopted: true, pid: owner.pid })
    await later.stop()
    expect(isRunning(owner.pid)).toBe(true)
    await (await open(dataDir)).stop()
  })

  test('that start at the same instant in an empty folder make one server', async () => {
    const dataDir = await makeFolder()
    const applications = [startApplication('join', dataDir), startApplication('join', dataDir)]
    const held = await Promise.all(applications.map((application) => application.held))
    expect(new Set(held.map(({ pid }) => pid)).size).toBe(1)
    expect(held.map(({ adopted }) => adopted).sort()).toEqual([false, true])
    await Promise.all(applications.map((application) => application.end()))
    expect(held.some(({ pid }) => isRunning(pid))).toBe(false)
  })

  test('do not start a second server while one is used that they cannot see', async () => {
    const dataDir = await makeFolder()
    const killed = await startApplicationWithRow(dataDir)
    process.kill(killed.pid, 'SIGKILL')
    await until('the server is gone', () => !isRunning(killed.pid))
    await expect(join(dataDir)).rejects.toThrow('Stop that process first')
    await killed.application.kill()
  })
})

async function startApplicationWithRow(dataDir: string): Promise<{ application: Application; pid: number }> {
  const application = startApplication('open', dataDir)
  const { pid, url } = await application.held
  await query(url, 'create table reports as select 7 as id')
  return { application, pid }
}

/** The number of a process that ended and whose parent does not ask for it. */
async function uncollectedProcess(): Promise<number> {
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void parent.kill())
  const [line]: Buffer[] = await once(parent.stdout, 'data')
  const pid = Number(line)
  await until('it ended', () => !isRunning(pid))
  // Throws if the number is free again, which would make the test mean nothing.
  process.kill(pid, 0)
  return pid
}

function open(dataDir: string): Promise<EmbeddedPostgres> {
  return openEmbeddedPostgres({ dataDir, log: silently })
}

function join(dataDir: string): Promise<EmbeddedPostgres> {
  return joinEmbeddedPostgres({ dataDir })
}

/** The files of each folder in which a cluster is being made. */
async function attempts(dataDir: string): Promise<string[][]> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith('postgres.new-'))
  return Promise.all(names.map((name) => readdir(path.join(dataDir, name)).catch(() => [])))
}
