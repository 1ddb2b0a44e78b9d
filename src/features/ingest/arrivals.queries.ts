import { type Connection, sql } from '../../platform/db.ts'

/** A message as a sender handed it over. */
export type HandedOver = {
  raw: Uint8Array
  /** So many of its first bytes are our own headers. */
  ownTrace: number
  /** ISO instant. */
  receivedAt: string
}

export type Arrival = HandedOver & { id: number; sourceId: number }

/** Writes what was handed over, in one statement: a transaction of its own costs its sender one journey. Returns the ids in the given order. */
export async function insertArrivals(
  db: Connection,
  sourceId: number,
  mails: readonly HandedOver[],
): Promise<number[]> {
  const rows = mails.map(
    ({ raw, ownTrace, receivedAt }, place) =>
      sql`(${sourceId}::bigint, ${receivedAt}::timestamptz, ${ownTrace}::integer, ${place}::integer, ${Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)}::bytea)`,
  )
  const { rows: written } = await sql<{ id: number; place: number }>`
    insert into mail_arrivals (source_id, received_at, own_trace, place, bytes) values ${sql.join(rows)} returning id, place`.execute(
    db,
  )
  return written.sort((a, b) => a.place - b.place).map(({ id }) => id)
}

/** Arrivals of at least this age behind `afterId`, the oldest first, as many as fit into `maxBytes` and at least one. */
export async function readArrivals(
  db: Connection,
  from: { afterId: number; minAgeSeconds: number; maxMails: number; maxBytes: number },
): Promise<Arrival[]> {
  const { rows } = await sql<Arrival>`
    with next as (
      select id, sum(octet_length(bytes)) over (order by id) - octet_length(bytes) as before
      from mail_arrivals
      where id > ${from.afterId} and created_at <= now() - make_interval(secs => ${from.minAgeSeconds})
      order by id limit ${from.maxMails})
    select a.id, a.source_id as "sourceId", a.received_at as "receivedAt", a.own_trace as "ownTrace", a.bytes as raw
    from next join mail_arrivals a using (id)
    where next.before < ${from.maxBytes}
    order by a.id`.execute(db)
  return rows
}

/** Removes what was taken in. */
export async function deleteArrivals(db: Connection, ids: readonly number[]): Promise<void> {
  await sql`delete from mail_arrivals where id = any(${[...ids]})`.execute(db)
}
