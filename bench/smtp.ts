import { loadavg } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import type { World } from '../src/app/world.ts'
import { SYSTEM } from '../src/domain/actor.ts'
import { createSource } from '../src/features/sources/sources.ts'
import { sql } from '../src/platform/db.ts'
import { startApplication } from '../test/support/application.ts'
import { freePort } from '../test/support/free-port.ts'
import { describeCorpus, makeCorpus } from './corpus.ts'
import { watchCpu } from './cpu.ts'
import { median, speed } from './figures.ts'
import { withInstallation } from './installation.ts'
import { prepareJobs } from './prepare-jobs.ts'
import { seededRandom } from './seeded-random.ts'

const MAILS = 3000
const CLIENTS = 4
const SEED = 1
const POLL_MS = 20

/** `npm run bench -- smtp [mails]`: four clients, each with one connection, hand mails to the listener of the real application in a process of its own, fsync on. */
export async function benchSmtp([given]: readonly string[]): Promise<void> {
  const corpus = makeCorpus(seededRandom(SEED), Number(given ?? MAILS), Date.now())
  describeCorpus(corpus, SEED)
  await withInstallation(async ({ world, folder, databasePid }) => {
    await prepareJobs(world, corpus.firstReports)
    const port = await freePort()
    await createListener(world, port)
    const application = await startApplication(path.join(folder, 'data'), { env: { LOG_LEVEL: 'warn' } })
    try {
      await untilListening(port)
      const cpu = await watchCpu({
        application: application.child.pid ?? 0,
        PostgreSQL: databasePid,
        clients: process.pid,
      })
      await measure(world, port, corpus.mails)
      console.log(`  ${await cpu()}`)
    } finally {
      await application.stop()
    }
  })
}

async function measure(world: World, port: number, mails: readonly Buffer[]): Promise<void> {
  const before = await filed(world)
  const start = performance.now()
  const waits = await handOver(port, mails)
  const acknowledged = performance.now() - start
  while ((await filed(world)) < before + mails.length) await pause(POLL_MS)
  const ms = performance.now() - start
  console.log(`
${CLIENTS} SMTP clients → acknowledged, that is: stored and committed (load ${loadavg()[0]?.toFixed(1)})
  ${speed(mails, acknowledged)}
  a client waits ${median(waits).toFixed(0)} ms for its 250 (median), ${Math.max(...waits).toFixed(0)} ms at most
  until every run was committed: ${speed(mails, ms)}`)
}

/** Each client sends one mail after the other over its own connection; returns how long each waited, in ms. */
async function handOver(port: number, mails: readonly Buffer[]): Promise<number[]> {
  const queue = [...mails]
  const waits: number[] = []
  const client = async () => {
    const transport = nodemailer.createTransport({
      ...{ host: '127.0.0.1', port, name: 'mx.customer-1.example', ignoreTLS: true },
      ...{ pool: true, maxConnections: 1, maxMessages: Number.POSITIVE_INFINITY },
    })
    for (let raw = queue.shift(); raw !== undefined; raw = queue.shift()) {
      const begun = performance.now()
      await transport.sendMail({
        envelope: { from: 'mta@customer-1.example', to: 'reports@msp.example' },
        raw,
      })
      waits.push(performance.now() - begun)
    }
    transport.close()
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return waits
}

async function createListener(world: World, port: number): Promise<void> {
  await createSource(world, SYSTEM, {
    name: 'SMTP listener',
    connection: {
      kind: 'smtp',
      settings: {
        ...{ host: '127.0.0.1', port, allowedClients: ['127.0.0.1'], recipientDomains: ['msp.example'] },
        ...{ recipientAddresses: [], allowPlusTags: true, maxBytes: 25 * 1024 * 1024, requireTls: false },
        ...{ authentication: 'none', user: null, certificate: null },
        ...{ maxConnections: 50, maxPerClientPerMinute: 100_000 },
      },
    },
    ...{ enabled: true, autoImport: false, intervalMinutes: 15, batchSize: 100 },
    trustedAuthenticationServer: null,
  })
}

async function untilListening(port: number): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  while (
    !(await transport.verify().then(
      () => true,
      () => false,
    ))
  )
    await pause(POLL_MS)
  transport.close()
}

async function filed({ db }: World): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(filed_at) as count from mail_messages`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
