import { type Connection, sql } from '../../platform/db.ts'

export type Candidate = { id: number; raw_size: number }
export type Pair = { parser_id: string; parser_version: number }

/** Every parser and version that stored messages were read by; leaps from one to the next in the index. */
export async function pairsInStore(db: Connection): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    with recursive pairs as (
      (select parser_id, parser_version from mail_messages where parser_id is not null and location <> 'deleted'
       order by parser_id, parser_version limit 1)
      union all
      select following.parser_id, following.parser_version
      from pairs p cross join lateral (
        select parser_id, parser_version from mail_messages
        where parser_id is not null and location <> 'deleted' and (parser_id, parser_version) > (p.parser_id, p.parser_version)
        order by parser_id, parser_version limit 1) following
    )
    select parser_id, parser_version from pairs
  `.execute(db)
  return rows
}

/** How many messages each of these read, up to a limit. */
export async function countPairs(
  db: Connection,
  pairs: readonly Pair[],
  limit: number,
): Promise<(Pair & { messages: number })[]> {
  const { rows } = await sql<Pair & { messages: number }>`
    select p.parser_id, p.parser_version, (
      select count(*) from (
        select from mail_messages m
        where m.parser_id = p.parser_id and m.parser_version = p.parser_version and m.location <> 'deleted' limit ${limit}) c) as messages
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p (parser_id text, parser_version integer)
    order by p.parser_id, p.parser_version
  `.execute(db)
  return rows
}

/** The newest messages below an id that these parsers and versions read. */
export async function readByPairs(
  db: Connection,
  pairs: readonly Pair[],
  below: number,
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select m.id, m.raw_size
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p (parser_id text, parser_version integer)
    cross join lateral (
      select id, raw_size from mail_messages
      where parser_id = p.parser_id and parser_version = p.parser_version and location <> 'deleted' and id < ${below}
      order by id desc limit ${limit}) m
    order by m.id desc limit ${limit}
  `.execute(db)
  return rows
}

/** How many messages no parser could read, up to a limit. */
export async function countUnread(db: Connection, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from mail_messages where parse_state in ('unparsed', 'error') and location <> 'deleted' limit ${limit}) c
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** The newest messages below an id that no parser could read. */
export async function unreadBelow(db: Connection, below: number, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select id, raw_size from mail_messages
    where parse_state in ('unparsed', 'error') and location <> 'deleted' and id < ${below}
    order by id desc limit ${limit}
  `.execute(db)
  return rows
}

/** Those of a selection that are below an id and still there, newest first. */
export async function selectionBelow(
  db: Connection,
  ids: readonly number[],
  below: number,
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select id, raw_size from mail_messages
    where id = any(${[...ids]}) and location <> 'deleted' and id < ${below}
    order by id desc limit ${limit}
  `.execute(db)
  return rows
}

/**
 * Looks through the messages below an id, newest first, for those whose sender and subject have all these words (or that a
 * given parser read). An index on the text of every message would cost each import; a walk by the primary key that decodes
 * nothing costs only who asks.
 */
export async function walkBelow(
  db: Connection,
  walk: {
    below: number
    words: readonly { part: 'from' | 'subject'; like: string }[]
    orReadBy: string | null
    lookThrough: number
    limit: number
  },
): Promise<{ messages: Candidate[]; lastLookedAt: number }> {
  const fits = walk.words.map(({ part, like }) =>
    part === 'subject'
      ? sql`lower(translate(w.subject, ${'\u200b\ufeff'}, '')) like ${like}`
      : sql`(w.from_address like ${like} or lower(w.from_name) like ${like})`,
  )
  const { rows } = await sql<Candidate & { last_looked_at: number }>`
    with looked_at as materialized (
      select id, raw_size, from_address, from_name, subject, parser_id, location from mail_messages
      where id < ${walk.below} order by id desc limit ${walk.lookThrough})
    select w.id, w.raw_size, case when (select count(*) from looked_at) < ${walk.lookThrough} then 0 else (select min(id) from looked_at) end as last_looked_at
    from looked_at w
    where w.location <> 'deleted' and ((${fits.length > 0 ? sql.join(fits, sql` and `) : sql`true`}) or w.parser_id = ${walk.orReadBy})
    order by w.id desc limit ${walk.limit}
  `.execute(db)
  const [first] = rows
  if (first) return { messages: rows, lastLookedAt: first.last_looked_at }
  return { messages: [], lastLookedAt: await lowestOf(db, walk.below, walk.lookThrough) }
}

async function lowestOf(db: Connection, below: number, lookThrough: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from mail_messages where id < ${below} order by id desc offset ${lookThrough - 1} limit 1
  `.execute(db)
  return rows[0]?.id ?? 0
}
