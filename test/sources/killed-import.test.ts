import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { closeInterruptedImports } from '../../src/features/ingest/index.ts'
import { importMailbox } from '../../src/features/sources/index.ts'
import { importsPage } from '../../src/features/sources/source-page.ts'
import { sql } from '../../src/platform/db.ts'
import { mailboxSource } from '../support/mailbox-source.ts'
import { useTestWorld } from '../support/world.ts'

const CHILD = path.join(import.meta.dirname, 'support/import-child.ts')

describe('an import whose process is killed', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')

  async function killedWhile(sourceId: number, where: 'settle' | 'batch', meanwhile: () => Promise<void>) {
    const child = spawn(process.execPath, [CHILD, String(sourceId), where], {
      env: {
        PATH: process.env.PATH ?? '',
        DATABASE_URL: world.databaseUrl,
        APP_SECRET_KEY: 'a key for tests alone',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await meanwhile()
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const newest = async (sourceId: number) => (await importsPage(world, { sourceId, limit: 5 })).rows[0]

  it.each(['settle', 'batch'] as const)(
    'at its %s loses nothing, doubles nothing, and is closed once as interrupted',
    async (where) => {
      await sql`truncate mail_messages, import_runs cascade`.execute(world.db)
      const { id, mailbox } = await mailboxSource(world)
      await killedWhile(id, where, async () => {
        expect(await closeInterruptedImports(world)).toBe(0)
        expect(await newest(id)).toMatchObject({ state: 'running' })
      })
      await expect.poll(() => closeInterruptedImports(world)).toBe(1)
      expect(await closeInterruptedImports(world)).toBe(0)
      expect(await newest(id)).toMatchObject({
        state: 'interrupted',
        finishedAt: world.clock(),
        error: expect.stringContaining('is safe'),
      })

      // The mailbox as it lies there after the kill: what was not settled is handed over again.
      for (let day = 1; day <= 6; day++) mailbox.put(vzdumpMail({ date: `2026-11-0${day}T01:00:00Z` }))
      for (const letter of mailbox.letters.slice(0, where === 'settle' ? 2 : 4)) letter.settled = true
      const tally = await importMailbox(
        world,
        { sourceId: id, trigger: 'manual', userId: null },
        new AbortController().signal,
      )
      expect(tally).toMatchObject(
        where === 'settle'
          ? { fetched: 4, duplicates: 2, newMessages: 2 }
          : { fetched: 2, duplicates: 0, newMessages: 2 },
      )
      const { rows } = await sql<{ n: number }>`select count(*) as n from mail_messages`.execute(world.db)
      expect(rows[0]?.n).toBe(6)
      expect(mailbox.left).toBe(0)
    },
  )
})
