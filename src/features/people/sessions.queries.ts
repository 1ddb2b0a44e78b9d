import { type Connection, sql } from '../../platform/db.ts'

export type SessionRow = {
  id: number
  user_id: number
  active_role: string
  username: string
  display_name: string
  roles: string[]
  last_seen_at: string
}

/** Opens a session. */
export async function insertSession(
  db: Connection,
  session: {
    tokenHash: Buffer
    userId: number
    role: string
    at: string
    expiresAt: string
    ip: string
    userAgent: string
  },
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      active_role: session.role,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      ip_address: session.ip,
      user_agent: session.userAgent.slice(0, 500),
    })
    .execute()
}

/** The live session of this token with its active user; undefined when it ended, expired or the user is gone. */
export async function findSession(
  db: Connection,
  tokenHash: Buffer,
  at: string,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id, s.user_id, s.active_role, s.last_seen_at, u.username, u.display_name, array_agg(r.role order by r.role) as roles
    from sessions s join users u on u.id = s.user_id join user_roles r on r.user_id = u.id
    where s.token_hash = ${tokenHash} and s.revoked_at is null and s.expires_at > ${at} and u.active
    group by s.id, u.id
  `.execute(db)
  return rows[0]
}

/** Keeps a session alive while it is used. */
export async function touchSession(db: Connection, id: number, at: string, expiresAt: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: at, expires_at: expiresAt })
    .where('id', '=', id)
    .execute()
}

/** Ends a session. */
export async function revokeSession(db: Connection, id: number, at: string): Promise<void> {
  await db.updateTable('sessions').set({ revoked_at: at }).where('id', '=', id).execute()
}

/** Changes the active role of a session. */
export async function setSessionRole(db: Connection, id: number, role: string): Promise<void> {
  await db.updateTable('sessions').set({ active_role: role }).where('id', '=', id).execute()
}

/** Removes sessions and set-up tokens that ended a while ago. */
export async function removeOldSessions(db: Connection, before: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((eb) => eb.or([eb('expires_at', '<', before), eb('revoked_at', '<', before)]))
    .execute()
  await db.deleteFrom('setup_tokens').where('expires_at', '<', before).execute()
}
