import type { FoundMail } from '../../sources/upload/index.ts'
import { finishImportRun, sourceNamed, startImportRun } from './import-runs.queries.ts'
import type { IngestTally, IngestWorld } from './ingest.ts'
import { ingest, processWaiting, readMails } from './ingest.ts'

export type ImportTally = Pick<
  IngestTally,
  'fetched' | 'newMessages' | 'duplicates' | 'parsed' | 'autoApproved' | 'leftInInbox' | 'errors'
> & { problems: string[] }

const BATCH_MAILS = 100
const BATCH_BYTES = 16 * 1024 * 1024
const MAX_PROBLEMS = 200

/**
 * Takes in the mails of files in batches of bounded size, as one import run; what an earlier, interrupted import left is
 * finished first. `onProgress` is told the running tally after each batch.
 */
export async function importFiles(
  world: IngestWorld,
  from: { source: 'Upload' | 'Command line'; trigger: 'upload' | 'command'; userId: number | null },
  mails: AsyncIterable<FoundMail>,
  onProgress: (tally: ImportTally) => void = () => {},
): Promise<ImportTally> {
  await processWaiting(world)
  const sourceId = await sourceNamed(world.db, from.source)
  const importRunId = await startImportRun(world.db, {
    sourceId,
    trigger: from.trigger,
    userId: from.userId,
    at: world.clock(),
  })
  const tally: ImportTally = {
    fetched: 0,
    newMessages: 0,
    duplicates: 0,
    parsed: 0,
    autoApproved: 0,
    leftInInbox: 0,
    errors: 0,
    problems: [],
  }
  try {
    for await (const { batch, readings } of readAhead(world, batchesOf(mails, tally))) {
      const raws = batch.map((raw) => ({ raw, sourceRef: null, receivedAt: null }))
      const done = await ingest(world, { sourceId, importRunId }, raws, { readings })
      add(tally, done)
      onProgress(tally)
    }
    await finishImportRun(world.db, importRunId, { ...tally, complete: true, error: null }, world.clock())
    return tally
  } catch (error) {
    await finishImportRun(
      world.db,
      importRunId,
      { ...tally, complete: false, error: error instanceof Error ? error.message : String(error) },
      world.clock(),
    ).catch(() => {})
    throw error
  }
}

/** Begins to read the next batch while the one before it is written; at most two are in memory. */
async function* readAhead(world: IngestWorld, batches: AsyncIterable<Uint8Array[]>) {
  let ahead: { batch: Uint8Array[]; readings: ReturnType<typeof readMails> } | null = null
  for await (const batch of batches) {
    const next = { batch, readings: readMails(world, batch) }
    if (ahead) yield ahead
    ahead = next
  }
  if (ahead) yield ahead
}

/** Batches of at most a hundred mails and 16 MB (one larger mail is a batch of its own); problems go to the tally. */
async function* batchesOf(mails: AsyncIterable<FoundMail>, tally: ImportTally): AsyncGenerator<Uint8Array[]> {
  let batch: Uint8Array[] = []
  let bytes = 0
  for await (const found of mails) {
    if (found.kind === 'problem') {
      if (tally.problems.length < MAX_PROBLEMS) tally.problems.push(`${found.name}: ${found.problem}`)
      continue
    }
    batch.push(found.raw)
    bytes += found.raw.byteLength
    if (batch.length >= BATCH_MAILS || bytes >= BATCH_BYTES) {
      yield batch
      batch = []
      bytes = 0
    }
  }
  if (batch.length > 0) yield batch
}

function add(tally: ImportTally, done: IngestTally): void {
  tally.fetched += done.fetched
  tally.newMessages += done.newMessages
  tally.duplicates += done.duplicates
  tally.parsed += done.parsed
  tally.autoApproved += done.autoApproved
  tally.leftInInbox += done.leftInInbox
  tally.errors += done.errors
}
