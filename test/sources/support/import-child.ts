import { readConfig } from '../../../src/app/config.ts'
import { openWorld } from '../../../src/app/open-world.ts'
import { vzdumpMail } from '../../../src/demo/report-mails.ts'
import { importMailbox } from '../../../src/features/sources/index.ts'
import { createLogger } from '../../../src/platform/log.ts'
import { PaperMailbox } from '../../support/paper-mailbox.ts'

/** Imports two batches of a mailbox of three, says so, and then hangs until it is killed: before the second is settled, or before the third comes. */
const [sourceId, where] = process.argv.slice(2)
const mailbox = new PaperMailbox()
for (let day = 1; day <= 6; day++) mailbox.put(vzdumpMail({ date: `2026-11-0${day}T01:00:00Z` }))
const hang = async () => {
  console.log('hanging')
  await new Promise((resolve) => setTimeout(resolve, 600_000))
}
let settled = 0
mailbox.beforeSettle = () => (++settled === 2 && where === 'settle' ? hang() : undefined)
mailbox.beforeBatch = (batch) => (batch === 3 && where === 'batch' ? hang() : undefined)

const config = readConfig(process.env, { dataDir: './data' })
const { world, close } = await openWorld(config, { own: false, log: createLogger('silent') })
const request = { sourceId: Number(sourceId), trigger: 'automatic', userId: null } as const
await importMailbox({ ...world, openMailbox: mailbox.open }, request, new AbortController().signal)
await close()
