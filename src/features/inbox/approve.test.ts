import { describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { hyperBackupMail, vzdumpMail } from '../../demo/report-mails.ts'
import { archiveJob, unarchiveJob } from '../jobs/change-job.ts'
import { approve } from './approve.ts'
import { acceptProbable, bulkApprove, deleteMessages, messageDetail, restoreMessages } from './inbox.ts'
import { reparseMessages } from './reparse-inbox.ts'

const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T02:00:00Z`

describe('approving', () => {
  const world = useTestWorld()

  it('sweeps every other message of the same identity out of the Inbox', async () => {
    await drop(
      world,
      vzdumpMail({ date: night(8) }),
      vzdumpMail({ date: night(9) }),
      vzdumpMail({ date: night(10) }),
      vzdumpMail({ date: night(10), node: 'other.customer-a.example' }),
    )
    const [newest] = (await inbox(world)).filter((row) => row.host?.startsWith('pve01'))
    const done = await approveAsNew(world, newest?.id ?? 0, await customer(world, 'A'))
    expect(done).toMatchObject({ runs: 3, sweptMessages: 2, leftInbox: true })
    expect((await inbox(world)).map((row) => row.host)).toEqual(['other.customer-a.example'])
  })

  it('is refused for a message that somebody approved a moment ago', async () => {
    const [other] = await inbox(world)
    const customerId = await customer(world, 'B')
    await approveAsNew(world, other?.id ?? 0, customerId)
    await expect(approveAsNew(world, other?.id ?? 0, customerId)).rejects.toMatchObject({
      code: 'not_in_inbox',
    })
  })

  it('into an existing job makes an alias, so that the next report of the new sender needs nobody', async () => {
    const moved = (day: number) =>
      vzdumpMail({ date: night(day), from: 'vzdump backup tool <backup@customer-a.example>' })
    await drop(world, moved(9))
    const [row] = await inbox(world)
    const jobId = (await runs(world)).find((run) => run.customer === 'A')?.job_id ?? 0
    await approve(world, ANNA, {
      id: row?.id ?? 0,
      decisions: [{ key: '', action: { kind: 'existing job', jobId } }],
      acceptIndistinctRelay: false,
    })
    expect(await drop(world, moved(10))).toMatchObject({ autoApproved: 1 })
    expect((await runs(world)).filter((run) => run.job_id === jobId)).toHaveLength(5)
  })

  it('of a selection to one customer makes a job of each and says what it left and why', async () => {
    await drop(
      world,
      vzdumpMail({ date: night(10), node: 'n1.customer-c.example' }),
      vzdumpMail({ date: night(10), node: 'n2.customer-c.example' }),
      Buffer.from('Subject: noise\r\n\r\nhello'),
    )
    const ids = (await inbox(world)).map((row) => row.id)
    const done = await bulkApprove(world, ANNA, { ids, customerId: await customer(world, 'C') })
    expect(done).toMatchObject({ approved: 2, runs: 2 })
    expect(done.refused).toEqual([{ id: expect.any(Number), reason: expect.stringContaining('No parser') }])
  })
})

describe('a vendor’s shared relay', () => {
  const world = useTestWorld()
  const device = (customer: string, extra: Partial<Parameters<typeof hyperBackupMail>[0]> = {}) =>
    hyperBackupMail({
      task: 'Cloud',
      nas: 'DiskStation',
      ok: true,
      date: night(10),
      ...extra,
      to: extra.to ?? `reports+${customer}@msp.example`,
    })

  it('never joins two customers whose reports differ only in the plus-tag', async () => {
    await drop(world, device('a'), device('b'))
    const a = await customer(world, 'Customer A')
    const [first] = (await inbox(world)).filter((row) => row.subject !== '')
    await approveAsNew(world, first?.id ?? 0, a)
    expect(await inbox(world)).toMatchObject([{ probableJob: null }])
    const [second] = await inbox(world)
    await approveAsNew(world, second?.id ?? 0, await customer(world, 'Customer B'))
    expect((await runs(world)).map((run) => run.customer).toSorted()).toEqual(['Customer A', 'Customer B'])
  })

  it('never joins two customers whose reports differ only in the bracketed prefix', async () => {
    const prefixed = (prefix: string, day: number) =>
      device('', { to: 'reports@msp.example', prefix, date: night(day) })
    await drop(world, prefixed('Site C', 9), prefixed('Site D', 9))
    for (const name of ['Site C', 'Site D']) {
      const row = (await inbox(world)).find((each) => each.subject.includes(name))
      await approveAsNew(world, row?.id ?? 0, await customer(world, name))
    }
    expect(await drop(world, prefixed('Site D', 10))).toMatchObject({ autoApproved: 1 })
    expect(
      (await runs(world))
        .filter((run) => run.customer.startsWith('Site'))
        .map((run) => run.customer)
        .toSorted(),
    ).toEqual(['Site C', 'Site D', 'Site D'])
  })

  it('warns where nothing tells customers apart, and obeys only who insists', async () => {
    await drop(world, device('', { to: 'reports@msp.example', nas: 'Plain' }))
    const [row] = await inbox(world)
    expect((await messageDetail(world, row?.id ?? 0)).results).toMatchObject([{ indistinctRelay: true }])
    const customerId = await customer(world, 'Customer E')
    await expect(approveAsNew(world, row?.id ?? 0, customerId)).rejects.toMatchObject({
      code: 'indistinct_relay',
    })
    expect(await inbox(world)).toHaveLength(1)
    expect(
      await approveAsNew(world, row?.id ?? 0, customerId, { acceptIndistinctRelay: true }),
    ).toMatchObject({ runs: 1 })
  })

  it('keeps a failure without its usual prefix in sight as "probably" that job; accepting files this mail only', async () => {
    await drop(world, device('', { to: 'reports@msp.example', nas: 'Solo', prefix: 'Customer F' }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Customer F'))
    await drop(world, device('', { to: 'reports@msp.example', nas: 'Solo', ok: false }))
    const [failure] = await inbox(world)
    expect(failure).toMatchObject({ status: 'failed', probableJob: { customer: { name: 'Customer F' } } })
    expect(await acceptProbable(world, ANNA, [failure?.id ?? 0])).toMatchObject({
      approved: 1,
      runs: 1,
      refused: [],
    })
    expect(
      (await runs(world))
        .filter((run) => run.customer === 'Customer F')
        .map((run) => run.status)
        .toSorted(),
    ).toEqual(['failed', 'success'])
    await drop(world, device('', { to: 'reports@msp.example', nas: 'Solo', ok: false, date: night(9) }))
    expect(await inbox(world)).toHaveLength(1)
  })
})

describe('a device of a customer’s own address', () => {
  const world = useTestWorld()
  const own = (extra: Partial<Parameters<typeof hyperBackupMail>[0]>) =>
    hyperBackupMail({
      task: 'Offsite',
      nas: 'NAS-1',
      ok: true,
      date: night(9),
      from: 'nas@customer-g.example',
      prefix: 'Kantoor',
      ...extra,
    })

  it('loses no failure in the Inbox although the mail lacks the prefix that its successes carry', async () => {
    await drop(world, own({}))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Customer G'))
    expect(await drop(world, own({ ok: false, prefix: null, date: night(10) }))).toMatchObject({
      autoApproved: 1,
      leftInInbox: 0,
    })
    expect((await runs(world)).map((run) => [run.customer, run.status])).toEqual([
      ['Customer G', 'success'],
      ['Customer G', 'failed'],
    ])
  })
})

describe('messages of an archived job', () => {
  const world = useTestWorld()

  it('are kept with it without runs, and become runs when it is unarchived', async () => {
    await drop(world, vzdumpMail({ date: night(8) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'A'))
    const jobId = (await runs(world))[0]?.job_id ?? 0
    await archiveJob(world, ANNA, jobId)
    await drop(world, vzdumpMail({ date: night(9) }), vzdumpMail({ date: night(10) }))
    expect(await inbox(world)).toEqual([])
    expect(await runs(world)).toHaveLength(1)
    expect(await unarchiveJob(world, ANNA, jobId)).toBe(2)
    expect(await runs(world)).toHaveLength(3)
    expect(await inbox(world)).toEqual([])
  })
})

describe('deleting, restoring and reading again', () => {
  const world = useTestWorld()

  it('puts a restored message where it belongs by now', async () => {
    await drop(world, vzdumpMail({ date: night(9) }), vzdumpMail({ date: night(10) }))
    const [newer, older] = await inbox(world)
    expect(await deleteMessages(world, ANNA, [newer?.id ?? 0, 999_999])).toEqual({
      deleted: [newer?.id],
      refused: [{ id: 999_999, reason: expect.any(String) }],
    })
    await approveAsNew(world, older?.id ?? 0, await customer(world, 'A'))
    expect(await runs(world)).toHaveLength(1)
    expect(await restoreMessages(world, ANNA, [newer?.id ?? 0])).toEqual({ restored: 1 })
    expect(await inbox(world)).toEqual([])
    expect(await runs(world)).toHaveLength(2)
  })

  it('never makes a job silently', async () => {
    await drop(world, vzdumpMail({ date: night(10), node: 'new.customer-h.example' }))
    const ids = (await inbox(world)).map((row) => row.id)
    expect(await reparseMessages(world, ANNA, ids)).toEqual({
      parsedOk: 1,
      autoApproved: 0,
      noMatch: 0,
      errors: 0,
    })
    expect(await inbox(world)).toHaveLength(1)
  })
})
