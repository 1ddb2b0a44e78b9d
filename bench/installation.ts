import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../src/app/config.ts'
import { openWorld } from '../src/app/open-world.ts'
import type { World } from '../src/app/world.ts'
import { createLogger } from '../src/platform/log.ts'
import { postmasterPid } from '../test/support/application.ts'
import { openTimedDatabase, type StatementTimes } from './statement-times.ts'

type Measured = { world: World; times(): StatementTimes; folder: string; databasePid: number }

/** Works with an installation of its own that notes how long its statements take; its folder is removed afterwards. */
export async function withInstallation(work: (installation: Measured) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backupchecks-bench-'))
  try {
    const config = readConfig({}, { dataDir: path.join(folder, 'data') })
    const { world, databaseUrl, close } = await openWorld(config, { own: true, log: createLogger('warn') })
    const { db, times } = openTimedDatabase(databaseUrl)
    try {
      const databasePid = (await postmasterPid(config.dataDir)) ?? 0
      await work({ world: { ...world, db }, times, folder, databasePid })
    } finally {
      await db.destroy()
      await close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
