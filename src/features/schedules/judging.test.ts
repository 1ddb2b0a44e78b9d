import { describe, expect, it } from 'vitest'
import {
  arrive,
  importedCompletely,
  job,
  listener,
  local,
  mailbox,
  missedRuns,
  nightly,
  planned,
} from '../../../test/support/scheduled-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { runChecksPage } from '../run-checks/index.ts'
import { detectMissed } from './detect.ts'
import { jobSchedule } from './schedule-page.ts'
import { unjudgedSources } from './unjudged.ts'
import { waitingReports } from './waiting.ts'

const START = local('2026-11-09T12:00')

describe('missed runs are judged', () => {
  const world = useTestWorld(START)

  it('only after a complete import of the job’s own source', async () => {
    const mine = await mailbox(world, 'Mine')
    const other = await mailbox(world, 'Other')
    const jobId = await job(world, { name: 'nightly', sourceId: mine, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    world.setNow(local('2026-11-10T08:00'))
    await importedCompletely(world, other, local('2026-11-10T07:45'))
    expect(await detectMissed(world)).toBe(0)
    expect((await jobSchedule(world, jobId)).judging).toMatchObject({
      source: { name: 'Mine' },
      until: null,
      notJudgedSince: START,
      because: '"Mine" has not been imported completely yet.',
    })
    await importedCompletely(world, mine, local('2026-11-10T07:50'))
    expect(await detectMissed(world)).toBe(1)
    expect((await jobSchedule(world, jobId)).judging).toMatchObject({ notJudgedSince: null, because: null })
  })
})

describe('after six hours in which the application was down', () => {
  const world = useTestWorld(START)

  it('nothing is raised before the import, and only what it did not bring after it', async () => {
    const sourceId = await mailbox(world)
    const jobs = await Promise.all(
      ['came', 'lost'].map((name) => job(world, { name, sourceId, runs: nightly('2026-11-09', 35) })),
    )
    await importedCompletely(world, sourceId, START)
    await detectMissed(world)
    world.setNow(local('2026-11-10T03:30'))
    expect(await detectMissed(world)).toBe(0)
    await arrive(world, { jobId: jobs[0] ?? 0, sourceId }, '2026-11-09T22:01')
    await importedCompletely(world, sourceId, local('2026-11-10T03:30'))
    expect(await detectMissed(world)).toBe(1)
    expect((await missedRuns(world)).map((run) => run.job)).toEqual(['lost'])
  })
})

describe('after two weeks in which the application was down', () => {
  const world = useTestWorld(START)

  it('every night that the import did not bring is one counted finding', async () => {
    const sourceId = await mailbox(world)
    const jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await importedCompletely(world, sourceId, START)
    await detectMissed(world)
    world.setNow(local('2026-11-23T09:00'))
    expect(await detectMissed(world)).toBe(0)
    await arrive(world, { jobId, sourceId }, '2026-11-09T22:03', '2026-11-10T22:01', '2026-11-11T22:02')
    await importedCompletely(world, sourceId, local('2026-11-23T09:00'))
    expect(await detectMissed(world)).toBe(1)
    expect(await missedRuns(world)).toMatchObject([
      { missed_count: 11, status_text: expect.stringMatching(/^Missed 11 times since Thu 12 Nov 2026/) },
    ])
  })
})

describe('after a process ended between storing and filing', () => {
  const world = useTestWorld(START)

  it('nothing is raised before what it had stored is filed: the report may be among it', async () => {
    const sourceId = await mailbox(world)
    const jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    world.setNow(local('2026-11-10T08:00'))
    await sql`
      insert into mail_messages (source_id, source_ref, content_hash, received_at, received_at_origin, raw_size, created_at)
      values (${sourceId}, '1/1', '\\x01', ${local('2026-11-09T22:01')}, 'source', 9, ${local('2026-11-09T22:05')})
    `.execute(world.db)
    expect((await jobSchedule(world, jobId)).judging.until).toBeNull()
    await importedCompletely(world, sourceId, local('2026-11-10T08:00'))
    expect(await detectMissed(world)).toBe(0)
    await sql`update mail_messages set filed_at = ${local('2026-11-10T08:01')}`.execute(world.db)
    expect(await detectMissed(world)).toBe(1)
  })
})

describe('jobs whose source rests', () => {
  const world = useTestWorld(START)

  it('are counted where everybody looks, as soon as a run is due and until somebody imports', async () => {
    const sourceId = await mailbox(world, 'Resting', START)
    const other = await mailbox(world, 'Imported', START)
    for (const name of ['one', 'two']) await job(world, { name, sourceId, runs: nightly('2026-11-09', 35) })
    await job(world, { name: 'of another source', sourceId: other, runs: nightly('2026-11-09', 35) })
    await job(world, {
      ...{ name: 'archived', sourceId, runs: nightly('2026-11-09', 35) },
      columns: { archived_at: START },
    })
    await detectMissed(world)
    const unjudged = () => unjudgedSources(world)
    const resting = { source: { id: sourceId, name: 'Resting', kind: 'imap' }, jobs: 2, since: START }

    await sql`update sources set enabled = false where id = ${sourceId}`.execute(world.db)
    expect(await unjudged()).toEqual([])
    world.setNow(local('2026-11-10T08:00'))
    await detectMissed(world)
    expect(await unjudged()).toEqual([{ ...resting, because: 'disabled' }])

    await sql`update sources set enabled = true, auto_import = false where id = ${sourceId}`.execute(world.db)
    expect(await unjudged()).toEqual([{ ...resting, because: 'by hand' }])
    await sql`update sources set auto_import = true where id = ${sourceId}`.execute(world.db)
    expect(await unjudged()).toEqual([])

    await sql`update sources set auto_import = false where id = ${sourceId}`.execute(world.db)
    await importedCompletely(world, sourceId, local('2026-11-10T07:50'))
    expect(await unjudged()).toEqual([])
  })
})

describe('a source that is not imported automatically', () => {
  const world = useTestWorld(START)

  it('says since when nothing was judged, and a manual import judges', async () => {
    const sourceId = await mailbox(world, 'By hand', START)
    await sql`update sources set auto_import = false where id = ${sourceId}`.execute(world.db)
    const jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    world.setNow(local('2026-11-12T08:00'))
    expect(await detectMissed(world)).toBe(0)
    expect((await jobSchedule(world, jobId)).judging).toMatchObject({
      notJudgedSince: START,
      because: expect.stringContaining('not imported automatically'),
    })
    await importedCompletely(world, sourceId, local('2026-11-12T08:00'))
    expect(await detectMissed(world)).toBe(1)
    expect(await missedRuns(world)).toMatchObject([{ missed_count: 3 }])
  })

  it('is no warning on the day of an import while nothing is overdue', async () => {
    const [{ id: jobId } = { id: 0 }] = (
      await sql<{ id: number }>`select id from jobs where job_name = 'nightly'`.execute(world.db)
    ).rows
    world.setNow(local('2026-11-12T18:00'))
    expect((await jobSchedule(world, jobId)).judging).toMatchObject({
      notJudgedSince: null,
      because: expect.stringContaining('not imported automatically'),
    })
    world.setNow(local('2026-11-13T18:00'))
    expect((await jobSchedule(world, jobId)).judging).toMatchObject({
      notJudgedSince: local('2026-11-12T08:00'),
    })
  })
})

describe('a source that was disabled', () => {
  const world = useTestWorld(START)

  it('says so, and what to do, on the jobs that reported through it', async () => {
    const sourceId = await mailbox(world, 'Old mailbox', START)
    const jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    await sql`update sources set enabled = false where id = ${sourceId}`.execute(world.db)
    world.setNow(local('2026-11-12T08:00'))
    expect(await detectMissed(world)).toBe(0)
    expect((await jobSchedule(world, jobId)).judging).toMatchObject({
      notJudgedSince: START,
      because: expect.stringMatching(/"Old mailbox" is disabled.*Enable it/),
    })
  })
})

describe('a job whose reports were only uploaded', () => {
  const world = useTestWorld(START)

  it('is judged by the only configured source, and by none while there are two', async () => {
    const upload = await sql<{ id: number }>`select id from sources where kind = 'upload'`.execute(world.db)
    const uploadId = upload.rows[0]?.id ?? 0
    const jobId = await job(world, { name: 'uploaded', sourceId: uploadId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    world.setNow(local('2026-11-10T08:00'))
    await importedCompletely(world, uploadId, local('2026-11-10T07:50'))
    expect(await detectMissed(world)).toBe(0)
    expect((await jobSchedule(world, jobId)).judging.because).toMatch(/Set up a source/)
    const first = await mailbox(world, 'First', local('2026-11-10T07:50'))
    await mailbox(world, 'Second', local('2026-11-10T07:50'))
    expect(await detectMissed(world)).toBe(0)
    expect((await jobSchedule(world, jobId)).judging.because).toMatch(/there are several/)
    await sql`update sources set enabled = false where id <> ${first} and kind = 'imap'`.execute(world.db)
    expect(await detectMissed(world)).toBe(1)
  })
})

describe('a listener', () => {
  const world = useTestWorld(START)

  it('counts as complete while it was up from before the window until the deadline', async () => {
    const up = await listener(world, 'Up', { since: START, seen: START })
    const down = await listener(world, 'Down', { since: START, seen: START })
    const ids = [
      await job(world, { name: 'watched', sourceId: up, runs: nightly('2026-11-09', 35) }),
      await job(world, { name: 'unwatched', sourceId: down, runs: nightly('2026-11-09', 35) }),
    ]
    await detectMissed(world)
    world.setNow(local('2026-11-10T08:00'))
    await sql`update sources set up_seen_at = ${local('2026-11-09T23:50')} where id = ${up}`.execute(world.db)
    expect(await detectMissed(world)).toBe(0)
    await sql`update sources set up_seen_at = ${local('2026-11-10T08:00')} where kind = 'smtp'`.execute(
      world.db,
    )
    await sql`update sources set up_since = ${local('2026-11-09T23:00')} where id = ${down}`.execute(world.db)
    expect(await detectMissed(world)).toBe(1)
    expect((await missedRuns(world)).map((run) => run.job)).toEqual(['watched'])
    const [tonight] = await planned(world, ids[1] ?? 0, '2026-11-09T12:00')
    expect(tonight).toMatchObject({ state: 'excused', excuse: 'source down' })
  })
})

describe('a listener that is behind', () => {
  const world = useTestWorld(START)

  it('is not judged past what it has received and nobody has taken in yet', async () => {
    const sourceId = await listener(world, 'Behind', { since: START, seen: START })
    await job(world, { name: 'taken in late', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    world.setNow(local('2026-11-10T08:00'))
    await sql`update sources set up_seen_at = ${local('2026-11-10T08:00')} where id = ${sourceId}`.execute(
      world.db,
    )
    await sql`
      insert into mail_arrivals (source_id, received_at, own_trace, place, bytes, created_at)
      values (${sourceId}, ${local('2026-11-09T22:01')}, 0, 0, 'x', ${local('2026-11-09T22:01')})`.execute(
      world.db,
    )
    expect(await detectMissed(world)).toBe(0)
    await sql`delete from mail_arrivals`.execute(world.db)
    expect(await detectMissed(world)).toBe(1)
  })
})

describe('a listener that was down for a moment in a long silence', () => {
  const world = useTestWorld(START)

  it('does not keep the silence from being raised for ever: half a day after it is up again there was a chance for a report', async () => {
    const sourceId = await listener(world, 'Restarted', { since: local('2026-11-01T00:00'), seen: START })
    await job(world, { name: 'new', sourceId, runs: nightly('2026-11-09', 5) })
    await detectMissed(world)
    const up = (since: string, now: string) => {
      world.setNow(local(now))
      return sql`update sources set up_since = ${local(since)}, up_seen_at = ${local(now)} where id = ${sourceId}`.execute(
        world.db,
      )
    }
    await up('2026-11-11T21:30', '2026-11-12T08:00')
    expect(await detectMissed(world)).toBe(0)
    await up('2026-11-11T21:30', '2026-11-12T10:00')
    expect(await detectMissed(world)).toBe(1)
    expect(await missedRuns(world)).toMatchObject([{ job: 'new' }])
  })
})

describe('an open incident of the source', () => {
  const world = useTestWorld(START)
  let sourceId = 0

  const incident = (opened: string, cause: 'unreachable' | 'silent') =>
    world.db
      .insertInto('ingest_incidents')
      .values({ source_id: sourceId, cause, message: 'The mailbox is silent.', opened_at: local(opened) })
      .execute()

  it('holds what is missing back until it closes and everything that waited is in', async () => {
    sourceId = await mailbox(world)
    const jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    await incident('2026-11-10T00:10', 'silent')
    world.setNow(local('2026-11-10T08:00'))
    await importedCompletely(world, sourceId, local('2026-11-10T07:50'))
    expect(await detectMissed(world)).toBe(0)
    expect((await jobSchedule(world, jobId)).judging.because).toMatch(/open incident/)
    await sql`update ingest_incidents set closed_at = ${local('2026-11-10T08:01')}`.execute(world.db)
    world.setNow(local('2026-11-10T08:02'))
    expect(await detectMissed(world)).toBe(0)
    await importedCompletely(world, sourceId, local('2026-11-10T08:02'))
    expect(await detectMissed(world)).toBe(1)
  })

  it('holds it back for twelve hours at most', async () => {
    await incident('2026-11-11T00:30', 'unreachable')
    world.setNow(local('2026-11-11T12:00'))
    expect(await detectMissed(world)).toBe(0)
    expect(await missedRuns(world)).toMatchObject([{ missed_count: 1 }])
    world.setNow(local('2026-11-11T12:31'))
    await detectMissed(world)
    expect(await missedRuns(world)).toMatchObject([{ missed_count: 2 }])
    const { rows } = await sql<{ missed_raised_at: string }>`
      select missed_raised_at from ingest_incidents where cause = 'unreachable'`.execute(world.db)
    expect(rows).toEqual([{ missed_raised_at: local('2026-11-11T12:31') }])
  })
})

describe('a report that waits in the Inbox', () => {
  const world = useTestWorld(START)

  it('holds the slot of the job that it probably fits, and no other; deleted it holds none', async () => {
    const sourceId = await mailbox(world)
    const jobId = await job(world, { name: 'nightly', sourceId, runs: nightly('2026-11-09', 35) })
    await detectMissed(world)
    const message = await world.db
      .insertInto('mail_messages')
      .values({
        source_id: sourceId,
        content_hash: Buffer.from('waiting'),
        received_at: local('2026-11-09T22:04'),
        received_at_origin: 'source',
        raw_size: 1,
        filed_at: local('2026-11-09T22:10'),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await world.db
      .insertInto('mail_results')
      .values({
        mail_message_id: message.id,
        result_key: '',
        position: 0,
        backup_software: 'Proxmox VE',
        backup_type: 'vzdump',
        job_name: 'nightly',
        status: 'failed',
        identity_key: 'x',
        sender_key: 'x',
        probable_job_id: jobId,
      })
      .execute()
    world.setNow(local('2026-11-11T08:00'))
    await importedCompletely(world, sourceId, local('2026-11-11T08:00'))
    await detectMissed(world)
    expect((await planned(world, jobId, '2026-11-09T12:00')).map((one) => one.state).slice(0, 3)).toEqual([
      'open',
      'missed',
      'open',
    ])
    const schedule = await jobSchedule(world, jobId)
    expect(schedule.expected[0]).toMatchObject({ state: 'waiting' })
    expect(schedule.waitingMessageId).toBe(message.id)
    const [row] = (await runChecksPage(world, { limit: 10, sort: 'severity' })).rows
    expect(row).toMatchObject({ jobId, waitingMessageId: message.id })
    expect(await waitingReports(world)).toMatchObject([
      { job: { id: jobId, name: 'nightly' }, status: 'failed', receivedAt: local('2026-11-09T22:04') },
    ])
    await sql`update mail_messages set location = 'deleted'`.execute(world.db)
    await detectMissed(world)
    expect(await missedRuns(world)).toMatchObject([{ missed_count: 2 }])
    expect(await waitingReports(world)).toEqual([])
  })
})
