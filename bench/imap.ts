import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import type { World } from '../src/app/world.ts'
import { SYSTEM } from '../src/domain/actor.ts'
import { importMailbox } from '../src/features/sources/index.ts'
import { createSource } from '../src/features/sources/sources.ts'
import { MAIL_PASSWORD, startDovecot } from '../test/support/dovecot-server.ts'
import { asOtherProgram, settingsFor } from '../test/support/imap-account.ts'
import { putIntoMaildir } from '../test/support/maildir.ts'
import { describeCorpus, makeCorpus } from './corpus.ts'
import { watchCpu } from './cpu.ts'
import { median, showTimes, speed } from './figures.ts'
import { withInstallation } from './installation.ts'
import { prepareJobs } from './prepare-jobs.ts'
import { seededRandom } from './seeded-random.ts'
import { sinceThen } from './statement-times.ts'

const MAILS = 5000
const BATCH_MAILS = 100
const POLLS = 20
const SEED = 1

/** `npm run bench -- imap [mails]`: a mailbox on a Dovecot of its own → committed runs and an empty folder, fsync on; and what a look costs that finds nothing. */
export async function benchImap([given]: readonly string[]): Promise<void> {
  const corpus = makeCorpus(seededRandom(SEED), Number(given ?? MAILS), Date.now())
  describeCorpus(corpus, SEED)
  // Dovecot reads mail as another user, who may not enter the folder of the installation.
  const folder = await mkdtemp(path.join(tmpdir(), 'backupchecks-dovecot-'))
  await withInstallation(async ({ world, times, databasePid }) => {
    await prepareJobs(world, corpus.firstReports)
    const dovecot = await startDovecot(folder)
    try {
      await asOtherProgram(dovecot, (client) => client.mailboxOpen('INBOX'))
      for (const mail of corpus.mails) await putIntoMaildir(dovecot.maildir, mail)
      const sourceId = await createSource(world, SYSTEM, {
        name: 'Dovecot',
        connection: { kind: 'imap', settings: settingsFor(dovecot), secret: MAIL_PASSWORD },
        ...{ enabled: true, autoImport: false, intervalMinutes: 15, batchSize: BATCH_MAILS },
        trustedAuthenticationServer: null,
      })
      const before = times()
      const cpu = await watchCpu({
        application: process.pid,
        PostgreSQL: databasePid,
        Dovecot: dovecot.pid(),
      })
      const start = performance.now()
      const tally = await take(world, sourceId)
      const ms = performance.now() - start
      const used = await cpu()
      const done = await asOtherProgram(dovecot, (client) => client.status('Done', { messages: true }))
      console.log(`
IMAP mailbox → committed runs, moved (batches of ${BATCH_MAILS}; load ${loadavg()[0]?.toFixed(1)})
  ${speed(corpus.mails, ms)}
  new ${tally?.newMessages}, auto-approved ${tally?.autoApproved}, left in inbox ${tally?.leftInInbox}; in the processed folder ${done ? done.messages : 'none'}
  ${used}
`)
      showTimes(ms, sinceThen(times(), before))
      await measurePolls(world, sourceId)
    } finally {
      await dovecot.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
}

/** From the connection to the end of the import run: what an automatic import costs that finds nothing. */
async function measurePolls(world: World, sourceId: number): Promise<void> {
  const took: number[] = []
  for (let poll = 0; poll < POLLS; poll++) {
    const start = performance.now()
    await take(world, sourceId)
    took.push(performance.now() - start)
  }
  console.log(
    `\nA poll with nothing new: median ${median(took).toFixed(0)} ms, slowest ${Math.max(...took).toFixed(0)} ms of ${POLLS} (load ${loadavg()[0]?.toFixed(1)})`,
  )
}

function take(world: World, sourceId: number) {
  return importMailbox(world, { sourceId, trigger: 'manual', userId: null }, new AbortController().signal)
}
