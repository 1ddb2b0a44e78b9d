import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { addRun, jobWithRuns } from '../../../test/support/queue.ts'
import { nightly, rowsNaming, twoJobs } from '../../../test/support/two-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { approve } from '../inbox/index.ts'
import { shareIdentities } from '../ingest/filing.queries.ts'
import { createOverride } from '../overrides/change.ts'
import { learnChangedJobs } from '../schedules/index.ts'
import { archiveJob, changeJob, unarchiveJob } from './change-job.ts'
import { deleteJob } from './delete-job.ts'
import { identitiesOfJob } from './identities.ts'
import { jobById, jobsPage } from './jobs.ts'
import { mergeJob, previewMerge } from './merge-job.ts'

describe('merging a job into another one', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let them: Awaited<ReturnType<typeof twoJobs>>
  beforeAll(async () => {
    them = await twoJobs(world, 'alder', { old: [5, 6, 7], new: [8, 9] })
    await learnChangedJobs(world)
  })

  it('is previewed: what would move, and nothing moves', async () => {
    expect(await previewMerge(world, them.oldJob, them.newJob)).toMatchObject({
      obstacle: null,
      runs: 3,
      openRuns: 3,
      messages: 3,
      identities: 1,
      twins: 0,
      sharedDays: 0,
      differs: { software: false, type: false, kind: false },
    })
    expect((await runs(world)).filter((run) => run.job_id === them.oldJob)).toHaveLength(3)
  })

  it('gives it all runs, messages, identities and objects; nothing names the merged job any more', async () => {
    const done = await mergeJob(world, ANNA, { id: them.oldJob, intoId: them.newJob })
    expect(done).toEqual({ runs: 3, twins: 0, identities: 1, newRuns: 0 })
    expect(new Set((await runs(world)).map((run) => run.job_id))).toEqual(new Set([them.newJob]))
    expect(await rowsNaming(world, them.oldJob)).toEqual([])
    const job = await jobById(world, them.newJob)
    expect(job.health).toMatchObject({ runCount: 5, lastGoodAt: '2026-11-09T02:00:00.000Z' })
    const { rows } = await identitiesOfJob(world, them.newJob)
    expect(rows).toMatchObject([
      { host: them.newNode, isAlias: false, reports: 2, firstSeenAt: '2026-11-08T02:00:00.000Z' },
      { host: them.oldNode, isAlias: true, reports: 3, lastSeenAt: '2026-11-07T02:00:00.000Z' },
    ])
    const { rows: links } = await sql<{ first_seen_at: string; last_seen_at: string }>`
      select first_seen_at, last_seen_at from job_object_links where job_id = ${them.newJob}`.execute(
      world.db,
    )
    expect(links).toEqual([
      { first_seen_at: '2026-11-05T02:00:00.000Z', last_seen_at: '2026-11-09T02:00:00.000Z' },
    ])
  })

  it('leaves a trace that leads to the other job, in no list, and not to be changed', async () => {
    expect(await jobById(world, them.oldJob)).toMatchObject({
      mergedInto: { id: them.newJob },
      health: { runCount: 0, lastRunAt: null },
    })
    for (const archived of [false, true])
      expect(
        (await jobsPage(world, { limit: 50 }, 'customer', archived)).rows.map((row) => row.id),
      ).not.toContain(them.oldJob)
    for (const change of [
      () => changeJob(world, ANNA, them.oldJob, { notes: 'x' }),
      () => unarchiveJob(world, ANNA, them.oldJob),
      () => mergeJob(world, ANNA, { id: them.oldJob, intoId: them.newJob }),
      () => mergeJob(world, ANNA, { id: them.newJob, intoId: them.oldJob }),
      () => deleteJob(world, ANNA, { id: them.oldJob }),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'job_merged' })
  })

  it('lets the next report of either be a run of the one that is left', async () => {
    expect(await drop(world, nightly(them.oldNode, 10), nightly(them.newNode, 10))).toMatchObject({
      autoApproved: 2,
    })
    expect((await runs(world)).filter((run) => run.job_id === them.newJob)).toHaveLength(7)
  })

  it('lets who had the merged job on screen approve into the one that is left', async () => {
    await drop(world, nightly('third.alder.example', 10))
    const [row] = await inbox(world)
    const done = await approve(world, ANNA, {
      id: row?.id ?? 0,
      decisions: [{ key: '', action: { kind: 'existing job', jobId: them.oldJob } }],
      acceptIndistinctRelay: false,
    })
    expect(done.jobIds).toEqual([them.newJob])
    expect((await identitiesOfJob(world, them.newJob)).rows).toHaveLength(3)
  })

  it('again leads from the first to the last', async () => {
    await drop(world, nightly('fourth.alder.example', 10))
    const [row] = await inbox(world)
    const { jobIds } = await approveAsNew(world, row?.id ?? 0, them.customerId)
    await mergeJob(world, ANNA, { id: them.newJob, intoId: jobIds[0] ?? 0 })
    expect(await jobById(world, them.oldJob)).toMatchObject({ mergedInto: { id: jobIds[0] } })
  })

  it('is written down with who did it and what moved', async () => {
    const { rows } = await sql<{ user_name: string; message: string; details: object }>`
      select user_name, message, details from audit_log where event_type = 'job merged' order by id`.execute(
      world.db,
    )
    expect(rows[0]).toMatchObject({
      user_name: 'anna',
      message: expect.stringContaining('Merged job vzdump'),
      details: { from: them.oldJob, to: them.newJob, runs: 3, identities: 1 },
    })
  })
})

describe('merging is refused', () => {
  const world = useTestWorld()
  const refused = async (id: number, intoId: number, code: string) => {
    await expect(mergeJob(world, ANNA, { id, intoId })).rejects.toMatchObject({ code })
    expect((await previewMerge(world, id, intoId)).obstacle).toEqual(expect.any(String))
  }

  it('into itself, into another customer’s job, into an archived one, and where both stand for an account', async () => {
    const one = await jobWithRuns(world, { customer: 'Birch', name: 'one' }, [])
    const two = await jobWithRuns(world, { customer: 'Birch', name: 'two' }, [])
    const foreign = await jobWithRuns(world, { customer: 'Cedar', name: 'foreign' }, [])
    await refused(one, one, 'same_job')
    await refused(one, foreign, 'other_customer')
    await archiveJob(world, ANNA, two)
    await refused(one, two, 'job_archived')
    await unarchiveJob(world, ANNA, two)
    await sql`
      insert into cloud_connect_accounts ("user", section, job_id, first_seen_at, last_seen_at)
      values ('a', 'Backup', ${one}, now(), now()), ('b', 'Backup', ${two}, now(), now())`.execute(world.db)
    await refused(one, two, 'two_accounts')
    await expect(mergeJob(world, ANNA, { id: one, intoId: 999_999 })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('of a job with more than a hundred runs, unless its name is typed', async () => {
    const big = await jobWithRuns(world, { customer: 'Birch', name: 'Big' }, [])
    const other = await jobWithRuns(world, { customer: 'Birch', name: 'Other' }, [])
    await sql`
      insert into job_runs (job_id, run_at, status, effective_status)
      select ${big}, now() - n * interval '1 hour', 'success', 'success' from generate_series(1, 101) n`.execute(
      world.db,
    )
    await sql`insert into job_health (job_id, run_count) values (${big}, 101)`.execute(world.db)
    for (const confirmation of [undefined, '', 'Other'])
      await expect(mergeJob(world, ANNA, { id: big, intoId: other, confirmation })).rejects.toMatchObject({
        code: 'confirmation_needed',
      })
    expect(await mergeJob(world, ANNA, { id: big, intoId: other, confirmation: 'Big' })).toMatchObject({
      runs: 101,
    })
  })
})

describe('what both jobs have', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  let source = 0
  let target = 0
  beforeAll(async () => {
    source = await jobWithRuns(world, { customer: 'Elm', name: 'source' }, [])
    target = await jobWithRuns(world, { customer: 'Elm', name: 'target' }, [])
  })
  const idOf = async (query: ReturnType<typeof sql<{ id: number }>>) =>
    (await query.execute(world.db)).rows[0]?.id ?? 0

  it('under one external id is one run: the target’s, with the other’s tickets; the other’s review stays in the evidence', async () => {
    const gone = await addRun(world, source, { status: 'failed', at: '2026-11-09T02:00:00Z', reviewed: true })
    const kept = await addRun(world, target, { status: 'failed', at: '2026-11-09T02:00:00Z' })
    await sql`update job_runs set external_id = 'session-7' where id in (${gone}, ${kept})`.execute(world.db)
    await sql`insert into job_health (job_id, run_count) values (${source}, 1), (${target}, 1)`.execute(
      world.db,
    )
    const ticket = await idOf(sql<{ id: number }>`
      insert into tickets (ticket_code, origin, active_from_date, start_date) values ('T1', 'internal', '2026-11-09', now()) returning id`)
    await sql`insert into ticket_job_runs (ticket_id, job_run_id, linked_at) values (${ticket}, ${gone}, now())`.execute(
      world.db,
    )
    await sql`insert into ticket_scopes (ticket_id, job_id) values (${ticket}, ${source})`.execute(world.db)
    await sql`insert into ticket_scopes (ticket_id, job_id, resolved_at) values (${ticket}, ${target}, now())`.execute(
      world.db,
    )
    await sql`
      insert into job_verified_senders (job_id, source_id, from_domain, verified_runs)
      select j, 1, 'a.example', 3 from unnest(${[source, target]}::bigint[]) j`.execute(world.db)
    expect(await previewMerge(world, source, target)).toMatchObject({ twins: 1 })
    expect(await mergeJob(world, ANNA, { id: source, intoId: target })).toMatchObject({ runs: 0, twins: 1 })

    const { rows } = await sql<object>`
      select r.id, r.reviewed_at, h.run_count, (select count(*) from ticket_job_runs where job_run_id = r.id and ticket_id = ${ticket}) as tickets
      from job_runs r join job_health h on h.job_id = r.job_id`.execute(world.db)
    expect(rows).toEqual([{ id: kept, reviewed_at: null, run_count: 1, tickets: 1 }])
    const { rows: events } = await sql<object>`
      select run_id, job_id, action, user_name, before_state, after_state from job_run_review_events`.execute(
      world.db,
    )
    expect(events).toMatchObject([
      {
        run_id: gone,
        job_id: source,
        action: 'deleted',
        user_name: 'anna',
        before_state: { reviewed_at: expect.any(String), status: 'failed' },
        after_state: { same_as_run: kept },
      },
    ])
  })

  it('in the scope of one ticket is one scope, open while it was open for either; verified senders add up', async () => {
    const { rows } = await sql`select job_id, resolved_at from ticket_scopes`.execute(world.db)
    expect(rows).toEqual([{ job_id: target, resolved_at: null }])
    const { rows: senders } = await sql`select job_id, verified_runs from job_verified_senders`.execute(
      world.db,
    )
    expect(senders).toEqual([{ job_id: target, verified_runs: 6 }])
  })

  it('is judged by the rules of both: a rule of the merged job speaks of the other’s runs', async () => {
    const ruled = await jobWithRuns(world, { customer: 'Elm', name: 'ruled' }, [])
    const run = await addRun(world, target, {
      status: 'warning',
      at: '2026-11-08T02:00:00Z',
      text: 'low space',
    })
    await createOverride(world, ANNA, {
      scope: { kind: 'job', jobId: ruled },
      status: null,
      text: 'low space',
      mode: 'contains',
      treatAsSuccess: true,
      validFrom: '2026-11-01T00:00:00Z',
      validUntil: null,
      comment: '',
    })
    await mergeJob(world, ANNA, { id: ruled, intoId: target })
    const { rows } = await sql`select status, effective_status from job_runs where id = ${run}`.execute(
      world.db,
    )
    expect(rows).toEqual([{ status: 'warning', effective_status: 'success' }])
    expect((await jobById(world, target)).health.lastGoodAt).toBe('2026-11-08T02:00:00.000Z')
  })

  it('is not judged by what it was missed for, when the other one reported: the miss is withdrawn, an unanswered one stays', async () => {
    const silent = await jobWithRuns(world, { customer: 'Elm', name: 'silent' }, [])
    const talking = await jobWithRuns(world, { customer: 'Elm', name: 'talking' }, [
      { status: 'success', at: '2026-11-09T02:10:00Z' },
    ])
    const missed: number[] = []
    for (const day of [7, 9]) {
      const at = `2026-11-0${day}T02:00:00Z`
      const run = await addRun(world, silent, { status: 'missed', at })
      missed.push(run)
      await sql`
        insert into missed_slots (job_id, slot_at, run_id, opens_at, window_ends_at, deadline_at, raised_at)
        values (${silent}, ${at}, ${run}, ${at}::timestamptz - interval '1 hour', ${at}::timestamptz + interval '1 hour',
          ${at}::timestamptz + interval '2 hours', now())`.execute(world.db)
    }
    await sql`insert into job_health (job_id, run_count) values (${silent}, 2), (${talking}, 1)`.execute(
      world.db,
    )
    await mergeJob(world, ANNA, { id: silent, intoId: talking })
    const { rows } = await sql<{ id: number; job_id: number }>`
      select id, job_id from job_runs where id = any(${missed})`.execute(world.db)
    expect(rows).toEqual([{ id: missed[0], job_id: talking }])
    expect((await jobById(world, talking)).health.runCount).toBe(2)
  })
})

describe('whatever names a job', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')

  it('names the other one after a merge: every table that refers to jobs is filled, and none is forgotten', async () => {
    const them = await twoJobs(world, 'gorse', { old: [6, 7], new: [8] })
    const { oldJob } = them
    const earlier = await jobWithRuns(world, { customer: 'gorse', name: 'earlier' }, [])
    await learnChangedJobs(world)
    await sql`
      with person as (insert into users (username) values ('bert') returning id),
        ticket as (
          insert into tickets (ticket_code, origin, active_from_date, start_date) values ('T1', 'internal', '2026-11-09', now()) returning id),
        remark as (insert into remarks (body, start_date) values ('mind this', now()) returning id),
        a as (insert into ticket_scopes (ticket_id, job_id) select id, ${oldJob} from ticket),
        b as (insert into remark_scopes (remark_id, job_id) select id, ${oldJob} from remark),
        c as (insert into run_check_claims (job_id, user_id, claimed_at, expires_at) select ${oldJob}, id, now(), now() from person),
        d as (insert into maintenance_windows (job_id, starts_at, ends_at) values (${oldJob}, now(), now() + interval '1 hour')),
        e as (insert into job_verified_senders (job_id, source_id, from_domain) values (${oldJob}, 1, 'a.example')),
        f as (
          insert into job_accepted_senders (job_id, source_id, from_domain, passed_domain, accepted_at)
          values (${oldJob}, 1, 'a.example', 'b.example', now())),
        g as (
          insert into identity_proposals (job_id, identity_key, from_address, backup_software, backup_type, job_name, messages, proposed_at)
          values (${oldJob}, 'k', 'a@a.example', 'Veeam', 'Backup Job', 'x', 1, now())),
        h as (insert into overrides (level, job_id, valid_from) values ('object', ${oldJob}, now())),
        i as (insert into cloud_connect_accounts ("user", section, job_id, first_seen_at, last_seen_at) values ('u', 'Backup', ${oldJob}, now(), now())),
        j as (insert into cove_accounts (account_id, job_id, first_seen_at, last_seen_at) values (1, ${oldJob}, now(), now())),
        k as (
          insert into expected_runs (job_id, slot_at, opens_at, closes_at, deadline_at, kind)
          values (${oldJob}, now(), now(), now(), now(), 'slot')),
        l as (
          insert into missed_slots (job_id, slot_at, window_ends_at, deadline_at, raised_at)
          values (${oldJob}, '2026-11-01', '2026-11-01', '2026-11-01', now()))
      update mail_results set probable_job_id = ${oldJob} where job_id = ${oldJob}`.execute(world.db)
    await sql`update jobs set cove_account_id = 1 where id = ${oldJob}`.execute(world.db)
    await sql`update jobs set merged_into_job_id = ${oldJob} where id = ${earlier}`.execute(world.db)
    const named = await rowsNaming(world, oldJob)
    const { rows: references } = await sql<{ count: number }>`
      select count(*) as count from pg_constraint where contype = 'f' and confrelid = 'jobs'::regclass`.execute(
      world.db,
    )
    expect(named).toHaveLength(references[0]?.count ?? 0)
    await mergeJob(world, ANNA, { id: oldJob, intoId: them.newJob })
    expect(await rowsNaming(world, oldJob)).toEqual([])
    expect(await jobById(world, earlier)).toMatchObject({ mergedInto: { id: them.newJob } })
    const gone = ['job_schedules.job_id', 'expected_runs.job_id']
    const left = await rowsNaming(world, them.newJob)
    expect(named.filter((name) => !left.includes(name) && !gone.includes(name))).toEqual([])
    const { rows } = await sql`select id from jobs where cove_account_id = 1`.execute(world.db)
    expect(rows).toEqual([{ id: them.newJob }])
  })
})

describe('merging an archived job', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')

  it('makes runs of the reports that were held for it', async () => {
    const them = await twoJobs(world, 'fir', { old: [6, 7], new: [8] })
    await archiveJob(world, ANNA, them.oldJob)
    await drop(world, nightly(them.oldNode, 8), nightly(them.oldNode, 9))
    expect(await previewMerge(world, them.oldJob, them.newJob)).toMatchObject({
      heldMessages: 2,
      sharedDays: 0,
    })
    expect(await mergeJob(world, ANNA, { id: them.oldJob, intoId: them.newJob })).toMatchObject({
      runs: 2,
      newRuns: 2,
    })
    expect((await runs(world)).filter((run) => run.job_id === them.newJob)).toHaveLength(5)
  })
})

describe('reports that come while jobs are merged', () => {
  const world = useTestWorld('2026-11-28T08:00:00.000Z')

  it('are runs of the one that is left, each once, whoever was first', async () => {
    const them = await twoJobs(world, 'hazel', { old: [1], new: [1] })
    const days = Array.from({ length: 24 }, (_, index) => index + 2)
    const [, merged] = await Promise.all([
      Promise.all(days.slice(0, 12).map((day) => drop(world, nightly(them.oldNode, day)))),
      mergeJob(world, ANNA, { id: them.oldJob, intoId: them.newJob }),
      Promise.all(days.slice(12).map((day) => drop(world, nightly(them.oldNode, day)))),
    ])
    const all = await runs(world)
    expect(all).toHaveLength(26)
    expect(new Set(all.map((run) => run.job_id))).toEqual(new Set([them.newJob]))
    expect(merged.runs).toBeLessThanOrEqual(25)
    expect((await jobById(world, them.newJob)).health.runCount).toBe(26)
    expect(await inbox(world)).toEqual([])
  })

  it.each(['a report', 'a missed run'] as const)(
    'and %s that is being made for the merged job is waited for and goes along',
    async (what) => {
      const node = what === 'a report' ? 'report' : 'missed'
      const them = await twoJobs(world, node, { old: [1], new: [1] })
      let merging: ReturnType<typeof mergeJob> | null = null
      await world.db.transaction().execute(async (tx) => {
        if (what === 'a report') await shareIdentities(tx)
        else await addRun({ ...world, db: tx }, them.oldJob, { status: 'missed', at: '2026-11-02T02:00:00Z' })
        merging = mergeJob(world, ANNA, { id: them.oldJob, intoId: them.newJob })
        const first = await Promise.race([merging, setTimeout(400, 'still waiting')])
        expect(first).toBe('still waiting')
        if (what === 'a report')
          await addRun({ ...world, db: tx }, them.oldJob, { status: 'failed', at: '2026-11-02T02:00:00Z' })
      })
      expect(await merging).toMatchObject({ runs: 2 })
      expect(await rowsNaming(world, them.oldJob)).toEqual([])
    },
  )

  it('and two who merge them into each other at once: one does, the other is told', async () => {
    const customerId = await customer(world, 'ivy')
    const jobs: number[] = []
    for (const node of ['a.ivy.example', 'b.ivy.example']) {
      await drop(world, nightly(node, 20))
      const [row] = await inbox(world)
      jobs.push((await approveAsNew(world, row?.id ?? 0, customerId)).jobIds[0] ?? 0)
    }
    const [a = 0, b = 0] = jobs
    const answers = await Promise.allSettled([
      mergeJob(world, ANNA, { id: a, intoId: b }),
      mergeJob(world, ANNA, { id: b, intoId: a }),
    ])
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({
      reason: { code: 'job_merged' },
    })
  })
})
