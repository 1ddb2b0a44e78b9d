import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { overrideRuleSchema } from '../../../contract/overrides.ts'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { datenretterMail, DATENRETTER_RULE as RULE } from '../../../test/support/datenretter.ts'
import { apply, preview, useRule } from '../../../test/support/reparsing.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { approve } from '../inbox/approve.ts'
import { messageDetail } from '../inbox/inbox.ts'
import { archiveJob, unarchiveJob } from '../jobs/change-job.ts'
import { jobsPage } from '../jobs/jobs.ts'
import { createOverride } from '../overrides/change.ts'

const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T02:00:00Z`
const TWO_TASKS = path.resolve(
  import.meta.dirname,
  '../../parsers/formats/cobian/fixtures/001-reflector-two-tasks/mail.eml',
)

/** A report of two tasks, on this day of November. */
async function twoTasks(day: number): Promise<Buffer> {
  const mail = await readFile(TWO_TASKS, 'utf8')
  return Buffer.from(mail.replace(/^Date: .*$/m, `Date: ${new Date(night(day)).toUTCString()}`))
}

async function approveEach(world: TestWorld, messageId: number, customerId: number): Promise<number[]> {
  const { results } = await messageDetail(world, messageId)
  const { jobIds } = await approve(world, ANNA, {
    id: messageId,
    decisions: results.map(({ key, jobName }) => ({ key, action: { kind: 'new job', customerId, jobName } })),
    acceptIndistinctRelay: false,
  })
  return jobIds
}

/** As if an older version of its parser had overlooked the last result of a message. */
async function forgetLastResult(world: TestWorld): Promise<void> {
  await sql`
    delete from job_runs r using mail_messages m
    where m.id = r.mail_message_id and r.result_key = (m.parsed -> (jsonb_array_length(m.parsed) - 1)) ->> 'key'`.execute(
    world.db,
  )
  await sql`update mail_messages set parser_version = 0, parsed = parsed - (jsonb_array_length(parsed) - 1) where parsed is not null`.execute(
    world.db,
  )
  await sql`
    delete from mail_results r using mail_messages m
    where m.id = r.mail_message_id and not exists (select from jsonb_array_elements(m.parsed) e where e ->> 'key' = r.result_key)`.execute(
    world.db,
  )
}

describe('a mail with several results', () => {
  const world = useTestWorld()

  it('brings a result that was overlooked so far to a person, who is told the job it seems to belong to', async () => {
    await drop(world, await twoTasks(8))
    await approveEach(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kantoor'))
    await drop(world, await twoTasks(9))
    expect(await runs(world)).toHaveLength(4)
    await forgetLastResult(world)
    const found = await preview(world, { kind: 'outdated' })
    expect(found).toMatchObject({ changedMessages: 2, changedRuns: 0, newResults: 2 })
    const before = await runs(world)
    await apply(world, found.id)
    expect(await runs(world)).toEqual(before)
    const waiting = await inbox(world)
    expect(waiting).toHaveLength(2)
    expect(waiting[0]?.probableJob).toMatchObject({ customer: { name: 'Kantoor' } })
    const { results } = await messageDetail(world, waiting[0]?.id ?? 0)
    expect(results.map((result) => result.state).toSorted()).toEqual(['filed', 'open'])
  })
})

describe('a run that was deleted for good', () => {
  const world = useTestWorld()

  it('is not made again because its message is read again', async () => {
    await drop(world, await twoTasks(8))
    await approveEach(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kantoor'))
    await sql`delete from job_runs where id = (select max(id) from job_runs)`.execute(world.db)
    await sql`update mail_messages set parser_version = 0`.execute(world.db)
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await runs(world)).toHaveLength(1)
    expect(await inbox(world)).toEqual([])
  })
})

describe('a shared mail with a result of an archived job', () => {
  const world = useTestWorld()

  it('holds that result, makes no run of it when it is read again, and releases it when the job is unarchived', async () => {
    await drop(world, await twoTasks(8))
    const [first, second] = await approveEach(
      world,
      (await inbox(world))[0]?.id ?? 0,
      await customer(world, 'Kantoor'),
    )
    await archiveJob(world, ANNA, second ?? 0)
    await drop(world, await twoTasks(9))
    expect(await inbox(world)).toEqual([])
    expect((await runs(world)).filter((run) => run.job_id === second)).toHaveLength(1)
    const archived = await jobsPage(world, { limit: 10 }, 'customer', true)
    expect(archived.rows).toMatchObject([{ id: second, heldMessages: 1 }])
    await sql`update mail_messages set parser_version = 0`.execute(world.db)
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect((await runs(world)).filter((run) => run.job_id === second)).toHaveLength(1)
    expect(await unarchiveJob(world, ANNA, second ?? 0)).toBe(1)
    expect((await runs(world)).map((run) => run.job_id).toSorted()).toEqual(
      [first, first, second, second].toSorted(),
    )
    expect(await inbox(world)).toEqual([])
  })
})

describe('a run that an override made a success', () => {
  const world = useTestWorld()
  const failing = {
    ...RULE,
    statusWords: { success: [], warning: [], failed: ['erfolgreich'] },
    objects: null,
  }
  const effective = async () =>
    (
      await sql`select status, effective_status, override_id is not null as overridden from job_runs`.execute(
        world.db,
      )
    ).rows

  it('stays one while the override fits the new facts, and is what was reported when it no longer does', async () => {
    await useRule(world, failing)
    await drop(world, datenretterMail({ date: night(9) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    await sql`
      with o as (
        insert into overrides (level, job_id, match_status, valid_from)
        select 'object', job_id, 'failed', now() from job_runs returning id)
      update job_runs set effective_status = 'success', override_id = o.id, overridden_at = now() from o`.execute(
      world.db,
    )
    await useRule(world, { ...failing, host: null })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await effective()).toEqual([{ status: 'failed', effective_status: 'success', overridden: true }])
    await useRule(world, { ...failing, statusWords: { success: [], warning: ['erfolgreich'], failed: [] } })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await effective()).toEqual([{ status: 'warning', effective_status: 'warning', overridden: false }])
  })
})

describe('a run of which an override covers an object', () => {
  const world = useTestWorld()
  const words = (failed: string[], warning: string[]) => ({
    ...RULE,
    statusWords: { success: ['fertig'], warning, failed },
  })
  const state = async () =>
    (
      await sql`
        select r.status, r.effective_status, r.override_id is not null as overridden, array_agg(l.override_id is not null order by l.position) as covered
        from job_runs r join run_object_links l on l.run_id = r.id group by r.id`.execute(world.db)
    ).rows

  it('keeps it over another status of the run, and loses it when another object turns out to be wrong too', async () => {
    await useRule(world, words(['erfolgreich'], []))
    const objects = { Buchhaltung: 'erfolgreich', Archiv: 'fertig' }
    await drop(world, datenretterMail({ date: night(9), objects }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    const { rows } = await sql<{ job_id: number; id: number }>`
      select k.job_id, o.id from job_object_links k join customer_objects o on o.id = k.customer_object_id where o.name = 'Buchhaltung'`.execute(
      world.db,
    )
    const [object] = rows
    await createOverride(world, ANNA, {
      ...overrideRuleSchema.parse({ validFrom: night(1) }),
      scope: { kind: 'object', jobId: object?.job_id ?? 0, objectId: object?.id ?? 0 },
    })
    const good = { effective_status: 'success', overridden: true, covered: [true, false] }
    expect(await state()).toEqual([{ status: 'failed', ...good }])
    await useRule(world, words([], ['erfolgreich']))
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await state()).toEqual([{ status: 'warning', ...good }])
    await useRule(world, {
      ...RULE,
      statusWords: { success: [], warning: ['erfolgreich'], failed: ['fertig'] },
    })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await state()).toEqual([
      { status: 'failed', effective_status: 'failed', overridden: false, covered: [true, false] },
    ])
  })
})

describe('a notice that the system entered as reviewed because it was a success', () => {
  const world = useTestWorld()
  const notice = { ...RULE, software: '3CX', type: 'Update', objects: null }

  it('waits for a person when it turns out to be none', async () => {
    await useRule(world, notice)
    await drop(world, datenretterMail({ date: night(9) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    expect(await runs(world)).toMatchObject([{ status: 'success', reviewed_at: expect.any(String) }])
    await useRule(world, { ...notice, statusWords: { success: [], warning: [], failed: ['erfolgreich'] } })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await runs(world)).toMatchObject([{ status: 'failed', reviewed_at: null }])
    const { rows } = await sql<{
      action: string
    }>`select action from job_run_review_events order by id`.execute(world.db)
    expect(rows.map((row) => row.action)).toEqual(['hidden type', 'reparsed', 'reopened'])
  })
})

describe('a success that our rules doubted', () => {
  const world = useTestWorld()

  it('stays a warning by our rule when more is read of it, and is what the report says when that is no success', async () => {
    await useRule(world, { ...RULE, objects: null })
    await drop(world, datenretterMail({ date: night(9) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    await sql`update job_runs set status = 'warning', effective_status = 'warning', raised_by_rule = 'size'`.execute(
      world.db,
    )
    const state = async () =>
      (await sql`select status, effective_status, raised_by_rule from job_runs`.execute(world.db)).rows
    await useRule(world, RULE)
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect((await runs(world))[0]?.objects).toHaveLength(2)
    expect(await state()).toEqual([
      { status: 'warning', effective_status: 'warning', raised_by_rule: 'size' },
    ])
    await useRule(world, { ...RULE, statusWords: { success: [], warning: [], failed: ['erfolgreich'] } })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await state()).toEqual([{ status: 'failed', effective_status: 'failed', raised_by_rule: null }])
  })
})

describe('a success whose sender is in doubt', () => {
  const world = useTestWorld()
  const state = async () =>
    (await sql`select status, effective_status, unverified_sender from job_runs`.execute(world.db)).rows

  it('never turns green because it is read again', async () => {
    await useRule(world, { ...RULE, objects: null })
    await drop(world, datenretterMail({ date: night(9) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    await sql`update job_runs set status = 'warning', effective_status = 'warning', unverified_sender = true`.execute(
      world.db,
    )
    await useRule(world, RULE)
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect((await runs(world))[0]?.objects).toHaveLength(2)
    expect(await state()).toEqual([
      { status: 'warning', effective_status: 'warning', unverified_sender: true },
    ])
  })

  it('is judged when a report becomes a success only now', async () => {
    await useRule(world, { ...RULE, statusWords: { success: [], warning: [], failed: ['erfolgreich'] } })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await state()).toEqual([
      { status: 'failed', effective_status: 'failed', unverified_sender: false },
    ])
    await sql`
      with s as (update sources set kind = 'imap', trusted_authentication_server = 'mx.msp.example' returning id)
      insert into job_verified_senders (job_id, source_id, from_domain, verified_runs)
      select r.job_id, r.source_id, 'kanzlei.example', 5 from job_runs r`.execute(world.db)
    await sql`update mail_messages set authentication_results = ${['mx.msp.example; dmarc=fail header.from=kanzlei.example; spf=fail smtp.mailfrom=kanzlei.example; dkim=fail header.d=kanzlei.example']}`.execute(
      world.db,
    )
    await useRule(world, RULE)
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await state()).toEqual([
      { status: 'warning', effective_status: 'warning', unverified_sender: true },
    ])
  })
})
