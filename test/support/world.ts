import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { createMailReader } from '../../src/app/mail-reader.ts'
import type { World } from '../../src/app/world.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { openQueue } from '../../src/platform/jobs.ts'
import { createLogger } from '../../src/platform/log.ts'
import { TEMPLATE } from './global-setup.ts'

export type TestWorld = World & { databaseUrl: string; setNow(instant: string): void }

/** A world of its own for a test file: a fresh database, a clock that stands until it is set. Opened before and removed after the file's tests. */
export function useTestWorld(now = '2026-11-10T08:00:00.000Z'): TestWorld {
  let instant = now
  let opened: Omit<TestWorld, 'clock' | 'setNow'> | null = null
  beforeAll(async () => {
    const databaseUrl = await copyTemplate(inject('postgresUrl'))
    const log = createLogger('silent')
    opened = {
      config: readConfig({}, { dataDir: './data' }),
      databaseUrl,
      db: openDatabase(databaseUrl, { onError: () => {} }),
      log,
      mailReader: createMailReader(1),
      queue: openQueue(databaseUrl, log),
      version: '0.0.0-test',
    }
  })
  afterAll(async () => {
    await Promise.all([opened?.mailReader.close(), opened?.queue.close()])
    await opened?.db.destroy()
  })
  const get = () => {
    if (!opened) throw new Error('The test world opens before the first test runs')
    return opened
  }
  return {
    clock: () => instant,
    setNow: (next) => {
      instant = next
    },
    get config() {
      return get().config
    },
    get databaseUrl() {
      return get().databaseUrl
    },
    get db() {
      return get().db
    },
    get log() {
      return get().log
    },
    get mailReader() {
      return get().mailReader
    },
    get queue() {
      return get().queue
    },
    get version() {
      return get().version
    },
  }
}

/** A new database with today's schema; returns its address. */
export async function copyTemplate(postgresUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  // Copies of one template exclude each other while they run; the lock makes them wait for their turn.
  await client.query('select pg_advisory_lock(1)')
  await client.query(`create database ${name} template ${TEMPLATE}`)
  await client.end()
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return url.toString()
}
