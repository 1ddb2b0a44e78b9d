import { type Connection, sql } from '../../platform/db.ts'
import type { ChainedLog, ChainHead } from './chained-logs.ts'

/** One number for "somebody is linking", and one for each log. */
const LINKING_LOCK = 4_271_976
const LOG_NUMBER: Record<ChainedLog, number> = { audit_log: 1, job_run_review_events: 2 }

/** Facts as text that every PostgreSQL writes alike; a column that comes later goes to the end, and into new rows only. */
const FACTS: Record<ChainedLog, ReturnType<typeof sql>> = {
  audit_log: sql`array[id::text, ${atText()}, user_id::text, user_name, event_type, message, details::text]`,
  job_run_review_events: sql`array[id::text, ${atText()}, run_id::text, job_id::text, customer_id::text, user_id::text, user_name, action,
    batch_id::text, before_state::text, after_state::text]`,
}

function atText() {
  return sql`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

/** Whether this transaction alone may link rows of a log; it keeps the right until it ends. */
export async function lockChain(tx: Connection, log: ChainedLog): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${LINKING_LOCK}::integer, ${LOG_NUMBER[log]}::integer) as taken`.execute(
    tx,
  )
  return rows[0]?.taken === true
}

/** How far a chain reaches; null before its first link. What a closed segment held still counts. */
export async function readHead(db: Connection, log: ChainedLog): Promise<ChainHead | null> {
  const { rows } = await sql<ChainHead>`
    (select chain_position as position, encode(hash, 'hex') as hash from ${sql.table(log)} where chain_position is not null
     order by chain_position desc limit 1)
    union all
    (select last_position, encode(end_hash, 'hex') from audit_segments where log = ${log} order by last_position desc limit 1)
    order by position desc limit 1
  `.execute(db)
  return rows[0] ?? null
}

/** Rows that no link holds yet, by id. */
export async function readUnlinked(
  tx: Connection,
  log: ChainedLog,
  limit: number,
): Promise<{ id: number; facts: (string | null)[] }[]> {
  const { rows } = await sql<{ id: number; facts: (string | null)[] }>`
    select id, ${FACTS[log]} as facts from ${sql.table(log)} where hash is null order by id limit ${limit}`.execute(
    tx,
  )
  return rows
}

export type Link = { id: number; position: number; previous: string | null; hash: string }

/** Links rows; each must not be linked yet. */
export async function saveLinks(tx: Connection, log: ChainedLog, links: readonly Link[]): Promise<void> {
  const { numAffectedRows } = await sql`
    update ${sql.table(log)} e set chain_position = l.position, previous_hash = decode(l.previous, 'hex'), hash = decode(l.hash, 'hex')
    from unnest(${links.map((link) => link.id)}::bigint[], ${links.map((link) => link.position)}::bigint[],
      ${links.map((link) => link.previous)}::text[], ${links.map((link) => link.hash)}::text[]) as l (id, position, previous, hash)
    where e.id = l.id and e.hash is null
  `.execute(tx)
  if (Number(numAffectedRows) !== links.length)
    throw new Error(`A row of ${log} was linked or removed meanwhile.`)
}

export type LinkedRow = {
  id: number
  position: number
  previous: string | null
  hash: string | null
  at: string
  who: string
  what: string
  facts: (string | null)[]
}

const WHAT: Record<ChainedLog, ReturnType<typeof sql>> = {
  audit_log: sql`event_type`,
  job_run_review_events: sql`action || ' run ' || run_id`,
}

/** The next rows of a chain after a position. */
export async function readChain(
  db: Connection,
  log: ChainedLog,
  after: number,
  limit: number,
): Promise<LinkedRow[]> {
  const { rows } = await sql<LinkedRow>`
    select id, chain_position as position, encode(previous_hash, 'hex') as previous, encode(hash, 'hex') as hash, at, user_name as who,
      ${WHAT[log]} as what, ${FACTS[log]} as facts
    from ${sql.table(log)} where chain_position > ${after} order by chain_position limit ${limit}
  `.execute(db)
  return rows
}

/** How many rows wait for their link, and how many pretend to have one. */
export async function countLoose(
  db: Connection,
  log: ChainedLog,
): Promise<{ waiting: number; half: number }> {
  const { rows } = await sql<{ waiting: number; half: number }>`
    select count(*) filter (where chain_position is null and previous_hash is null) as waiting,
      count(*) filter (where chain_position is not null or previous_hash is not null) as half
    from ${sql.table(log)} where hash is null
  `.execute(db)
  return rows[0] ?? { waiting: 0, half: 0 }
}

/** The closed segments of a log, the oldest first. */
export async function readSegments(
  db: Connection,
  log: ChainedLog,
): Promise<(ChainHead & { closed_at: string })[]> {
  const { rows } = await sql<ChainHead & { closed_at: string }>`
    select last_position as position, encode(end_hash, 'hex') as hash, closed_at from audit_segments where log = ${log} order by last_position
  `.execute(db)
  return rows
}

/** The heads that were noted in the audit log, the oldest first. */
export async function readNotedHeads(db: Connection): Promise<{ at: string; details: unknown }[]> {
  const { rows } = await sql<{ at: string; details: unknown }>`
    select at, details from audit_log where event_type = 'evidence.heads' order by at, id`.execute(db)
  return rows
}
