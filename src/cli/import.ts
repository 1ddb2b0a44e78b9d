import { readConfig } from '../app/config.ts'
import { openWorld } from '../app/open-world.ts'
import { type ImportTally, importFiles } from '../features/ingest/index.ts'
import { createLogger } from '../platform/log.ts'
import { mailsInPath } from '../sources/upload/index.ts'

/** `backupchecks import PATH…`: takes in .eml, .mbox, .zip and folders of them. Exit code 1 when something could not be taken in. */
export async function importCommand(argv: readonly string[]): Promise<number> {
  const paths = argv.filter((argument) => !argument.startsWith('--'))
  if (paths.length === 0) {
    console.error('Usage: backupchecks import PATH…   (.eml, .mbox, .zip, folders)')
    return 2
  }
  const config = readConfig(process.env, { dataDir: './data' })
  const { world, close } = await openWorld(config, {
    own: false,
    log: createLogger(process.env.LOG_LEVEL ?? 'warn'),
  })
  try {
    const tally = await importFiles(
      world,
      { source: 'Command line', trigger: 'command', userId: null },
      mailsInAll(paths),
      showProgress,
    )
    if (process.stderr.isTTY) process.stderr.write('\n')
    for (const problem of tally.problems) console.error(`  not taken in: ${problem}`)
    console.log(inWords(tally))
    return tally.problems.length > 0 ? 1 : 0
  } finally {
    await close()
  }
}

async function* mailsInAll(paths: readonly string[]) {
  for (const path of paths) yield* mailsInPath(path)
}

function showProgress(tally: ImportTally): void {
  if (process.stderr.isTTY) process.stderr.write(`\r  ${inWords(tally)}`)
}

function inWords(tally: ImportTally): string {
  return `fetched ${tally.fetched}, new ${tally.newMessages}, duplicate ${tally.duplicates}, parsed ${tally.parsed}, auto-approved ${tally.autoApproved}, left in inbox ${tally.leftInInbox}, errors ${tally.errors}`
}
