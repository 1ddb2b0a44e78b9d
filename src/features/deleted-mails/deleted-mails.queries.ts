import { type Connection, sql } from '../../platform/db.ts'

export type DeletedFilter = {
  patterns: readonly string[]
  /** Only these; null: any. */
  ids: readonly number[] | null
  /** Only those deleted until this instant; null: any. */
  until: string | null
}

export type DeletedRow = {
  id: number
  fromAddress: string
  fromName: string
  subject: string
  receivedAt: string
  deletedAt: string
  parseState: 'stored' | 'parsed' | 'unparsed' | 'error'
  software: string | null
  rawSize: number
}

/** A page of deleted messages, the last deleted first, after the given one. */
export async function listDeleted(
  db: Connection,
  filter: DeletedFilter,
  after: { deletedAt: string; id: number } | null,
  limit: number,
): Promise<DeletedRow[]> {
  const { rows } = await sql<DeletedRow>`
    select m.id, m.from_address as "fromAddress", m.from_name as "fromName", m.subject, m.received_at as "receivedAt", m.deleted_at as "deletedAt",
      m.parse_state as "parseState", m.raw_size as "rawSize",
      (select min(r.backup_software) from mail_results r where r.mail_message_id = m.id) as software
    from mail_messages m
    where ${fits(filter)} ${after ? sql`and (m.deleted_at, m.id) < (${after.deletedAt}, ${after.id})` : sql``}
    order by m.deleted_at desc, m.id desc limit ${limit}
  `.execute(db)
  return rows
}

/** How many deleted messages the filter leaves. */
export async function countDeleted(db: Connection, filter: DeletedFilter): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from mail_messages m where ${fits(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Removes so many of these messages and leaves their hashes; returns how many. One that somebody restores meanwhile stays. */
export async function purge(
  tx: Connection,
  filter: DeletedFilter,
  limit: number,
  at: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with chosen as (
      select m.id from mail_messages m where ${fits(filter)} order by m.deleted_at, m.id limit ${limit} for update skip locked
    ), gone as (
      delete from mail_messages m using chosen where m.id = chosen.id returning m.id, m.content_hash, m.source_id, m.source_ref
    ), remembered as (
      insert into purged_mail_hashes (content_hash, source_id, source_ref, purged_at)
      select content_hash, source_id, source_ref, ${at}::timestamptz from gone on conflict do nothing
    )
    select id from gone
  `.execute(tx)
  return rows.length
}

function fits({ patterns, ids, until }: DeletedFilter) {
  const conditions = [
    sql`m.location = 'deleted' and m.deleted_at is not null`,
    ...patterns.map((pattern) => sql`lower(m.from_address || ' ' || m.subject) like ${pattern}`),
    ...(ids ? [sql`m.id = any(${[...ids]})`] : []),
    ...(until ? [sql`m.deleted_at <= ${until}`] : []),
  ]
  return sql.join(conditions, sql` and `)
}
