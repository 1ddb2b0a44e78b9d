import { describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { datenretterMail, DATENRETTER_RULE as RULE } from '../../../test/support/datenretter.ts'
import { apply, preview, useRule } from '../../../test/support/reparsing.ts'
import { type TestWorld, useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { removeRule } from '../parser-rules/index.ts'
import { reviewRuns } from '../run-checks/review.ts'
import { changeOfMessage, changesPage } from './changes.ts'
import { applyPreview, cancelPreview, previewById, startPreview, storedReaders } from './previews.ts'
import { acceptProposal, declineProposal, proposalsPage } from './proposals.ts'
import { workOnPreview } from './work.ts'

const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T02:00:00Z`
/** As a person writes it at first: it knows neither the word of success nor the objects. */
const FIRST_TRY = { ...RULE, statusWords: { success: ['fertig'], warning: [], failed: [] }, objects: null }
const changes = async (world: TestWorld, id: number) =>
  (await changesPage(world, { id, limit: 50, conflicts: false })).rows
const everything = async (world: TestWorld) => {
  const { rows } = await sql`
    select r.id, r.job_id, r.status, r.effective_status, r.status_text, r.reviewed_at, r.parser_id, r.parser_version,
      (select count(*) from run_object_links l where l.run_id = r.id) as objects
    from job_runs r order by r.id`.execute(world.db)
  const messages =
    await sql`select id, location, job_id, parse_state, parser_id, parser_version from mail_messages order by id`.execute(
      world.db,
    )
  const results =
    await sql`select mail_message_id, result_key, state, job_id from mail_results order by 1, 2`.execute(
      world.db,
    )
  return { runs: rows, messages: messages.rows, results: results.rows }
}

describe('a rule that was improved after its reports had become runs', () => {
  const world = useTestWorld()
  let id = 0

  it('is found out about before anything is changed: how many messages and runs, and which are reviewed', async () => {
    await useRule(world, FIRST_TRY)
    await drop(world, ...[8, 9, 10].map((day) => datenretterMail({ date: night(day) })))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    const [oldest] = await runs(world)
    await reviewRuns(world, ANNA, [oldest?.id ?? 0])
    expect((await runs(world)).map((run) => [run.status, run.objects])).toEqual([
      ['warning', []],
      ['warning', []],
      ['warning', []],
    ])
    await useRule(world, RULE)
    expect(await storedReaders(world)).toEqual([
      { parserId: RULE.id, readByVersion: 1, presentVersion: 2, outdated: true, messages: 3 },
    ])
    const before = await everything(world)
    const found = await preview(world, { kind: 'outdated' })
    expect(found).toMatchObject({
      state: 'ready',
      obstacle: null,
      progress: 1,
      total: 3,
      read: 3,
      fromRaw: 3,
      changedMessages: 3,
      changedRuns: 3,
      reviewedRuns: 1,
      byKind: { changed: 3 },
    })
    expect(await everything(world)).toEqual(before)
    id = found.id
  })

  it('shows for each message what was read and what would be', async () => {
    const [newest] = await changes(world, id)
    expect(newest).toMatchObject({
      kind: 'changed',
      statusBefore: 'warning',
      statusAfter: 'success',
      runs: 1,
      reviewedRuns: 0,
      parsedFrom: 'raw',
    })
    const change = await changeOfMessage(world, id, newest?.messageId ?? 0)
    expect(change.before).toMatchObject({ parserVersion: 1, results: [{ objectCount: 0, objects: [] }] })
    expect(change.after).toMatchObject({
      parserVersion: 2,
      results: [{ status: 'success', objects: [{ name: 'Buchhaltung' }, { name: 'Archiv' }] }],
    })
    expect(change.filed).toMatchObject([{ status: 'warning', job: { customer: { name: 'Kanzlei' } } }])
  })

  it('gives the runs the new facts, and keeps their job and the review with the facts before and after', async () => {
    const before = await runs(world)
    expect(await apply(world, id)).toMatchObject({
      state: 'applied',
      applied: { messages: 3, runs: 3, reviewedRuns: 1, keptAsRead: 0, errors: 0 },
    })
    const after = await runs(world)
    expect(after.map((run) => [run.id, run.job_id, run.reviewed_at])).toEqual(
      before.map((run) => [run.id, run.job_id, run.reviewed_at]),
    )
    expect(after.map((run) => [run.status, run.objects])).toEqual(
      after.map(() => ['success', ['Buchhaltung success', 'Archiv success']]),
    )
    const { rows: events } = await sql<{
      action: string
      user_name: string
      before: string
      after: string
      objects: number
    }>`
      select action, user_name, before_state ->> 'status' as before, after_state ->> 'status' as after,
        jsonb_array_length(after_state -> 'objects') as objects
      from job_run_review_events order by id`.execute(world.db)
    expect(events).toMatchObject([
      { action: 'reviewed' },
      { action: 'reparsed', user_name: 'anna', before: 'warning', after: 'success', objects: 2 },
    ])
    const { rows: health } = await sql`select run_count, last_status, last_good_at from job_health`.execute(
      world.db,
    )
    expect(health).toEqual([
      { run_count: 3, last_status: 'success', last_good_at: '2026-11-10T02:00:00.000Z' },
    ])
    const { rows: audit } =
      await sql`select user_name, details from audit_log where event_type = 'reparsed'`.execute(world.db)
    expect(audit).toMatchObject([{ user_name: 'anna', details: { messages: 3, runs: 3 } }])
  })

  it('is done once, however often it is asked for', async () => {
    const done = await everything(world)
    await applyPreview(world, ANNA, id)
    await workOnPreview(world, id)
    expect(await storedReaders(world)).toMatchObject([{ readByVersion: 2, outdated: false, messages: 3 }])
    expect(await preview(world, { kind: 'parser', parserId: RULE.id })).toMatchObject({
      read: 3,
      changedMessages: 0,
    })
    expect(await everything(world)).toEqual(done)
  })

  it('takes objects from a job that a better reading no longer finds', async () => {
    await useRule(world, FIRST_TRY)
    const { id } = await preview(world, { kind: 'outdated' })
    await apply(world, id)
    const { rows } =
      await sql`select (select count(*) from run_object_links) as links, (select count(*) from job_object_links) as seen`.execute(
        world.db,
      )
    expect(rows).toEqual([{ links: 0, seen: 0 }])
  })
})

describe('messages that no parser read', () => {
  const world = useTestWorld()

  it('are read by a rule that came later: those with a job become runs, the others still wait for a person', async () => {
    await useRule(world, RULE)
    await drop(world, datenretterMail({ date: night(8) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    await removeRule(world, ANNA, RULE.id)
    await drop(
      world,
      datenretterMail({ date: night(9) }),
      datenretterMail({ date: night(10), job: 'Wochensicherung' }),
      Buffer.from('From: shop@shop.example\r\nSubject: Offer\r\n\r\nBuy now'),
    )
    await useRule(world, RULE)
    const found = await preview(world, { kind: 'unread' })
    expect(found).toMatchObject({ read: 3, changedMessages: 2, changedRuns: 0, byKind: { 'newly read': 2 } })
    expect(await apply(world, found.id)).toMatchObject({ applied: { autoApproved: 1 } })
    expect(await runs(world)).toHaveLength(2)
    expect((await inbox(world)).map((row) => [row.subject.slice(0, 11), row.parse_state])).toEqual([
      ['Offer', 'unparsed'],
      ['Datenretter', 'parsed'],
    ])
  })

  it('are read from the stored text once the raw bytes were let go, and the preview says so', async () => {
    await sql`delete from mail_raw`.execute(world.db)
    const ids = (await inbox(world)).map((row) => row.id)
    expect(await preview(world, { kind: 'selection', ids })).toMatchObject({
      total: 2,
      fromRaw: 0,
      fromStoredText: 2,
      changedMessages: 0,
    })
  })
})

describe('a report that would no longer be read', () => {
  const world = useTestWorld()

  it('keeps its run and what it said, and is listed whenever somebody looks', async () => {
    await useRule(world, RULE)
    await drop(world, datenretterMail({ date: night(9) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    const before = await runs(world)
    await useRule(world, { ...RULE, conditions: [{ part: 'subject', how: 'contains', value: 'Nie' }] })
    const found = await preview(world, { kind: 'outdated' })
    expect(found).toMatchObject({ changedMessages: 1, changedRuns: 0, byKind: { 'no longer read': 1 } })
    expect(await changes(world, found.id)).toMatchObject([
      { kind: 'no longer read', statusBefore: 'success', statusAfter: null },
    ])
    expect(await apply(world, found.id)).toMatchObject({ applied: { keptAsRead: 1, runs: 0 } })
    expect(await runs(world)).toEqual(before)
    expect(await inbox(world)).toEqual([])
    expect(await preview(world, { kind: 'outdated' })).toMatchObject({ byKind: { 'no longer read': 1 } })
  })
})

describe('a changed identity', () => {
  const world = useTestWorld()
  const renamed = { ...RULE, jobName: { way: 'label', label: 'Rechner' } as const }

  it('never moves a run: it is proposed as an alias, once', async () => {
    await useRule(world, RULE)
    await drop(world, datenretterMail({ date: night(8) }), datenretterMail({ date: night(9) }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    const jobs = (await runs(world)).map((run) => run.job_id)
    await useRule(world, renamed)
    const found = await preview(world, { kind: 'outdated' })
    expect(found).toMatchObject({ changedRuns: 2, movedIdentities: 2 })
    await apply(world, found.id)
    expect((await runs(world)).map((run) => run.job_id)).toEqual(jobs)
    expect(await inbox(world)).toEqual([])
    expect(await proposalsPage(world, { limit: 50 })).toMatchObject({
      total: 1,
      rows: [
        {
          jobName: 'FS-01',
          messages: 2,
          owner: null,
          job: { name: 'Tagessicherung', customer: { name: 'Kanzlei' } },
        },
      ],
    })
  })

  it('that is accepted sweeps the Inbox, and the next report needs nobody', async () => {
    expect(await drop(world, datenretterMail({ date: night(10) }))).toMatchObject({ leftInInbox: 1 })
    const [proposal] = (await proposalsPage(world, { limit: 50 })).rows
    expect(await acceptProposal(world, ANNA, proposal?.id ?? 0)).toEqual({ runs: 1, sweptMessages: 1 })
    expect(await proposalsPage(world, { limit: 50 })).toMatchObject({ total: 0, rows: [] })
    await expect(acceptProposal(world, ANNA, proposal?.id ?? 0)).rejects.toMatchObject({
      code: 'decided_already',
    })
    expect(new Set((await runs(world)).map((run) => run.job_id)).size).toBe(1)
  })

  it('that is declined is not proposed again', async () => {
    await useRule(world, { ...RULE, jobName: { way: 'fixed', text: 'Alles' } })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    const [proposal] = (await proposalsPage(world, { limit: 50 })).rows
    expect(proposal).toMatchObject({ jobName: 'Alles', messages: 3 })
    await declineProposal(world, ANNA, proposal?.id ?? 0)
    await useRule(world, { ...RULE, name: 'Again', jobName: { way: 'fixed', text: 'Alles' } })
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    expect(await proposalsPage(world, { limit: 50 })).toMatchObject({ total: 0 })
  })

  it('that another job has cannot be accepted, and says whose it is', async () => {
    await useRule(world, { ...RULE, jobName: { way: 'fixed', text: 'Neu' } })
    await drop(world, datenretterMail({ date: night(10), job: 'x', objects: { Neu: 'erfolgreich' } }))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Andere'))
    await apply(world, (await preview(world, { kind: 'outdated' })).id)
    const [proposal] = (await proposalsPage(world, { limit: 50 })).rows
    expect(proposal).toMatchObject({ jobName: 'Neu', owner: { customer: { name: 'Andere' } } })
    await expect(acceptProposal(world, ANNA, proposal?.id ?? 0)).rejects.toMatchObject({
      code: 'identity_taken',
    })
    expect(await proposalsPage(world, { limit: 50 })).toMatchObject({ total: 1 })
  })
})

describe('a preview', () => {
  const world = useTestWorld()

  it('that was cancelled goes no further and cannot be applied', async () => {
    await useRule(world, FIRST_TRY)
    await drop(world, datenretterMail({ date: night(9) }))
    await useRule(world, RULE)
    const id = await startPreview(world, ANNA, { kind: 'outdated' })
    await cancelPreview(world, id)
    await workOnPreview(world, id)
    expect(await changes(world, id)).toEqual([])
    await expect(applyPreview(world, ANNA, id)).rejects.toMatchObject({ code: 'not_ready' })
  })

  it('cannot be applied once other parsers or rules are in use than it was made with', async () => {
    const found = await preview(world, { kind: 'outdated' })
    await useRule(world, { ...RULE, name: 'Better still' })
    await expect(applyPreview(world, ANNA, found.id)).rejects.toMatchObject({ code: 'not_applicable' })
  })

  it('stops in the middle of applying when the rules change, and says so', async () => {
    const found = await preview(world, { kind: 'outdated' })
    await applyPreview(world, ANNA, found.id)
    await useRule(world, { ...RULE, name: 'Even better' })
    await workOnPreview(world, found.id)
    expect(await previewById(world, found.id)).toMatchObject({
      state: 'failed',
      obstacle: expect.stringContaining('rules changed'),
    })
  })

  it('is refused when too many are at work already', async () => {
    for (let index = 0; index < 5; index++) await startPreview(world, ANNA, { kind: 'unread' })
    await expect(startPreview(world, ANNA, { kind: 'unread' })).rejects.toMatchObject({
      code: 'too_many_previews',
    })
  })
})
