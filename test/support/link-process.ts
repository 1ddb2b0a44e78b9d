import { linkEvidence } from '../../src/features/audit/index.ts'
import { openDatabase } from '../../src/platform/db.ts'

/** A worker process of its own that links evidence until there is none left, to be killed on the way: argv is the database. */
const [databaseUrl = ''] = process.argv.slice(2)
const db = openDatabase(databaseUrl, { onError: () => {} })
while ((await linkEvidence({ db })) > 0);
await db.destroy()
