import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../../test/support/world.ts'
import { mail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { putDown } from '../ingest/index.ts'
import { takingInBehind } from './take-in-behind.ts'

describe('taking in behind the back of senders', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let sourceId: number
  beforeEach(async () => {
    await sql`truncate mail_messages, mail_arrivals cascade`.execute(world.db)
    sourceId = (
      await world.db.selectFrom('sources').select('id').where('kind', '=', 'http').executeTakeFirstOrThrow()
    ).id
  })

  let number = 0
  const handOver = (count: number) =>
    putDown(
      world,
      sourceId,
      Array.from({ length: count }, () => ({
        raw: mail({
          ...{ from: 'nas@customer-a.example', to: 'reports@msp.example', subject: `Report ${++number}` },
          ...{ text: 'Done.', date: null, messageId: null },
        }),
        ...{ ownTrace: 0, receivedAt: '2026-11-10T08:00:00.000Z' },
      })),
    )
  const count = async (table: string, condition = 'true') =>
    (
      await sql<{
        count: number
      }>`select count(*) as count from ${sql.raw(table)} where ${sql.raw(condition)}`.execute(world.db)
    ).rows[0]?.count

  it('leaves nothing waiting when it is told to end', async () => {
    const behind = takingInBehind(world, sourceId, async () => {})
    await behind.add(await handOver(130))
    await behind.done()
    expect(await count('mail_arrivals')).toBe(0)
    expect(await count('mail_messages', 'filed_at is not null')).toBe(130)
  })

  it('lets a sender wait when too much waits already, and no longer than that', async () => {
    const behind = takingInBehind(world, sourceId, async () => {})
    let isTaken = false
    await behind.add(await handOver(500))
    const more = behind.add(await handOver(1)).then(() => {
      isTaken = true
    })
    expect(isTaken).toBe(false)
    await more
    expect(await count('mail_arrivals')).toBeGreaterThan(0)
    await behind.done()
    expect(await count('mail_messages', 'filed_at is not null')).toBe(501)
  })

  it('goes on when a batch cannot be taken in, and leaves that one where it lies', async () => {
    const behind = takingInBehind(world, sourceId, async () => {})
    await sql`alter table mail_messages rename to mail_messages_away`.execute(world.db)
    await behind.add(await handOver(3))
    await behind.done()
    await sql`alter table mail_messages_away rename to mail_messages`.execute(world.db)
    expect(await count('mail_arrivals')).toBe(3)
    await behind.add(await handOver(2))
    await behind.done()
    expect(await count('mail_arrivals')).toBe(3)
    expect(await count('mail_messages', 'filed_at is not null')).toBe(2)
  })

  it('says that something came only when it is filed', async () => {
    const filed: (number | undefined)[] = []
    const behind = takingInBehind(world, sourceId, async () => {
      filed.push(await count('mail_messages', 'filed_at is not null'))
    })
    await behind.add(await handOver(2))
    await pause(10)
    expect(filed).toEqual([])
    await behind.done()
    expect(filed).toEqual([2])
  })
})
