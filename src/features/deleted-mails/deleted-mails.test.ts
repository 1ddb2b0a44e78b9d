import { describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { deleteMessages, restoreMessages } from '../inbox/inbox.ts'
import { deletedMailsPage, purgeDeleted } from './deleted-mails.ts'

const minute = (index: number) => new Date(Date.UTC(2026, 10, 9, 0, index)).toISOString()

describe('deleted messages', () => {
  const world = useTestWorld()
  const listed = async (q?: string) => (await deletedMailsPage(world, { limit: 50, q })).rows

  it('are listed, the last deleted first, page by page, and found by their words', async () => {
    await drop(
      world,
      vzdumpMail({ date: minute(1) }),
      vzdumpMail({ date: minute(2), node: 'other.customer-b.example' }),
      vzdumpMail({ date: minute(3) }),
    )
    const [newest, middle, oldest] = await inbox(world)
    await deleteMessages(world, ANNA, [oldest?.id ?? 0])
    world.setNow('2026-11-10T09:00:00.000Z')
    await deleteMessages(world, ANNA, [middle?.id ?? 0, newest?.id ?? 0])
    const first = await deletedMailsPage(world, { limit: 2 })
    expect(first).toMatchObject({ total: 3, rows: [{ software: 'Proxmox VE' }, {}] })
    const second = await deletedMailsPage(world, { limit: 2, after: first.next ?? undefined })
    expect(second.rows.map((row) => row.id)).toEqual([oldest?.id])
    expect(await listed('customer-b')).toHaveLength(1)
    expect(await listed('nothing like it')).toEqual([])
  })

  it('are restored into the Inbox', async () => {
    const [row] = await listed('customer-b')
    expect(await restoreMessages(world, ANNA, [row?.id ?? 0])).toEqual({ restored: 1 })
    expect(await inbox(world)).toHaveLength(1)
    expect(await listed()).toHaveLength(2)
  })

  it('are gone for good when purged, and the same message is not taken in again', async () => {
    const ids = (await listed()).map((row) => row.id)
    const inInbox = (await inbox(world))[0]?.id ?? 0
    expect(await purgeDeleted(world, ANNA, { kind: 'selection', ids: [...ids, inInbox] }, undefined)).toEqual(
      {
        purged: 2,
        left: 0,
      },
    )
    expect(await listed()).toEqual([])
    expect(await inbox(world)).toHaveLength(1)
    expect(await drop(world, vzdumpMail({ date: minute(1) }))).toMatchObject({
      newMessages: 0,
      duplicates: 1,
    })
    const { rows } = await sql`
      select (select count(*) from mail_raw) as raws, (select count(*) from purged_mail_hashes) as hashes`.execute(
      world.db,
    )
    expect(rows).toEqual([{ raws: 1, hashes: 2 }])
  })

  it('leave the runs that they made', async () => {
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'B'))
    await sql`update mail_messages set location = 'deleted', deleted_at = now()`.execute(world.db)
    await purgeDeleted(world, ANNA, { kind: 'found', deletedUntil: '2999-01-01T00:00:00.000Z' }, undefined)
    expect(await runs(world)).toHaveLength(1)
  })

  it('are purged by the hundred only when the word is typed', async () => {
    await drop(world, ...Array.from({ length: 101 }, (_, index) => vzdumpMail({ date: minute(100 + index) })))
    await deleteMessages(
      world,
      ANNA,
      (await inbox(world)).map((row) => row.id),
    )
    const all = { kind: 'found', q: 'vzdump', deletedUntil: world.clock() } as const
    await expect(purgeDeleted(world, ANNA, all, undefined)).rejects.toMatchObject({ code: 'not_confirmed' })
    await expect(purgeDeleted(world, ANNA, all, 'perge')).rejects.toMatchObject({ code: 'not_confirmed' })
    expect((await deletedMailsPage(world, { limit: 1 })).total).toBe(101)
    expect(await purgeDeleted(world, ANNA, all, ' Purge ')).toEqual({ purged: 101, left: 0 })
    const { rows } = await sql<{
      message: string
    }>`select message from audit_log where event_type = 'messages purged' order by id desc limit 1`.execute(
      world.db,
    )
    expect(rows).toEqual([{ message: 'Purged 101 deleted messages for good' }])
  })
})
