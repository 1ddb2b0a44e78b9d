import type { World } from '../../app/world.ts'
import type { FoundMail } from '../../sources/upload/index.ts'
import { BATCH } from './batch.ts'
import { sourceNamed } from './import-runs.queries.ts'
import { beginImportRun } from './import-runs.ts'
import { type IngestWorld, ingest, processWaiting, readMails } from './ingest.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'

export type ImportTally = Tally & { problems: string[] }

const MAX_PROBLEMS = 200

/**
 * Takes in the mails of files in batches of bounded size, as one import run; what an earlier, interrupted import left is
 * finished first. `onProgress` is told the running tally after each batch.
 */
export async function importFiles(
  world: IngestWorld & Pick<World, 'claims'>,
  from: { source: 'Upload' | 'Command line'; trigger: 'upload' | 'command'; userId: number | null },
  mails: AsyncIterable<FoundMail>,
  onProgress: (tally: ImportTally) => void = () => {},
): Promise<ImportTally> {
  await processWaiting(world)
  const sourceId = await sourceNamed(world.db, from.source)
  const run = await beginImportRun(world, { sourceId, trigger: from.trigger, userId: from.userId })
  const tally: ImportTally = { ...emptyTally(), problems: [] }
  try {
    for await (const { batch, readings } of readAhead(world, batchesOf(mails, tally))) {
      const raws = batch.map((raw) => ({ raw, sourceRef: null, receivedAt: null }))
      addTally(tally, await ingest(world, { sourceId, importRunId: run.id }, raws, { readings }))
      await run.progress(tally, null)
      onProgress(tally)
    }
    await run.finish(tally, { ended: 'complete' })
    return tally
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await run.finish(tally, { ended: 'incomplete', error: reason }).catch(() => {})
    throw error
  }
}

/** Begins to read the next batch while the one before it is written; at most two are in memory. */
async function* readAhead(world: IngestWorld, batches: AsyncIterable<Uint8Array[]>) {
  let ahead: { batch: Uint8Array[]; readings: ReturnType<typeof readMails> } | null = null
  for await (const batch of batches) {
    const next = { batch, readings: readMails(world, batch) }
    // Whoever waits for it is told; until then it is nobody's fault, and must not end the process.
    next.readings.catch(() => {})
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
    if (batch.length >= BATCH.count || bytes >= BATCH.bytes) {
      yield batch
      batch = []
      bytes = 0
    }
  }
  if (batch.length > 0) yield batch
}
