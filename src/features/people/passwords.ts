import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '../../platform/refusal.ts'
import { COMMON_PASSWORDS } from './common-passwords.ts'

const derive = promisify(argon2)

/** OWASP's argon2id minimum with margin: 19 MiB, two passes. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const MIN_LENGTH = 12

/** Refuses passwords that are too short, well known, or contain the user's own name. */
export function checkPassword(password: string, username: string): void {
  const weak = (message: string) =>
    new Refusal('weak_password', message, { status: 422, data: { field: 'password' } })
  if ([...password].length < MIN_LENGTH) throw weak(`A password needs at least ${MIN_LENGTH} characters.`)
  const folded = password.toLowerCase()
  if (COMMON_PASSWORDS.has(folded))
    throw weak('This password is on the list of common passwords; choose another.')
  if (/^(.)\1*$/.test(folded)) throw weak('This password is one character repeated; choose another.')
  if (username.length >= 4 && folded.includes(username.toLowerCase()))
    throw weak('The password must not contain the user name.')
}

/** A password as a PHC-like text with its salt and cost. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...COST })
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

/** Whether the password belongs to the hash; takes as long for a hash that nobody has (null), so that names cannot be probed. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash ?? '')
  const cost = parts
    ? { memory: Number(parts[1]), passes: Number(parts[2]), parallelism: Number(parts[3]) }
    : COST
  const nonce = parts ? Buffer.from(parts[4] ?? '', 'base64url') : Buffer.alloc(16)
  const tag = parts ? Buffer.from(parts[5] ?? '', 'base64url') : Buffer.alloc(COST.tagLength)
  const derived = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    ...cost,
    tagLength: tag.length,
  })
  return timingSafeEqual(derived, tag) && parts !== null
}
