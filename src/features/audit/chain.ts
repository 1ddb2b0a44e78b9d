import type { World } from '../../app/world.ts'
import { SYSTEM } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { recordAudit } from './audit.queries.ts'
import { lockChain, readHead, readNotedHeads, readUnlinked, saveLinks } from './chain.queries.ts'
import { CHAINED_LOGS, type ChainedLog, type ChainHead, LOG_NAMES } from './chained-logs.ts'
import { linkHash } from './link-hash.ts'
import { headsIn } from './noted-heads.ts'

type ChainWorld = Pick<World, 'db' | 'clock'>

const ROWS_AT_ONCE = 2000

/**
 * Links every row that was committed since to its chain, for at most so many seconds; returns how many. One process links at a
 * time, each batch is one transaction: however it ends, every row has one place, and the places have no gap.
 */
export async function linkEvidence({ db }: Pick<World, 'db'>, seconds = 50): Promise<number> {
  const deadline = performance.now() + seconds * 1000
  let linked = 0
  for (const log of CHAINED_LOGS) {
    let batch = ROWS_AT_ONCE
    while (batch === ROWS_AT_ONCE && performance.now() < deadline) {
      batch = await db.transaction().execute((tx) => linkBatch(tx, log))
      linked += batch
    }
  }
  return linked
}

async function linkBatch(tx: Connection, log: ChainedLog): Promise<number> {
  if (!(await lockChain(tx, log))) return 0
  const head = await readHead(tx, log)
  let { position, hash: previous }: { position: number; hash: string | null } = head ?? {
    position: 0,
    hash: null,
  }
  const links = (await readUnlinked(tx, log, ROWS_AT_ONCE)).map(({ id, facts }) => {
    position++
    const link = { id, position, previous, hash: linkHash(log, position, previous, facts) }
    previous = link.hash
    return link
  })
  if (links.length > 0) await saveLinks(tx, log, links)
  return links.length
}

/** How far each chain reaches now. */
export async function chainHeads({ db }: Pick<World, 'db'>): Promise<Record<ChainedLog, ChainHead | null>> {
  return {
    audit_log: await readHead(db, 'audit_log'),
    job_run_review_events: await readHead(db, 'job_run_review_events'),
  }
}

/** Notes in the audit log how far the review events reach, so that their end cannot be cut off unseen; nothing when that is noted already. */
export async function noteHeads({ db, clock }: ChainWorld): Promise<void> {
  const heads = await chainHeads({ db })
  const events = heads.job_run_review_events
  if (!events) return
  const last = headsIn(await readNotedHeads(db), 'job_run_review_events').at(-1)
  if (last?.position === events.position) return
  const message = `The ${LOG_NAMES.job_run_review_events} reach row ${events.position} of their chain.`
  await recordAudit(db, clock(), SYSTEM, 'evidence.heads', message, heads)
}
