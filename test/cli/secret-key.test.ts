import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../support/command.ts'
import { useTestWorld } from '../support/world.ts'

describe('backupchecks start with another secret key than the one that secrets were stored with', () => {
  const world = useTestWorld()

  it('ends at once, with the way out', async () => {
    await world.vault.seal(world.db, 'sources/1', 'the password')
    const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-key-'))
    try {
      const { code, stdout, stderr } = await runCommand(['start'], {
        DATABASE_URL: world.databaseUrl,
        DATA_DIR: dataDir,
        APP_SECRET_KEY: 'quite another key 0123456789',
        PORT: '0',
      })
      expect(code).toBe(1)
      expect(stderr).toMatch(/encrypted with another key than APP_SECRET_KEY\. Bring the earlier key back/)
      expect(stdout).not.toContain('is ready')
      expect(`${stdout}${stderr}`).not.toContain('quite another key')
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  })
})
