import { randomInt } from 'node:crypto'
import type { World } from '../../app/world.ts'
import { type Actor, SYSTEM } from '../../domain/actor.ts'
import type { Claim } from '../../platform/claims.ts'
import { publish } from '../../platform/live.ts'
import { recordAudit } from '../audit/index.ts'
import {
  closeInterruptedRuns,
  type Ended,
  finishImportRun,
  type ImportRow,
  insertImportRun,
  readImportRun,
  saveProgress,
  type Trigger,
  type Trouble,
} from './import-runs.queries.ts'
import type { Tally } from './tally.ts'

export type ImportRun = {
  id: number
  startedAt: string
  /** Shows the figures so far; false once somebody asked to stop. */
  progress(tally: Tally, remaining: number | null): Promise<boolean>
  finish(tally: Tally, end: { ended: Ended; error?: string; trouble?: Trouble }): Promise<void>
}

type ImportWorld = Pick<World, 'db' | 'clock' | 'claims'>

const MAX_CLAIM_KEY = 2 ** 31 - 1

/** Begins an import that others can watch, and that counts as interrupted when this process ends before it is finished. */
export async function beginImportRun(
  { db, clock, claims }: ImportWorld,
  from: { sourceId: number; trigger: Trigger; userId: number | null },
): Promise<ImportRun> {
  const { key, claim } = await freeClaim(claims)
  const startedAt = clock()
  const id = await insertImportRun(db, { ...from, at: startedAt, claimKey: key })
  await publishImport(db, id)
  return {
    id,
    startedAt,
    async progress(tally, remaining) {
      const goOn = await saveProgress(db, id, tally, remaining)
      await publishImport(db, id)
      return goOn
    },
    async finish(tally, { ended, error = null, trouble = null }) {
      await finishImportRun(db, id, { ...tally, ended, error, trouble }, clock())
      await claim.release()
      const row = await publishImport(db, id)
      if (row && tally.fetched > 0) await audit(db, clock(), from.userId, row)
    },
  }
}

/** Ends the imports that a killed process left open; safe to run at any time, by any process. */
export async function closeInterruptedImports({ db, clock }: Pick<World, 'db' | 'clock'>): Promise<number> {
  const ids = await closeInterruptedRuns(db, clock())
  for (const id of ids) await publishImport(db, id)
  return ids.length
}

/** An import as pages see it. */
export function importOnTheWire(row: ImportRow) {
  return {
    id: row.id,
    source: { id: row.source_id, name: row.source_name },
    trigger: row.trigger,
    startedBy: row.started_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    durationMs: row.finished_at === null ? null : Date.parse(row.finished_at) - Date.parse(row.started_at),
    state: row.ended ?? ('running' as const),
    fetched: row.fetched,
    newMessages: row.new_messages,
    duplicates: row.duplicates,
    parsed: row.parsed,
    autoApproved: row.auto_approved,
    leftInInbox: row.left_in_inbox,
    errors: row.errors,
    remaining: row.remaining,
    error: row.error,
  }
}

async function publishImport(db: World['db'], id: number): Promise<ImportRow | null> {
  const row = await readImportRun(db, id)
  if (row) await publish(db, 'import', importOnTheWire(row))
  return row
}

/** One event for each import that found something. */
async function audit(db: World['db'], at: string, userId: number | null, row: ImportRow): Promise<void> {
  const actor: Actor = userId === null ? SYSTEM : { userId, name: row.started_by ?? '' }
  const message = `Imported from "${row.source_name}": ${row.new_messages} new messages`
  await recordAudit(db, at, actor, 'import', message, {
    importId: row.id,
    sourceId: row.source_id,
    trigger: row.trigger,
    ended: row.ended,
    fetched: row.fetched,
    newMessages: row.new_messages,
    duplicates: row.duplicates,
    errors: row.errors,
  })
}

async function freeClaim(claims: World['claims']): Promise<{ key: number; claim: Claim }> {
  for (;;) {
    const key = randomInt(1, MAX_CLAIM_KEY)
    const claim = await claims.claim('import run', key)
    if (claim) return { key, claim }
  }
}
