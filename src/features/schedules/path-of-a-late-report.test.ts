import { describe, expect, it } from 'vitest'
import { approveAsNew, customer, inbox } from '../../../test/support/cast.ts'
import { mailboxSource } from '../../../test/support/mailbox-source.ts'
import type { PaperMailbox } from '../../../test/support/paper-mailbox.ts'
import { local, missedRuns, nightly } from '../../../test/support/scheduled-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { sql } from '../../platform/db.ts'
import { runChecksPage } from '../run-checks/index.ts'
import { importMailbox } from '../sources/index.ts'
import { detectMissed } from './detect.ts'
import { jobSchedule } from './schedule-page.ts'

describe('from the mailbox to the queue', () => {
  const world = useTestWorld(local('2026-11-09T12:00'))
  let source: { id: number; mailbox: PaperMailbox }
  const mailAt = (time: string) =>
    vzdumpMail({
      date: local(time),
      node: 'pve01.customer-a.example',
      guests: [{ id: 100, name: 'web01', ok: true }],
    })

  /** An import of the whole mailbox, as a person asks for it; a letter is received when it was sent. */
  async function importNow(...times: string[]) {
    for (const time of times) {
      source.mailbox.put(mailAt(time))
      const letter = source.mailbox.letters.at(-1)
      if (letter) letter.receivedAt = local(time)
    }
    const request = { sourceId: source.id, trigger: 'manual' as const, userId: null }
    expect(await importMailbox(world, request, new AbortController().signal)).not.toBeNull()
  }

  it('five weeks of mails of an approved job teach its schedule, and raise nothing of the past', async () => {
    source = await mailboxSource(world, { batchSize: 50 })
    await importNow(...nightly('2026-11-09', 35))
    const [message] = await inbox(world)
    await approveAsNew(world, message?.id ?? 0, await customer(world, 'A'))
    expect(await detectMissed(world)).toBe(0)
    const { rows } = await sql<{ job_id: number }>`select job_id from job_schedules`.execute(world.db)
    expect(await jobSchedule(world, rows[0]?.job_id ?? 0)).toMatchObject({
      words: expect.stringMatching(/^daily 22:0\d$/),
      judging: { source: { id: source.id, kind: 'imap' } },
      judgedFrom: local('2026-11-09T12:00'),
    })
  })

  it('an import that began before the deadline judges nothing, the next one does', async () => {
    world.setNow(local('2026-11-10T00:05'))
    await importNow()
    world.setNow(local('2026-11-10T08:00'))
    expect(await detectMissed(world)).toBe(0)
    await importNow()
    expect(await detectMissed(world)).toBe(1)
    expect((await runChecksPage(world, { limit: 10, sort: 'severity' })).rows[0]).toMatchObject({
      worstStatus: 'missed',
      message: expect.stringMatching(/^No report came of the run expected Mon 9 Nov 2026, 22:0\d\.$/),
    })
  })

  it('the mail that comes after all closes it', async () => {
    world.setNow(local('2026-11-10T09:00'))
    await importNow('2026-11-10T08:50')
    await detectMissed(world)
    const [missed] = await missedRuns(world)
    expect(missed?.late_run_id).toBeGreaterThan(0)
    const page = await runChecksPage(world, { limit: 10, sort: 'severity' })
    expect(page.rows[0]).toMatchObject({ worstStatus: 'success', counts: { missed: 0 } })
  })
})

describe('a job is approved', () => {
  const world = useTestWorld()

  it('as one whose mails come when something happens, when its parser says so', async () => {
    const { mailbox, id } = await mailboxSource(world)
    mailbox.put(
      Buffer.from(
        [
          'From: TrueNAS <nas@customer-a.example>',
          'To: reports@msp.example',
          'Date: Tue, 10 Nov 2026 01:00:00 +0000',
          'Message-ID: <alert@customer-a.example>',
          'Subject: TrueNAS nas01.customer-a.example: Alerts',
          'MIME-Version: 1.0',
          'Content-Type: text/html; charset=utf-8',
          '',
          '<p>TrueNAS @ nas01.customer-a.example</p><p>New alert:</p><ul><li>Replication "tank - backup" failed.</li></ul>',
        ].join('\r\n'),
      ),
    )
    await importMailbox(
      world,
      { sourceId: id, trigger: 'manual', userId: null },
      new AbortController().signal,
    )
    const [message] = await inbox(world)
    await approveAsNew(world, message?.id ?? 0, await customer(world, 'A'))
    const { rows } = await sql<{ cadence: string; software: string }>`
      select cadence, backup_software as software from jobs`.execute(world.db)
    expect(rows).toEqual([{ cadence: 'event', software: 'TrueNAS' }])
  })
})
