import { createHash, randomBytes } from 'node:crypto'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import {
  customerExists,
  insertToken,
  markRevoked,
  noteUse,
  readTokens,
  type TokenRow,
  tokenByHash,
} from './tokens.queries.ts'

/** A machine that may hand over reports. */
export type IngestToken = { id: number; name: string; sourceId: number; customerId: number | null }

const PREFIX = 'bc_'

/** All tokens, the revoked ones too; never their secrets. */
export async function tokenList({ db }: Pick<World, 'db'>) {
  return (await readTokens(db)).map(onTheWire)
}

/** Makes an ingest token. Only a hash of its secret is kept, so this answer is the one place where it can be read. */
export async function createToken(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  actor: Actor,
  input: {
    name: string
    customerId: number | null
    roleCeiling: TokenRow['role_ceiling']
    expiresAt: string | null
  },
) {
  const secret = PREFIX + randomBytes(32).toString('base64url')
  return db.transaction().execute(async (tx) => {
    if (input.customerId !== null && !(await customerExists(tx, input.customerId))) throw notFound('customer')
    const id = await insertToken(tx, { ...input, hash: hashOf(secret), userId: actor.userId, at: clock() })
    if (id === null)
      throw new Refusal(
        'name_taken',
        `A token that is in use is already called "${input.name}"; revoke it first.`,
      )
    await recordAudit(tx, clock(), actor, 'token made', `Made the API token "${input.name}"`, {
      tokenId: id,
      ...input,
    })
    return { token: await wireToken(tx, id), secret }
  })
}

/** Ends a token at once; ending it again changes nothing. */
export async function revokeToken({ db, clock }: Pick<World, 'db' | 'clock'>, actor: Actor, id: number) {
  return db.transaction().execute(async (tx) => {
    const isNew = await markRevoked(tx, id, clock())
    const token = await wireToken(tx, id)
    if (isNew)
      await recordAudit(tx, clock(), actor, 'token revoked', `Revoked the API token "${token.name}"`, {
        tokenId: id,
      })
    return token
  })
}

/** Whose token an `Authorization: Bearer …` header carries; refused with 401 unless it may hand over reports now. */
export async function ingestTokenOf(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  authorization: string | undefined,
): Promise<IngestToken> {
  const secret = /^Bearer ([\w-]{20,100})$/i.exec(authorization ?? '')?.[1]
  if (!secret)
    throw refused(
      'token_needed',
      'Send an ingest token: "Authorization: Bearer bc_…". An admin makes one in the settings.',
    )
  const token = await tokenByHash(db, hashOf(secret))
  if (!token?.scopes.includes('ingest') || token.source_id === null)
    throw refused(
      'token_unknown',
      'This token is not known here. Copy it again, or ask an admin for a new one.',
    )
  if (token.revoked_at !== null) throw refused('token_revoked', `The token "${token.name}" was revoked.`)
  const now = clock()
  if (token.expires_at !== null && token.expires_at <= now)
    throw refused('token_expired', `The token "${token.name}" expired; ask an admin for a new one.`)
  await noteUse(db, token.id, now)
  return { id: token.id, name: token.name, sourceId: token.source_id, customerId: token.customer_id }
}

function refused(code: string, message: string): Refusal {
  return new Refusal(code, message, { status: 401 })
}

async function wireToken(db: Parameters<typeof readTokens>[0], id: number) {
  const [row] = await readTokens(db, id)
  if (!row) throw notFound('token')
  return onTheWire(row)
}

/** The secret has 256 random bits: nobody guesses it, so a plain hash is enough. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function onTheWire(row: TokenRow) {
  return {
    id: row.id,
    name: row.name,
    scope: 'ingest' as const,
    roleCeiling: row.role_ceiling,
    source: row.source_id === null ? null : { id: row.source_id, name: row.source_name ?? '' },
    customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
    createdAt: row.created_at,
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}
