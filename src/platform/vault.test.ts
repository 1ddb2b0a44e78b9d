import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../test/support/world.ts'
import { sql } from './db.ts'
import { openVault } from './vault.ts'

const GIVEN = { secretKey: 'a long random text of an operator', dataDir: '/nowhere' }

describe('the vault', () => {
  const world = useTestWorld()

  it('gives a secret back only in the place that it was sealed for', async () => {
    const vault = await openVault(GIVEN)
    const sealed = await vault.seal(world.db, 'sources/1', 'pässword')
    expect(vault.open('sources/1', sealed)).toBe('pässword')
    expect(() => vault.open('sources/2', sealed)).toThrow('belongs somewhere else')
  })

  it('never writes the same secret twice in the same way, nor readably', async () => {
    const vault = await openVault(GIVEN)
    const [one, two] = [await vault.seal(world.db, 'a', 'secret'), await vault.seal(world.db, 'a', 'secret')]
    expect(one.equals(two)).toBe(false)
    expect(one.includes('secret')).toBe(false)
  })

  it('notices a change of any byte', async () => {
    const vault = await openVault(GIVEN)
    const sealed = await vault.seal(world.db, 'a', 'secret')
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => vault.open('a', changed), `byte ${at}`).toThrow()
    }
    expect(() => vault.open('a', sealed.subarray(0, 20))).toThrow()
  })

  it('says what to do when the secrets were made with another key, and makes no more of them', async () => {
    await (await openVault(GIVEN)).seal(world.db, 'a', 'secret')
    const other = await openVault({ ...GIVEN, secretKey: 'another long random text' })
    await expect(other.verifyKey(world.db)).rejects.toThrow('another key than APP_SECRET_KEY')
    await expect(other.seal(world.db, 'a', 'secret')).rejects.toThrow('Bring the earlier key back')
    await (await openVault(GIVEN)).verifyKey(world.db)
  })
})

describe('a data folder without a configured key', () => {
  const world = useTestWorld()
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-vault-'))
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  it('gets one that only its owner may read, and keeps it', async () => {
    const [one, two] = await Promise.all([
      openVault({ secretKey: null, dataDir }),
      openVault({ secretKey: null, dataDir }),
    ])
    const file = path.join(dataDir, 'secret.key')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const kept = await readFile(file, 'utf8')
    expect(Buffer.from(kept.trim(), 'base64')).toHaveLength(32)
    await openVault({ secretKey: null, dataDir })
    expect(await readFile(file, 'utf8')).toBe(kept)
    expect(one).not.toBe(two)
  })

  it('gives one key to all who start at once, none of whom ever sees a file half written', async () => {
    for (let round = 0; round < 20; round++) {
      const folder = path.join(dataDir, `${round}`)
      const vaults = await Promise.all(
        Array.from({ length: 12 }, () => openVault({ secretKey: null, dataDir: folder })),
      )
      const checks = await Promise.all(vaults.map((vault) => vault.seal(world.db, 'a', 'secret')))
      expect(checks.map((sealed) => vaults[0]?.open('a', sealed))).toEqual(checks.map(() => 'secret'))
      expect(await readdir(folder)).toEqual(['secret.key'])
      await sql`delete from system_settings where key = 'vault.check'`.execute(world.db)
    }
  })
})
