import { beforeEach, describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox } from '../../../test/support/cast.ts'
import { mailboxSource } from '../../../test/support/mailbox-source.ts'
import type { PaperMailbox } from '../../../test/support/paper-mailbox.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { importMailbox } from '../sources/index.ts'
import { acceptSender } from './accept-sender.ts'
import { runById } from './run-detail.ts'

const VERIFIED = 'mx.msp.example; dkim=pass header.d=customer-a.example'
const FAILED =
  'mx.msp.example; dkim=fail header.d=customer-a.example; dmarc=fail header.from=customer-a.example'
const THROUGH = (domain: string) => `mx.msp.example; dkim=pass header.d=${domain}; dmarc=none`

describe('a report whose sender is not verified', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let mailbox: PaperMailbox
  let sourceId: number
  let minute: number
  beforeEach(async () => {
    await sql`truncate mail_messages, jobs, customers, import_runs cascade`.execute(world.db)
    minute = 0
    const made = await mailboxSource(world, { trustedAuthenticationServer: 'mx.msp.example', batchSize: 50 })
    mailbox = made.mailbox
    sourceId = made.id
    await take(VERIFIED)
    const [row] = await inbox(world)
    await approveAsNew(world, row?.id ?? 0, await customer(world, 'Bakkerij Voorbeeld'))
  })

  const report = (header: string | null, ok = true) => {
    const raw = vzdumpMail({
      date: `2026-11-10T01:${String(minute++).padStart(2, '0')}:00Z`,
      guests: [{ id: 100, name: 'web01', ok }],
    })
    const text = Buffer.from(raw).toString()
    return Buffer.from(header === null ? text : `Authentication-Results: ${header}\r\n${text}`)
  }
  async function take(...headers: (string | null)[]) {
    mailbox.put(...headers.map((header) => report(header)))
    await importMailbox(world, { sourceId, trigger: 'manual', userId: null }, new AbortController().signal)
  }
  const statuses = async () => {
    const { rows } = await sql<{ text: string }>`
      select effective_status || case when unverified_sender then ' unverified' else '' end as text from job_runs order by id`.execute(
      world.db,
    )
    return rows.map((row) => row.text)
  }
  const newest = async () =>
    (await sql<{ id: number }>`select max(id) as id from job_runs`.execute(world.db)).rows[0]?.id ?? 0

  it('is a warning once the job has had its domain verified in five runs, in one batch as in many', async () => {
    await take(VERIFIED, VERIFIED, VERIFIED, FAILED)
    expect(await statuses()).toEqual(['success', 'success', 'success', 'success', 'success'])
    await take(VERIFIED, FAILED)
    expect((await statuses()).slice(-2)).toEqual(['success', 'warning unverified'])
    const { rows } = await sql<{
      last_status: string
      last_good_at: string
    }>`select last_status, last_good_at from job_health`.execute(world.db)
    expect(rows[0]?.last_status).toBe('warning')
  })

  it('is none where the mail server says nothing, or the header is somebody else’s', async () => {
    await take(VERIFIED, VERIFIED, VERIFIED, VERIFIED)
    await take(null, 'mx.msp.example; dkim=temperror', 'mx.elsewhere.example; dmarc=fail')
    expect((await statuses()).slice(-3)).toEqual(['success', 'success', 'success'])
  })

  it('is not doubted over an upload, and a failure stays a failure', async () => {
    await take(VERIFIED, VERIFIED, VERIFIED, VERIFIED)
    await drop(world, report(FAILED))
    expect((await statuses()).at(-1)).toBe('success')
    mailbox.put(report(FAILED, false))
    await importMailbox(world, { sourceId, trigger: 'manual', userId: null }, new AbortController().signal)
    expect((await statuses()).at(-1)).toBe('failed')
  })

  it('counts as the success that it reported when a person accepts it, which is written down', async () => {
    await take(VERIFIED, VERIFIED, VERIFIED, VERIFIED, FAILED)
    const id = await newest()
    expect(await runById(world, id)).toMatchObject({
      status: 'warning',
      unverifiedSender: {
        because: expect.stringContaining('does not come from'),
        mayAcceptLater: false,
      },
    })
    await expect(acceptSender(world, ANNA, { id, laterToo: true })).rejects.toMatchObject({
      code: 'only_this_run',
    })
    await acceptSender(world, ANNA, { id, laterToo: false })
    expect(await runById(world, id)).toMatchObject({
      status: 'success',
      effectiveStatus: 'success',
      unverifiedSender: null,
    })
    expect(
      (await sql<{ last_status: string }>`select last_status from job_health`.execute(world.db)).rows[0]
        ?.last_status,
    ).toBe('success')
    const { rows } = await sql<{
      details: { runId: number }
    }>`select details from audit_log where event_type = 'sender accepted'`.execute(world.db)
    expect(rows[0]?.details.runId).toBe(id)
    await expect(acceptSender(world, ANNA, { id, laterToo: false })).rejects.toMatchObject({
      code: 'nothing_to_accept',
    })
    await take(FAILED)
    expect((await statuses()).at(-1)).toBe('warning unverified')
  })

  it('may come through another domain from then on, when a person says so, but not through a third', async () => {
    await take(VERIFIED, VERIFIED, VERIFIED, VERIFIED, THROUGH('relay.example'))
    expect((await statuses()).at(-1)).toBe('warning unverified')
    await acceptSender(world, ANNA, { id: await newest(), laterToo: true })
    await take(THROUGH('relay.example'), THROUGH('third.example'))
    expect((await statuses()).slice(-2)).toEqual(['success', 'warning unverified'])
  })

  it('is judged once: a report that comes again teaches nothing', async () => {
    for (const letter of mailbox.letters) letter.settled = false
    for (let again = 0; again < 5; again++) {
      for (const letter of mailbox.letters) letter.settled = false
      await take()
    }
    await take(FAILED)
    expect((await statuses()).at(-1)).toBe('success')
  })
})
