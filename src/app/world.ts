import type { Database } from '../platform/db.ts'
import type { Queue } from '../platform/jobs.ts'
import type { Logger } from '../platform/log.ts'
import type { Config } from './config.ts'
import type { MailReader } from './mail-reader.ts'

/** The present as an ISO instant in UTC. */
export type Clock = () => string

/** Everything outside our own code: the one list; functions take the part of it that they need. */
export type World = {
  config: Config
  db: Database
  clock: Clock
  log: Logger
  mailReader: MailReader
  queue: Queue
  version: string
}

/** The machine's clock. */
export const systemClock: Clock = () => new Date().toISOString()
