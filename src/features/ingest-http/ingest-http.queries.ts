import { type Connection, sql } from '../../platform/db.ts'

/**
 * When a key was first used with this token: now, unless that was within the last seven days; an older use is forgotten.
 */
export async function claimIdempotencyKey(
  db: Connection,
  tokenId: number,
  key: string,
  now: string,
): Promise<string> {
  const { rows } = await sql<{ created_at: string }>`
    insert into idempotency_keys as k (token_id, key, created_at) values (${tokenId}, ${key}, ${now})
    on conflict (token_id, key) do update
      set created_at = case when k.created_at < ${now}::timestamptz - interval '7 days' then excluded.created_at else k.created_at end
    returning created_at
  `.execute(db)
  return rows[0]?.created_at ?? now
}

/** Forgets keys that mean nothing any more. */
export async function deleteOldKeys(db: Connection, now: string): Promise<void> {
  await sql`delete from idempotency_keys where created_at < ${now}::timestamptz - interval '8 days'`.execute(
    db,
  )
}

export type TakenIn = { id: number; outcome: 'run' | 'inbox' | 'set aside' | 'filing' }

/** What became of a message of a source, found by its reference or by its content. */
export async function takenIn(
  db: Connection,
  found: { sourceId: number; sourceRef: string; contentHashes: readonly string[] },
): Promise<TakenIn | null> {
  const { rows } = await sql<TakenIn>`
    select m.id,
      case when m.filed_at is null then 'filing'
        when exists (select from job_runs r where r.mail_message_id = m.id) then 'run'
        when m.location = 'inbox' then 'inbox'
        else 'set aside' end as outcome
    from mail_messages m
    where (m.source_id = ${found.sourceId} and m.source_ref = ${found.sourceRef}) or m.content_hash in (select decode(h, 'hex') from unnest(${[...found.contentHashes]}::text[]) as h)
    order by m.source_ref is not distinct from ${found.sourceRef} desc, m.id desc limit 1
  `.execute(db)
  return rows[0] ?? null
}
