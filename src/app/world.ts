import type { Mailbox } from '../domain/mailbox.ts'
import type { Claims } from '../platform/claims.ts'
import type { Database } from '../platform/db.ts'
import type { Queue } from '../platform/jobs.ts'
import type { Live } from '../platform/live.ts'
import type { Logger } from '../platform/log.ts'
import type { Vault } from '../platform/vault.ts'
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
  vault: Vault
  queue: Queue
  live: Live
  claims: Claims
  openMailbox: OpenMailbox
  version: string
}

/** Reaches a mailbox by its stored settings, which are checked here; the secret is in the clear. Connects when it is first used. */
export type OpenMailbox = (kind: 'graph' | 'imap', settings: unknown, secret: string | null) => Mailbox

/** The machine's clock. */
export const systemClock: Clock = () => new Date().toISOString()
