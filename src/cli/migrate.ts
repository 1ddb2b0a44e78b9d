import { readConfig } from '../app/config.ts'
import { openWorld } from '../app/open-world.ts'

/** `backupchecks migrate`: brings the database to the newest schema and ends. */
export async function migrateCommand(): Promise<number> {
  const { close } = await openWorld(readConfig(process.env, { dataDir: './data' }), { own: false })
  await close()
  console.log('The database has the newest schema.')
  return 0
}
