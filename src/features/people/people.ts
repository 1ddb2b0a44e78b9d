import { createHash, randomBytes } from 'node:crypto'
import { ROLES, type Role } from '../../../contract/base.ts'
import type { World } from '../../app/world.ts'
import { SYSTEM } from '../../domain/actor.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts'
import {
  anyUserExists,
  countFailedSignIn,
  findUserByName,
  insertUser,
  lockSetup,
  noteSignIn,
  rememberRole,
  replaceSetupToken,
  rolesOf,
  setPassword,
  useSetupToken,
} from './people.queries.ts'
import {
  findSession,
  insertSession,
  removeOldSessions,
  revokeSession,
  setSessionRole,
  touchSession,
} from './sessions.queries.ts'

type PeopleWorld = Pick<World, 'db' | 'clock'>
export type Visitor = { ip: string; userAgent: string }
export type Session = {
  id: number
  userId: number
  username: string
  displayName: string
  roles: Role[]
  activeRole: Role
}

const HOUR = 3_600_000
const SESSION_LIFE = 14 * 24 * HOUR
const SETUP_TOKEN_LIFE = 24 * HOUR
const FREE_ATTEMPTS = 5

/** Whether the first admin must still be made. */
export async function isSetupNeeded({ db }: Pick<World, 'db'>): Promise<boolean> {
  return !(await anyUserExists(db))
}

/** A new set-up token, to be shown in the log only; null when there are users already. Earlier unused ones stop working. */
export async function issueSetupToken({ db, clock }: PeopleWorld): Promise<string | null> {
  if (await anyUserExists(db)) return null
  const token = randomBytes(18).toString('base64url')
  await replaceSetupToken(db, hashToken(token), clock(), later(clock(), SETUP_TOKEN_LIFE))
  return token
}

/** Creates the first admin with the token from the log and signs them in; returns the session's token. */
export async function setUpFirstAdmin(
  world: PeopleWorld,
  input: { token: string; username: string; displayName: string; password: string },
  visitor: Visitor,
): Promise<string> {
  checkPassword(input.password, input.username)
  const passwordHash = await hashPassword(input.password)
  const userId = await world.db.transaction().execute(async (tx) => {
    await lockSetup(tx)
    if (await anyUserExists(tx))
      throw new Refusal('already_set_up', 'The first admin exists already; sign in instead.')
    if (!(await useSetupToken(tx, hashToken(input.token), world.clock()))) {
      throw new Refusal(
        'bad_setup_token',
        'This set-up token is wrong or older than 24 hours. Restart Backupchecks to see a new one in its log.',
        { status: 403 },
      )
    }
    const id = await insertUser(tx, {
      username: input.username,
      displayName: input.displayName,
      passwordHash,
      roles: ['admin'],
      at: world.clock(),
    })
    await recordAudit(
      tx,
      world.clock(),
      { userId: id, name: input.username },
      'set up',
      `The first admin ${input.username} was created`,
    )
    return id
  })
  return openSession(world, userId, 'admin', visitor)
}

/** Checks name and password; returns the session's token. After five failures in a row each further one locks the user for longer. */
export async function signIn(
  world: PeopleWorld,
  input: { username: string; password: string },
  visitor: Visitor,
): Promise<string> {
  const user = await findUserByName(world.db, input.username)
  const locked = user?.locked_until && Date.parse(user.locked_until) > Date.parse(world.clock())
  const right = await verifyPassword(input.password, user?.password_hash ?? null)
  if (locked)
    throw new Refusal('locked', 'Too many failed attempts; try again in a few minutes.', { status: 429 })
  if (!user || !right || !user.active) {
    if (user) await countFailedSignIn(world.db, user.id, lockAfter(user.failed_sign_ins + 1, world.clock()))
    await recordAudit(
      world.db,
      world.clock(),
      SYSTEM,
      'sign-in failed',
      `Failed sign-in as ${input.username.slice(0, 100)}`,
      { ip: visitor.ip },
    )
    throw new Refusal('wrong_credentials', 'User name or password is wrong.', { status: 401 })
  }
  const roles = knownRoles(await rolesOf(world.db, user.id))
  const role = roles.find((known) => known === user.last_active_role) ?? roles[0]
  if (!role) throw new Refusal('no_role', 'This user has no role yet; ask an admin.', { status: 403 })
  await noteSignIn(world.db, user.id, role, world.clock())
  await recordAudit(
    world.db,
    world.clock(),
    { userId: user.id, name: user.username },
    'signed in',
    `${user.username} signed in`,
    { ip: visitor.ip },
  )
  return openSession(world, user.id, role, visitor)
}

/** The session that a cookie's token stands for; null when it is not (or no longer) one. */
export async function sessionOf(world: PeopleWorld, token: string | undefined): Promise<Session | null> {
  if (!token) return null
  const now = world.clock()
  const row = await findSession(world.db, hashToken(token), now)
  if (!row) return null
  const roles = knownRoles(row.roles)
  const activeRole = roles.find((role) => role === row.active_role) ?? roles[0]
  if (!activeRole) return null
  if (Date.parse(now) - Date.parse(row.last_seen_at) > HOUR / 4)
    await touchSession(world.db, row.id, now, later(now, SESSION_LIFE))
  return {
    id: row.id,
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    roles,
    activeRole,
  }
}

/** Ends a session. */
export async function signOut(world: PeopleWorld, session: Session): Promise<void> {
  await revokeSession(world.db, session.id, world.clock())
}

/** Switches the active role of a session to another of the user's roles, and remembers it. */
export async function switchRole(world: PeopleWorld, session: Session, role: Role): Promise<void> {
  if (!session.roles.includes(role))
    throw new Refusal('not_your_role', `You do not have the role ${role}.`, { status: 403 })
  await setSessionRole(world.db, session.id, role)
  await rememberRole(world.db, session.userId, role)
}

/** Creates a user from the command line or the settings. */
export async function addUser(
  world: PeopleWorld,
  input: { username: string; displayName: string; password: string; roles: readonly Role[] },
): Promise<void> {
  checkPassword(input.password, input.username)
  const passwordHash = await hashPassword(input.password)
  if (await findUserByName(world.db, input.username))
    throw new Refusal('name_taken', `There is a user ${input.username} already.`)
  await world.db.transaction().execute(async (tx) => {
    await insertUser(tx, { ...input, passwordHash, at: world.clock() })
    await recordAudit(tx, world.clock(), SYSTEM, 'user added', `User ${input.username} was added`, {
      roles: input.roles,
    })
  })
}

/** Gives a user a new password and ends all their sessions. */
export async function changePassword(
  world: PeopleWorld,
  input: { username: string; password: string },
): Promise<void> {
  const user = await findUserByName(world.db, input.username)
  if (!user) throw new Refusal('not_found', `There is no user ${input.username}.`, { status: 404 })
  checkPassword(input.password, user.username)
  const passwordHash = await hashPassword(input.password)
  await world.db.transaction().execute(async (tx) => {
    await setPassword(tx, user.id, passwordHash, world.clock())
    await recordAudit(
      tx,
      world.clock(),
      SYSTEM,
      'password changed',
      `The password of ${user.username} was changed`,
    )
  })
}

/** Housekeeping: sessions and tokens that ended more than thirty days ago. */
export async function sweepSessions({ db, clock }: PeopleWorld): Promise<void> {
  await removeOldSessions(db, later(clock(), -30 * 24 * HOUR))
}

async function openSession(
  world: PeopleWorld,
  userId: number,
  role: Role,
  visitor: Visitor,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const at = world.clock()
  await insertSession(world.db, {
    tokenHash: hashToken(token),
    userId,
    role,
    at,
    expiresAt: later(at, SESSION_LIFE),
    ...visitor,
  })
  return token
}

function lockAfter(failures: number, now: string): string | null {
  if (failures < FREE_ATTEMPTS) return null
  const minutes = Math.min(60, 2 ** (failures - FREE_ATTEMPTS))
  return later(now, minutes * 60_000)
}

function knownRoles(roles: readonly string[]): Role[] {
  return ROLES.filter((role) => roles.includes(role))
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}
