import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../../test/support/world.ts'
import { mail } from '../../demo/report-mails.ts'
import type { FoundMail } from '../../sources/upload/index.ts'
import { importFiles } from './import-files.ts'

/** Two batches and a half. */
async function* mails(): AsyncGenerator<FoundMail> {
  for (let number = 1; number <= 250; number++)
    yield {
      kind: 'mail',
      name: `${number}.eml`,
      raw: mail({
        ...{ from: 'nas@customer-a.example', to: 'reports@msp.example', subject: `Report ${number}` },
        ...{ text: 'Done.', date: '2026-11-10T07:00:00Z', messageId: null },
      }),
    }
}

describe('an import of files', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  const unheard: unknown[] = []
  const note = (reason: unknown) => unheard.push(reason)
  beforeEach(() => {
    unheard.length = 0
    process.on('unhandledRejection', note)
  })
  afterEach(() => {
    process.off('unhandledRejection', note)
  })

  it('whose next batch cannot be read while one is written ends with the reason, and keeps what was written', async () => {
    let batches = 0
    const mailReader: typeof world.mailReader = {
      ...world.mailReader,
      readAll: async (raws, rules) => {
        batches += 1
        if (batches === 2) throw new Error('the database is gone')
        return world.mailReader.readAll(raws, rules)
      },
    }
    const watched = { ...world, ...{ clock: world.clock, mailReader } }
    await expect(
      importFiles(watched, { source: 'Upload', trigger: 'upload', userId: null }, mails()),
    ).rejects.toThrow('the database is gone')
    await pause(0)
    expect(unheard).toEqual([])
    const { count } = await world.db
      .selectFrom('mail_messages')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(100)
  })
})
