import type { Role } from '../../../contract/base.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type UserRow = {
  id: number
  username: string
  display_name: string
  password_hash: string | null
  active: boolean
  failed_sign_ins: number
  locked_until: string | null
  last_active_role: string | null
}

/** Whether any user exists: an installation without one is still to be set up. */
export async function anyUserExists(db: Connection): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** One set-up at a time: two browsers must not both create the first admin. */
export async function lockSetup(tx: Connection): Promise<void> {
  await sql`lock table users in share row exclusive mode`.execute(tx)
}

/** The user with this name, in any letter case. */
export async function findUserByName(db: Connection, username: string): Promise<UserRow | undefined> {
  return db
    .selectFrom('users')
    .select([
      'id',
      'username',
      'display_name',
      'password_hash',
      'active',
      'failed_sign_ins',
      'locked_until',
      'last_active_role',
    ])
    .where(sql<boolean>`lower(username) = lower(${username})`)
    .executeTakeFirst()
}

/** Creates a user with roles; returns its id. */
export async function insertUser(
  tx: Connection,
  user: { username: string; displayName: string; passwordHash: string; roles: readonly Role[]; at: string },
): Promise<number> {
  const { id } = await tx
    .insertInto('users')
    .values({
      username: user.username,
      display_name: user.displayName,
      password_hash: user.passwordHash,
      password_changed_at: user.at,
      created_at: user.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('user_roles')
    .values(user.roles.map((role) => ({ user_id: id, role })))
    .execute()
  return id
}

/** Gives a user another password; ends the user's sessions and lifts a lock. */
export async function setPassword(
  tx: Connection,
  userId: number,
  passwordHash: string,
  at: string,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: passwordHash, password_changed_at: at, failed_sign_ins: 0, locked_until: null })
    .where('id', '=', userId)
    .execute()
  await tx
    .updateTable('sessions')
    .set({ revoked_at: at })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The roles of a user. */
export async function rolesOf(db: Connection, userId: number): Promise<string[]> {
  const rows = await db.selectFrom('user_roles').select('role').where('user_id', '=', userId).execute()
  return rows.map((row) => row.role)
}

/** Counts a failed sign-in and says until when the user is locked (null: not). */
export async function countFailedSignIn(
  db: Connection,
  userId: number,
  lockedUntil: string | null,
): Promise<void> {
  await db
    .updateTable('users')
    .set((eb) => ({ failed_sign_ins: eb('failed_sign_ins', '+', 1), locked_until: lockedUntil }))
    .where('id', '=', userId)
    .execute()
}

/** A sign-in that worked wipes the failures before it. */
export async function noteSignIn(db: Connection, userId: number, role: string, at: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ failed_sign_ins: 0, locked_until: null, last_sign_in_at: at, last_active_role: role })
    .where('id', '=', userId)
    .execute()
}

/** Remembers the role that a user last chose. */
export async function rememberRole(db: Connection, userId: number, role: string): Promise<void> {
  await db.updateTable('users').set({ last_active_role: role }).where('id', '=', userId).execute()
}

/** Replaces unused set-up tokens by this one. */
export async function replaceSetupToken(
  db: Connection,
  tokenHash: Buffer,
  createdAt: string,
  expiresAt: string,
): Promise<void> {
  await db.deleteFrom('setup_tokens').where('used_at', 'is', null).execute()
  await db
    .insertInto('setup_tokens')
    .values({ token_hash: tokenHash, created_at: createdAt, expires_at: expiresAt })
    .execute()
}

/** Uses up a set-up token; false when it is unknown, used or expired. */
export async function useSetupToken(tx: Connection, tokenHash: Buffer, at: string): Promise<boolean> {
  const row = await tx
    .updateTable('setup_tokens')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('token_hash')
    .executeTakeFirst()
  return row !== undefined
}
