import { PgBoss } from 'pg-boss'
import type { Logger } from './log.ts'

/** A piece of background work: runs once at a time over all processes, by a cron line in UTC. */
export type Task = { name: string; cron: string; run: () => Promise<void> }

/** Work that is asked for with data (which it checks): one at a time for each key over all processes, several keys side by side. Ends early with the signal. */
export type Errand = { name: string; run: (data: unknown, signal: AbortSignal) => Promise<void> }

/** Where errands are asked for; any process may. */
export type Queue = {
  /** Asks for an errand; false when one with this key already waits or runs. */
  ask(name: string, key: string, data: object): Promise<boolean>
  close(): Promise<void>
}

/**
 * A process that ends without a word lets go of its work after so long: its tasks and errands are then free again,
 * however long they would have been allowed to run.
 */
const HEARTBEAT_SECONDS = 20
const SUPERVISE_SECONDS = 10
const LONGEST_SECONDS = 23 * 3600
const SIDE_BY_SIDE = 4

const POLICY = {
  policy: 'exclusive',
  retryLimit: 0,
  expireInSeconds: LONGEST_SECONDS,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  deleteAfterSeconds: 3600,
} as const

/** The queue in the same PostgreSQL, for asking only; its connection is made when it is first used. */
export function openQueue(databaseUrl: string, log: Logger): Queue {
  const known = new Set<string>()
  let opened: Promise<PgBoss> | null = null
  const connected = () => {
    opened ??= startBoss(databaseUrl, log, { supervise: false, schedule: false, max: 1 }).catch((error) => {
      opened = null
      throw error
    })
    return opened
  }
  return {
    async ask(name, key, data) {
      const boss = await connected()
      if (!known.has(name)) await makeQueue(boss, name)
      known.add(name)
      return (await boss.send(name, data, { singletonKey: key })) !== null
    },
    async close() {
      await (await opened)?.stop({ graceful: false, close: true })
    },
  }
}

/** Works on these tasks and errands until stopped; each task also runs once right now. */
export async function startTasks(
  databaseUrl: string,
  work: { tasks: readonly Task[]; errands: readonly Errand[] },
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  const boss = await startBoss(databaseUrl, log, { max: 4 })
  const stopping = new AbortController()
  const takeErrand = async (errand: Errand) => {
    await makeQueue(boss, errand.name)
    const options = { pollingIntervalSeconds: 1, localConcurrency: SIDE_BY_SIDE }
    await boss.work(errand.name, options, async ([job]) => {
      if (!job) return
      const signal = AbortSignal.any([job.signal, stopping.signal])
      await noted(log, errand.name, () => errand.run(job.data, signal))
    })
  }
  const takeTask = async (task: Task) => {
    await makeQueue(boss, task.name)
    await boss.work(task.name, { pollingIntervalSeconds: 2 }, () => noted(log, task.name, task.run))
    await boss.schedule(task.name, task.cron, null, { tz: 'UTC' })
    await boss.send(task.name)
  }
  await Promise.all([...work.errands.map(takeErrand), ...work.tasks.map(takeTask)])
  return {
    async stop() {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 20_000 })
    },
  }
}

async function startBoss(
  databaseUrl: string,
  log: Logger,
  options: { supervise?: boolean; schedule?: boolean; max: number },
): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'backupchecks-queue',
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    ...options,
  })
  let isStopped = false
  boss.on('stopped', () => {
    isStopped = true
  })
  // Our own database ends while the last connections are still taking their leave.
  boss.on('error', (error) => isStopped || log.error({ err: error }, 'the queue reported an error'))
  await boss.start()
  return boss
}

/** An installation that is older than the policy gets it too; the kind of a queue itself never changes. */
async function makeQueue(boss: PgBoss, name: string): Promise<void> {
  const { policy: _kind, ...changeable } = POLICY
  await boss.createQueue(name, POLICY)
  await boss.updateQueue(name, changeable)
}

async function noted(log: Logger, name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.error({ err: error, task: name }, 'background work failed')
    throw error
  }
}
