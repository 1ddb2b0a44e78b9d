import { systemClock } from '../../src/app/world.ts'
import { workOnSweep } from '../../src/features/overrides/sweep.ts'
import { openDatabase } from '../../src/platform/db.ts'

/** A worker process of its own that judges the runs of one sweep, to be killed on the way: argv are the database and the sweep. */
const [databaseUrl = '', id = ''] = process.argv.slice(2)
const db = openDatabase(databaseUrl, { onError: () => {} })
await workOnSweep({ db, clock: systemClock }, Number(id))
await db.destroy()
