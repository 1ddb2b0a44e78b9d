import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { openClaims } from '../platform/claims.ts'
import { openDatabase } from '../platform/db.ts'
import { joinEmbeddedPostgres, openEmbeddedPostgres } from '../platform/embedded-postgres.ts'
import { openQueue } from '../platform/jobs.ts'
import { openLive } from '../platform/live.ts'
import { createLogger, type Logger } from '../platform/log.ts'
import { migrate } from '../platform/migrate.ts'
import { createOutbound } from '../platform/outbound.ts'
import { openVault } from '../platform/vault.ts'
import type { Config } from './config.ts'
import { createMailReader } from './mail-reader.ts'
import { mailboxOpener } from './mailboxes.ts'
import { systemClock, type World } from './world.ts'

export type OpenedWorld = { world: World; databaseUrl: string; close(): Promise<void> }

/**
 * Opens everything outside our own code: the database (embedded unless one is configured; `own` starts it for the whole
 * installation, otherwise a running one is joined), migrated to the newest schema, the log, the clock, the mail reader and the vault.
 */
export async function openWorld(
  config: Config,
  options: { own: boolean; log?: Logger },
): Promise<OpenedWorld> {
  const log = options.log ?? createLogger(config.logLevel)
  const postgres = config.databaseUrl === null ? await openPostgres(config.dataDir, options.own, log) : null
  const databaseUrl = postgres?.url ?? config.databaseUrl ?? ''
  try {
    const ran = await migrate(databaseUrl)
    if (ran.length > 0) log.info({ migrations: ran }, 'the database schema was brought up to date')
    let isClosing = false
    const db = openDatabase(databaseUrl, {
      // Our own database ends while the last connections are still taking their leave.
      onError: (error) => isClosing || log.warn({ err: error }, 'a database connection was lost'),
    })
    const outbound = createOutbound({ clock: systemClock }, config)
    const vault = await openVault(config)
    await vault.verifyKey(db).catch(async (error) => {
      isClosing = true
      outbound.close()
      await db.destroy()
      throw error
    })
    const world: World = {
      config,
      db,
      clock: systemClock,
      log,
      mailReader: createMailReader(Math.max(1, availableParallelism() - 1)),
      vault,
      queue: openQueue(databaseUrl, log),
      live: openLive(databaseUrl, log),
      claims: openClaims(databaseUrl, log),
      openMailbox: mailboxOpener({ log, outbound, clock: systemClock }),
      version: productVersion(),
    }
    const close = async () => {
      isClosing = true
      await Promise.all([world.mailReader.close(), world.queue.close(), world.live.close()])
      await world.claims.close()
      outbound.close()
      await db.destroy()
      await postgres?.stop()
    }
    return { world, databaseUrl, close }
  } catch (error) {
    await postgres?.stop()
    throw error
  }
}

async function openPostgres(dataDir: string, own: boolean, log: Logger) {
  if (!own) return joinEmbeddedPostgres({ dataDir, log: (message) => log.debug(message) })
  const postgres = await openEmbeddedPostgres({ dataDir, log: (message) => log.info(message) })
  if (postgres.adopted)
    log.info({ pid: postgres.pid }, 'adopted the database server that an earlier process left running')
  return postgres
}

function productVersion(): string {
  const file = path.resolve(import.meta.dirname, '../../package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
}
