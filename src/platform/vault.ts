import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Connection, sql } from './db.ts'

/** Secrets at rest: encrypted for one place, so that a value copied to another row cannot be opened there. */
export type Vault = {
  /** Encrypts a secret for a place such as `sources/7`; the first one ever also stores what the key is known by. */
  seal(db: Connection, place: string, secret: string): Promise<Buffer>
  /** The secret that was sealed for this place; throws when the key or the place is another. */
  open(place: string, sealed: Uint8Array): string
  /** Throws with the way out when the secrets in this database were made with another key. */
  verifyKey(db: Connection): Promise<void>
}

const VERSION = 1
const KEY_ID_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + KEY_ID_BYTES
const CHECK_KEY = 'vault.check'
const CHECK_PLACE = 'vault/check'

/** Opens the vault with the configured key, else with the one kept in `dataDir/secret.key`, which is made at the first time. */
export async function openVault(from: { secretKey: string | null; dataDir: string }): Promise<Vault> {
  const material = from.secretKey ?? (await keptKey(from.dataDir))
  const key = derive(material, 'backupchecks secrets v1', 32)
  const head = Buffer.concat([Buffer.from([VERSION]), derive(material, 'backupchecks key id', KEY_ID_BYTES)])
  const vault: Vault = {
    async seal(db, place, secret) {
      await rememberKey(db, encrypt(key, head, CHECK_PLACE, 'backupchecks'))
      await vault.verifyKey(db)
      return encrypt(key, head, place, secret)
    },
    open: (place, sealed) => decrypt(key, head, place, Buffer.from(sealed)),
    async verifyKey(db) {
      const check = await rememberedKey(db)
      if (check && !isMadeWith(head, check)) throw new Error(otherKey(from))
    },
  }
  return vault
}

function derive(material: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', material, 'backupchecks', purpose, bytes))
}

/** version and key id · nonce · tag · ciphertext; head and place are authenticated with it. */
function encrypt(key: Buffer, head: Buffer, place: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.concat([head, Buffer.from(place)]))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), text])
}

function decrypt(key: Buffer, head: Buffer, place: string, sealed: Buffer): string {
  if (!isMadeWith(head, sealed))
    throw new Error(`The secret of ${place} was encrypted with another key; type it in again.`)
  const nonce = sealed.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES)
  const tag = sealed.subarray(HEAD_BYTES + NONCE_BYTES, HEAD_BYTES + NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.concat([head, Buffer.from(place)]))
    .setAuthTag(tag)
  try {
    const text = sealed.subarray(HEAD_BYTES + NONCE_BYTES + TAG_BYTES)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new Error(`The secret of ${place} was changed or belongs somewhere else; type it in again.`, {
      cause: error,
    })
  }
}

function isMadeWith(head: Buffer, sealed: Buffer): boolean {
  return sealed.subarray(0, HEAD_BYTES).equals(head)
}

async function rememberKey(db: Connection, check: Buffer): Promise<void> {
  await sql`insert into system_settings (key, secret) values (${CHECK_KEY}, ${check}) on conflict (key) do nothing`.execute(
    db,
  )
}

async function rememberedKey(db: Connection): Promise<Buffer | null> {
  const row = await db
    .selectFrom('system_settings')
    .select('secret')
    .where('key', '=', CHECK_KEY)
    .executeTakeFirst()
  return row?.secret ?? null
}

function otherKey(from: { secretKey: string | null; dataDir: string }): string {
  const key = from.secretKey === null ? `the key in ${keyFile(from.dataDir)}` : 'APP_SECRET_KEY'
  return `The secrets in this database were encrypted with another key than ${key}. Bring the earlier key back; without it the stored passwords cannot be read.`
}

function keyFile(dataDir: string): string {
  return path.join(dataDir, 'secret.key')
}

/** Several processes may start at once on a new folder: whoever puts a written file there first decides. */
async function keptKey(dataDir: string): Promise<string> {
  const file = keyFile(dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) await putKey(file)
  const key = (await readFile(file, 'utf8')).trim()
  if (key.length < 32)
    throw new Error(`${file} holds no key. Bring the file back, or remove it when no secret was stored yet.`)
  return key
}

/** The file gets its name when it is written in full: nobody reads half a key, and a process killed here leaves none. */
async function putKey(file: string): Promise<void> {
  const written = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(written, `${randomBytes(32).toString('base64')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    })
    await link(written, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(written, { force: true })
  }
}
