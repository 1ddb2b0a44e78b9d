import type { World } from '../../app/world.ts'
import { type MailBatch, type Mailbox, MailboxTrouble } from '../../domain/mailbox.ts'
import { noteDelivery, noteFailedImport, noteInterruptedImports, noteReachable } from '../incidents/index.ts'
import {
  addTally,
  beginImportRun,
  closeInterruptedImports,
  emptyTally,
  fileStored,
  type ImportRun,
  type Tally,
} from '../ingest/index.ts'
import { cancelledBy } from './cancel-import.ts'
import { openStored } from './connection.ts'
import { noteCompleteImport, postponeImports, saveCursor } from './import-state.queries.ts'
import { readSource, type SourceRow } from './sources.queries.ts'
import { type TakenBatch, takeBatch } from './take-batch.ts'

export type ImportRequest = { sourceId: number; trigger: 'manual' | 'automatic'; userId: number | null }
type ImportWorld = Pick<
  World,
  'db' | 'clock' | 'log' | 'mailReader' | 'vault' | 'claims' | 'live' | 'openMailbox'
>

/**
 * Takes in what lies in a mailbox, batch by batch, as one import run: stored and committed first, then moved, then the place
 * to go on from. Returns the figures; null when there is nothing to do or another import of this source runs. Killed at any
 * moment it loses nothing, and the next import goes on from there.
 */
export async function importMailbox(
  world: ImportWorld,
  request: ImportRequest,
  signal: AbortSignal,
): Promise<Tally | null> {
  const claim = await world.claims.claim('import of a source', request.sourceId)
  if (!claim) return null
  try {
    await closeInterruptedImports(world)
    const source = await readSource(world.db, request.sourceId)
    if (!source?.enabled) return null
    await noteInterruptedImports(world, source.id)
    return await importAlone(world, source, request, AbortSignal.any([signal, claim.signal]))
  } finally {
    await claim.release()
  }
}

async function importAlone(
  world: ImportWorld,
  source: SourceRow,
  request: ImportRequest,
  stopped: AbortSignal,
): Promise<Tally> {
  const run = await beginImportRun(world, request)
  const tally = emptyTally()
  const cancelled = cancelledBy(world, source.id)
  const signal = AbortSignal.any([stopped, cancelled.signal])
  let mailbox: Mailbox | null = null
  try {
    mailbox = openStored(world, source)
    const { cancel } = cancelled
    const problems = await takeAll(world, { source, run, mailbox, tally, signal, cancel })
    signal.throwIfAborted()
    await noteCompleteImport(world.db, source.id, run.startedAt)
    await run.finish(tally, { ended: 'complete', ...(problems ? { error: problems } : {}) })
    await noteReachable(world, source.id)
  } catch (error) {
    if (cancelled.signal.aborted) await run.finish(tally, { ended: 'cancelled' })
    else if (stopped.aborted) await run.finish(tally, { ended: 'interrupted', error: STOPPED })
    else await fail(world, source, run, tally, error)
  } finally {
    cancelled.end()
    await mailbox?.close().catch(() => {})
  }
  return tally
}

const STOPPED =
  'Backupchecks was stopped meanwhile. What was taken in is safe; the next import goes on from there.'
const SHOWN_PROBLEMS = 3

type Import = {
  source: SourceRow
  run: ImportRun
  mailbox: Mailbox
  tally: Tally
  signal: AbortSignal
  cancel: () => void
}

/**
 * Takes batch after batch until the mailbox is empty or somebody stops it; returns what could not be fetched, in words.
 * While one batch is filed, the next one is fetched and stored already.
 */
async function takeAll(world: ImportWorld, given: Import): Promise<string | null> {
  const { source, run, mailbox, signal } = given
  const problems: string[] = []
  const from = { cursor: source.cursor, batchSize: source.batch_size, signal }
  let filing = Promise.resolve()
  try {
    for await (const batch of mailbox.batches(from)) {
      const taken = await takeBatch(world, { sourceId: source.id, importRunId: run.id }, batch)
      await filing
      filing = fileBatch(world, given, taken, batch)
      // Whoever waits for it is told; until then it is nobody's fault.
      filing.catch(() => {})
      // What is stored is filed even when the mailbox fails to move it.
      if (taken.trouble) throw taken.trouble
      await saveCursor(world.db, source.id, batch.cursor)
      problems.push(...batch.problems.map(({ problem }) => problem))
      if (signal.aborted) break
    }
  } finally {
    await filing
  }
  if (problems.length === 0) return null
  const more = problems.length > SHOWN_PROBLEMS ? ` (and ${problems.length - SHOWN_PROBLEMS} more)` : ''
  return `Messages that could not be fetched, and are tried again with the next import: ${problems.slice(0, SHOWN_PROBLEMS).join(' · ')}${more}`
}

/** Files a stored batch and shows the figures so far. */
async function fileBatch(
  world: ImportWorld,
  { source, run, tally, cancel }: Import,
  taken: TakenBatch,
  batch: MailBatch,
): Promise<void> {
  const { parsed, autoApproved, leftInInbox, errors } = await fileStored(world, taken.stored)
  addTally(tally, taken.tally)
  addTally(tally, {
    ...emptyTally(),
    parsed,
    autoApproved,
    leftInInbox,
    errors: errors + batch.problems.length,
  })
  if (taken.stored.length > 0) await noteDelivery(world, source.id)
  if (!(await run.progress(tally, batch.remaining))) cancel()
}

/** A wrong header must not keep a mailbox from being read for days, and after so long without an import a person hears of it. */
const LONGEST_WAIT_SECONDS = 3600

/** The mailbox's trouble ends the import in its own words; a fault of ours or of the database goes on to whoever started it. */
async function fail(
  world: ImportWorld,
  source: SourceRow,
  run: ImportRun,
  tally: Tally,
  error: unknown,
): Promise<void> {
  if (!(error instanceof MailboxTrouble)) {
    const reason = `This import could not go on: ${error instanceof Error ? error.message : String(error)}`
    await run
      .finish(tally, { ended: 'incomplete', error: reason })
      .then(() => noteFailedImport(world, source.id))
      .catch(() => {})
    throw error
  }
  world.log.warn({ sourceId: source.id, trouble: error.kind }, error.message)
  await run.finish(tally, { ended: 'incomplete', error: error.message, trouble: error.kind })
  if (error.retryAfterSeconds !== null) {
    const seconds = Math.min(error.retryAfterSeconds, LONGEST_WAIT_SECONDS)
    const notBefore = new Date(Date.parse(world.clock()) + seconds * 1000).toISOString()
    await postponeImports(world.db, source.id, notBefore)
  }
  await noteFailedImport(world, source.id)
}
