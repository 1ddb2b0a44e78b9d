import { PgBoss } from 'pg-boss'
import type { Logger } from './log.ts'

/** A piece of background work: runs once at a time over all processes, by a cron line in UTC. */
export type Task = { name: string; cron: string; run: () => Promise<void> }

/** Starts the queue in the same PostgreSQL and works on these tasks until stopped; each also runs once right now. */
export async function startTasks(
  databaseUrl: string,
  tasks: readonly Task[],
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 3, application_name: 'backupchecks-queue' })
  boss.on('error', (error) => log.error({ err: error }, 'the queue reported an error'))
  await boss.start()
  for (const task of tasks) {
    await boss.createQueue(task.name, { policy: 'exclusive', retryLimit: 0, expireInSeconds: 3600 })
    await boss.work(task.name, { pollingIntervalSeconds: 2 }, async () => {
      try {
        await task.run()
      } catch (error) {
        log.error({ err: error, task: task.name }, 'a background task failed; it runs again at its next time')
        throw error
      }
    })
    await boss.schedule(task.name, task.cron, null, { tz: 'UTC' })
    await boss.send(task.name)
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000 }) }
}
