import { beforeEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../../test/support/world.ts'
import { mail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { withTrace } from '../../sources/smtp/trace.ts'
import { ingest } from './ingest.ts'

describe('a mail that its sender hands over again because no answer came', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  beforeEach(async () => {
    await sql`truncate mail_messages cascade`.execute(world.db)
  })

  /** As the SMTP listener does, with a trace of its own in front; returns whether it was new. */
  async function handOver(message: Buffer, receivedAt: string): Promise<boolean> {
    const { raw, ownTrace } = withTrace(message, {
      ...{ helo: 'nas', clientAddress: '192.0.2.7', sender: '', recipients: ['reports@msp.example'] },
      ...{ protocol: 'ESMTP', serverName: 'in.msp.example', id: receivedAt, receivedAt },
    })
    return take({ raw, receivedAt, handedOver: { ownTrace } })
  }
  async function take(given: { raw: Uint8Array; receivedAt: string; handedOver: { ownTrace: number } }) {
    const source = await world.db
      .selectFrom('sources')
      .select('id')
      .where('kind', '=', 'http')
      .executeTakeFirstOrThrow()
    const origin = { sourceId: source.id, importRunId: null }
    const { newMessages } = await ingest(world, origin, [{ ...given, sourceRef: null }])
    return newMessages === 1
  }
  const report = (date: string | null) =>
    mail({
      ...{ from: 'nas@customer-a.example', to: 'reports@msp.example', subject: 'Backup', text: 'Done.' },
      ...{ date, messageId: null },
    })

  it('is one mail, with a date at any time', async () => {
    expect(await handOver(report('2026-11-10T07:00:00Z'), '2026-11-10T08:00:00.000Z')).toBe(true)
    expect(await handOver(report('2026-11-10T07:00:00Z'), '2026-11-13T08:00:00.000Z')).toBe(false)
  })

  it('is one mail without a date when it came through the same server at the same time', async () => {
    const through = (time: string) =>
      Buffer.concat([Buffer.from(`Received: from nas by mx.customer-a.example; ${time}\r\n`), report(null)])
    const monday = through('Mon, 9 Nov 2026 22:00:00 +0000')
    expect(await handOver(monday, '2026-11-09T22:00:01.000Z')).toBe(true)
    expect(await handOver(monday, '2026-11-12T04:00:00.000Z')).toBe(false)
    const tuesday = through('Tue, 10 Nov 2026 22:00:00 +0000')
    expect(await handOver(tuesday, '2026-11-12T04:00:01.000Z')).toBe(true)
  })

  it.each([
    ['2026-11-10T08:00:01.000Z', '2026-11-10T08:00:31.000Z'],
    ['2026-11-10T08:09:59.000Z', '2026-11-10T08:10:00.000Z'],
    ['2026-11-10T08:05:00.000Z', '2026-11-10T08:14:59.000Z'],
  ])('is one mail when it bears no time at all and comes again soon (%s, %s)', async (first, again) => {
    expect(await handOver(report(null), first)).toBe(true)
    expect(await handOver(report(null), again)).toBe(false)
  })

  it.each([
    ['2026-11-10T08:00:00.000Z', '2026-11-11T08:00:00.000Z'],
    ['2026-11-10T08:09:00.000Z', '2026-11-10T08:19:30.000Z'],
    ['2026-11-10T08:01:00.000Z', '2026-11-10T08:16:00.000Z'],
  ])('is another report when it bears no time at all and comes later (%s, %s)', async (first, later) => {
    expect(await handOver(report(null), first)).toBe(true)
    expect(await handOver(report(null), later)).toBe(true)
    expect(await handOver(report(null), later)).toBe(false)
  })

  it('is one mail when it cannot be read, whatever we noted on top of it', async () => {
    const huge = Buffer.concat([report('2026-11-10T07:00:00Z'), Buffer.alloc(26 * 1024 * 1024, 'x')])
    expect(await handOver(huge, '2026-11-10T08:00:00.000Z')).toBe(true)
    expect(await handOver(huge, '2026-11-10T09:00:00.000Z')).toBe(false)
  })

  it('is one mail over HTTP, where nothing is noted on top of it', async () => {
    const raw = report(null)
    expect(await take({ raw, receivedAt: '2026-11-10T08:09:59.000Z', handedOver: { ownTrace: 0 } })).toBe(
      true,
    )
    expect(await take({ raw, receivedAt: '2026-11-10T08:10:01.000Z', handedOver: { ownTrace: 0 } })).toBe(
      false,
    )
  })
})
