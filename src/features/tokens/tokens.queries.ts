import { type Connection, sql } from '../../platform/db.ts'

export type TokenRow = {
  id: number
  name: string
  role_ceiling: 'operator' | 'viewer' | 'reporter'
  source_id: number | null
  source_name: string | null
  customer_id: number | null
  customer_name: string | null
  created_at: string
  created_by: string | null
  last_used_at: string | null
  expires_at: string | null
  revoked_at: string | null
}

/** Tokens, newest first; or the one with this id. */
export async function readTokens(db: Connection, id: number | null = null): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select t.id, t.name, t.role_ceiling, t.source_id, s.name as source_name, t.customer_id, c.name as customer_name, t.created_at,
      coalesce(nullif(u.display_name, ''), u.username) as created_by, t.last_used_at, t.expires_at, t.revoked_at
    from api_tokens t
    left join sources s on s.id = t.source_id
    left join customers c on c.id = t.customer_id
    left join users u on u.id = t.created_by_user_id
    ${id === null ? sql`` : sql`where t.id = ${id}`}
    order by t.id desc
  `.execute(db)
  return rows
}

/** Makes a token for the HTTP source; null when a token that is in use has this name. */
export async function insertToken(
  db: Connection,
  token: {
    name: string
    hash: Buffer
    roleCeiling: string
    customerId: number | null
    expiresAt: string | null
    userId: number | null
    at: string
  },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into api_tokens (name, token_hash, scopes, role_ceiling, source_id, customer_id, created_by_user_id, created_at, expires_at)
    select ${token.name}, ${token.hash}, '{ingest}', ${token.roleCeiling}, s.id, ${token.customerId}, ${token.userId}, ${token.at}, ${token.expiresAt}
    from sources s where s.kind = 'http' and s.removed_at is null order by s.id limit 1
    on conflict (lower(name)) where revoked_at is null do nothing
    returning id
  `.execute(db)
  return rows[0]?.id ?? null
}

/** Whether there is such a customer. */
export async function customerExists(db: Connection, id: number): Promise<boolean> {
  return (await db.selectFrom('customers').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Ends a token; false when it was ended before or never was. */
export async function markRevoked(db: Connection, id: number, at: string): Promise<boolean> {
  const row = await db
    .updateTable('api_tokens')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The token with this hash, whatever became of it. */
export async function tokenByHash(db: Connection, hash: Buffer) {
  return db
    .selectFrom('api_tokens')
    .select(['id', 'name', 'scopes', 'source_id', 'customer_id', 'expires_at', 'revoked_at', 'last_used_at'])
    .where('token_hash', '=', hash)
    .executeTakeFirst()
}

/** Notes that a token was used, once a minute at most. */
export async function noteUse(db: Connection, id: number, at: string): Promise<void> {
  await sql`
    update api_tokens set last_used_at = ${at}
    where id = ${id} and (last_used_at is null or last_used_at < ${at}::timestamptz - interval '1 minute')
  `.execute(db)
}
