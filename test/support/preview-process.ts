import { readConfig } from '../../src/app/config.ts'
import { createMailReader } from '../../src/app/mail-reader.ts'
import { systemClock } from '../../src/app/world.ts'
import { workOnPreview } from '../../src/features/reparse/index.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { createLogger } from '../../src/platform/log.ts'

/** A worker process of its own that brings one preview to its end, to be killed on the way: argv are the database and the preview. */
const [databaseUrl = '', id = ''] = process.argv.slice(2)
const db = openDatabase(databaseUrl, { onError: () => {} })
const config = readConfig({}, { dataDir: './data' })
const log = createLogger(config.logLevel)
const mailReader = createMailReader(1)
await workOnPreview({ db, clock: systemClock, log, mailReader }, Number(id))
await mailReader.close()
await db.destroy()
