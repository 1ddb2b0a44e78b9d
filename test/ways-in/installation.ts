import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { prepareJobs } from '../../bench/prepare-jobs.ts'
import { readConfig } from '../../src/app/config.ts'
import { type OpenedWorld, openWorld } from '../../src/app/open-world.ts'
import type { World } from '../../src/app/world.ts'
import { finishLeftovers } from '../../src/features/ingest/index.ts'
import { ingestRun } from '../../src/features/ingest-http/ingest-http.ts'
import { addUser } from '../../src/features/people/index.ts'
import { ingestTokenOf } from '../../src/features/tokens/index.ts'
import { createToken } from '../../src/features/tokens/tokens.ts'
import { sql } from '../../src/platform/db.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { createLogger } from '../../src/platform/log.ts'
import { until } from '../faults/observer.ts'
import { type Application, startApplication } from '../support/application.ts'
import { ANNA } from '../support/cast.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { firstReports } from './letters.ts'

const SECRET_KEY = 'a key for tests alone'
const ADMIN = { username: 'anna', password: 'seven quiet nights' }
const SCRIPT = path.join(import.meta.dirname, 'support/application-process.ts')

/** The real application in a process of its own, and its PostgreSQL: both can be killed. */
export type Installation = {
  /** A folder for whatever a way in needs. */
  folder: string
  /** The same database as an onlooker sees it, and as another process of the application would. */
  world: World
  /** By which any command works on the same database. */
  env: Record<string, string>
  /** Where the database is, past the line that is cut with it. */
  database: () => Promise<string | null>
  /** Where the application serves its pages now. */
  appUrl(): string
  cookie: string
  token: string
  kill(): void
  /** Waits until the application is gone, and starts it again. */
  restart(): Promise<void>
  /** SIGKILL to the database server; `restartDatabase` brings it back. */
  killDatabase(): void
  restartDatabase(): Promise<void>
  /** The half minute after which the queue gives the work of a dead process free. */
  halfAMinutePasses(): Promise<void>
  /** The minute's task that finishes what came in and was not filed. */
  aMinutePasses(): Promise<void>
  /** What the application wrote to its log. */
  output(): string
}

/** An installation with approved jobs for the tests of a file; removed with every process of it. */
export function installationForTests(): Installation {
  let opened: Opened | null = null
  beforeAll(async () => {
    opened = await open()
  }, 120_000)
  afterAll(() => opened?.close(), 120_000)
  const get = () => {
    if (!opened) throw new Error('The installation opens before the first test runs')
    return opened.installation
  }
  return new Proxy({} as Installation, { get: (_target, name) => Reflect.get(get(), name) })
}

type Opened = { installation: Installation; close(): Promise<void> }

async function open(): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backupchecks-ways-in-'))
  const server = await databaseServer(path.join(folder, 'data'))
  const env = {
    DATABASE_URL: server.url,
    APP_SECRET_KEY: SECRET_KEY,
    LOG_LEVEL: 'warn',
    // Started often: most of a start is reading the program.
    NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
  }
  const opened = await openWorld(readConfig(env, { dataDir: folder }), {
    own: false,
    log: createLogger('silent'),
  })
  const { world } = opened
  const start = async () => {
    const started = await startApplication(folder, { script: SCRIPT, env })
    await untilQuiet(world)
    return started
  }
  const { secret } = await createToken(world, ANNA, {
    ...{ name: 'scripts', customerId: null, roleCeiling: 'reporter', expiresAt: null },
  })
  await approveJobs(opened, secret)
  await addUser(world, { ...ADMIN, displayName: '', roles: ['admin'] })
  let app = await start()
  const cookie = await signIn(app)
  const installation: Installation = {
    folder,
    world,
    env,
    database: server.whereabouts,
    appUrl: () => app.url,
    cookie,
    token: secret,
    kill: () => void app.child.kill('SIGKILL'),
    async restart() {
      await app.stop('SIGKILL')
      await installation.halfAMinutePasses()
      app = await start()
    },
    killDatabase: server.kill,
    restartDatabase: server.restart,
    async halfAMinutePasses() {
      await sql`update pgboss.job set state = 'failed' where state = 'active'`.execute(world.db)
    },
    aMinutePasses: () => finishLeftovers(world, 0),
    output: app.output,
  }
  const close = async () => {
    await app.stop('SIGKILL')
    await opened.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { installation, close }
}

/** Everybody reaches the server over a line of the same address, wherever the server itself is after its restart. */
async function databaseServer(dataDir: string) {
  const run = () => openEmbeddedPostgres({ dataDir, log: () => undefined })
  let server: EmbeddedPostgres | null = await run()
  let { pid, url } = server
  const line: TcpProxy = await startTcpProxy(() => Number(new URL(url).port))
  const lineUrl = new URL(url)
  lineUrl.port = String(line.port)
  return {
    url: lineUrl.toString(),
    whereabouts: async () => (server ? url : null),
    kill() {
      server?.release()
      server = null
      process.kill(pid, 'SIGKILL')
      line.cut()
    },
    async restart() {
      server = await run()
      ;({ pid, url } = server)
    },
    async close() {
      await (server ?? (await run())).stop()
      await line.stop()
    },
  }
}

async function signIn(app: Application): Promise<string> {
  const answer = await fetch(`${app.url}/api/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'backupchecks' },
    body: JSON.stringify(ADMIN),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`Nobody can sign in: ${answer.status} ${await answer.text()}`)
  return cookie
}

/** Each job once for mails, and once for the reports that come with the token. */
async function approveJobs({ world }: OpenedWorld, secret: string): Promise<void> {
  const reports = firstReports(Date.now())
  const token = await ingestTokenOf(world, `Bearer ${secret}`)
  for (const { report } of reports) await ingestRun(world, token, report)
  await prepareJobs(
    world,
    reports.map(({ raw }) => raw),
  )
}

/** Waits until the application has done what it does at each start; it would be taken for what is tried here. */
async function untilQuiet({ db }: World): Promise<void> {
  const isQuiet = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pgboss.job where state in ('created', 'retry', 'active')`.execute(db)
    return rows[0]?.count === 0
  }
  await until('the application to have started', isQuiet, () => false)
}

/** Waits until nothing that came in waits to be stored, read or filed any more. */
export async function untilFiled({ world, output }: Installation): Promise<void> {
  const nothingWaits = async () => {
    const { rows } = await sql<{ count: number }>`
      select (select count(*) from mail_arrivals) + (select count(*) from mail_messages where filed_at is null) as count`.execute(
      world.db,
    )
    return rows[0]?.count === 0
  }
  await until(`everything to be filed; the application says:\n${output()}`, nothingWaits, () => false)
}
