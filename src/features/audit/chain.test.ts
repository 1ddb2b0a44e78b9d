import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { appendEvents, tamper } from '../../../test/support/evidence.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { openDatabase, sql } from '../../platform/db.ts'
import { recordAudit } from './audit.queries.ts'
import { chainHeads, linkEvidence, noteHeads } from './chain.ts'
import { verdictInWords, verifyEvidence } from './verify.ts'

const LINK_PROCESS = path.resolve(import.meta.dirname, '../../../test/support/link-process.ts')
const EVENTS = 40
const WHOLE = 1

type Noted = Parameters<typeof verifyEvidence>[1]

describe('evidence that nobody touched', () => {
  const world = useTestWorld()

  it('is sound before there is any, and says what is not linked yet', async () => {
    expect(await verifyEvidence(world)).toMatchObject([
      { log: 'audit_log', checked: 0, broken: null, head: null },
      { log: 'job_run_review_events', checked: 0, broken: null, head: null },
    ])
    await appendEvents(world, 3)
    expect((await verifyEvidence(world))[1]).toMatchObject({ checked: 0, waiting: 3, broken: null })
  })

  it('is linked once, row by row, and goes on where it ended', async () => {
    expect(await linkEvidence(world)).toBe(3)
    expect(await linkEvidence(world)).toBe(0)
    await appendEvents(world, 2)
    await recordAudit(world.db, world.clock(), ANNA, 'settings.changed', 'Changed the base URL.', {
      to: 'https://b.example',
    })
    expect(await linkEvidence(world)).toBe(3)
    const [audit, events] = await verifyEvidence(world)
    expect(audit).toMatchObject({ checked: 1, waiting: 0, broken: null })
    expect(events).toMatchObject({ checked: 5, waiting: 0, broken: null, head: { position: 5 } })
    if (events) expect(verdictInWords(events)[0]).toBe('review events: sound, 5 rows checked.')
  })

  it('takes a row in whenever its transaction ends, though later rows were linked before', async () => {
    const slow = openDatabase(world.databaseUrl, { onError: () => {} })
    const wait = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const transaction = slow.transaction().execute(async (tx) => {
      await recordAudit(tx, world.clock(), ANNA, 'slow', 'Begun first, ended last.')
      written.resolve()
      await wait.promise
    })
    await written.promise
    await recordAudit(world.db, world.clock(), ANNA, 'quick', 'Begun last, ended first.')
    expect(await linkEvidence(world)).toBe(1)
    wait.resolve()
    await transaction
    expect(await linkEvidence(world)).toBe(1)
    const { rows } = await sql<{
      event_type: string
    }>`select event_type from audit_log order by chain_position desc limit 2`.execute(world.db)
    expect(rows.map((row) => row.event_type)).toEqual(['slow', 'quick'])
    expect((await verifyEvidence(world))[0]).toMatchObject({ broken: null, checked: 3 })
    await slow.destroy()
  })
})

describe('evidence that was tampered with', () => {
  const world = useTestWorld()
  let notedOutside: Noted = []

  beforeAll(async () => {
    await appendEvents(world, EVENTS)
    await linkEvidence(world)
    await noteHeads(world)
    await linkEvidence(world)
    notedOutside = [{ at: world.clock(), details: await chainHeads(world) }]
  })
  beforeEach(async () => {
    await tamper(
      world,
      'create table if not exists kept_events as select * from job_run_review_events',
      'create table if not exists kept_log as select * from audit_log',
    )
    await tamper(
      world,
      'delete from job_run_review_events',
      'insert into job_run_review_events overriding system value select * from kept_events',
      'delete from audit_log',
      'insert into audit_log overriding system value select * from kept_log',
    )
  })
  const verdict = async (noted: Noted = []) => (await verifyEvidence(world, noted))[1]

  it('is sound before', async () => {
    expect(await verdict(notedOutside)).toMatchObject({ checked: EVENTS, broken: null })
  })

  const idAt = (position: number) =>
    `(select id from job_run_review_events where chain_position = ${position})`
  it.each([
    ['another name', `update job_run_review_events set user_name = 'eva' where chain_position = 17`],
    [
      'another time',
      `update job_run_review_events set at = at + interval '1 microsecond' where chain_position = 17`,
    ],
    [
      'another state',
      `update job_run_review_events set after_state = '{"status":"success"}' where chain_position = 17`,
    ],
    ['another customer', `update job_run_review_events set customer_id = 2 where chain_position = 17`],
    ['no state', `update job_run_review_events set after_state = null where chain_position = 17`],
  ])('is found where a row got %s', async (_what, statement) => {
    await tamper(world, statement)
    expect(await verdict()).toMatchObject({
      checked: 16,
      broken: expect.stringMatching(
        /^Row 17 \(id \d+, .*: reviewed run 17\) does not say what it said when it was linked\.$/,
      ),
    })
  })

  it('is found where a row was changed and its own hash made anew', async () => {
    await tamper(
      world,
      `update job_run_review_events set user_name = 'eva', hash = sha256('eva') where chain_position = 17`,
    )
    expect((await verdict())?.broken).toMatch(/^Row 17 .* does not say what it said/)
  })

  it('is found where a row was deleted', async () => {
    await tamper(world, `delete from job_run_review_events where chain_position = 17`)
    expect(await verdict()).toMatchObject({
      checked: 16,
      broken: expect.stringMatching(/^Row 17 is missing before Row 18 /),
    })
  })

  it('is found where a row was deleted and the later ones moved up', async () => {
    await tamper(
      world,
      `delete from job_run_review_events where chain_position = 17`,
      ...Array.from(
        { length: EVENTS - 17 },
        (_, index) =>
          `update job_run_review_events set chain_position = ${17 + index} where chain_position = ${18 + index}`,
      ),
    )
    expect((await verdict())?.broken).toMatch(/^Row 17 .* does not follow the row before it\.$/)
  })

  it('is found where the first rows were deleted', async () => {
    await tamper(world, `delete from job_run_review_events where chain_position <= 3`)
    expect(await verdict()).toMatchObject({
      checked: 0,
      broken: expect.stringMatching(/^Rows 1 to 3 are missing before Row 4 /),
    })
  })

  it('is found where a row was put in between', async () => {
    await tamper(
      world,
      ...Array.from(
        { length: EVENTS - 16 },
        (_, index) =>
          `update job_run_review_events set chain_position = ${EVENTS + 1 - index} where chain_position = ${EVENTS - index}`,
      ),
      `insert into job_run_review_events (run_id, job_id, customer_id, user_name, action, batch_id, at, chain_position, previous_hash, hash)
       select 999, 1, 1, 'eva', 'reviewed', gen_random_uuid(), at, 17, hash, sha256('eva') from job_run_review_events where chain_position = 16`,
    )
    expect((await verdict())?.broken).toMatch(/^Row 17 .*eva: reviewed run 999\) does not say what it said/)
  })

  it('is found where two rows changed places', async () => {
    await tamper(
      world,
      `update job_run_review_events set chain_position = -1 where id = ${idAt(17)}`,
      `update job_run_review_events set chain_position = 17 where id = ${idAt(23)}`,
      `update job_run_review_events set chain_position = 23 where id = ${idAt(-1)}`,
    )
    expect((await verdict())?.broken).toMatch(/^Row 17 .* does not follow the row before it\.$/)
  })

  it('is found where rows were unlinked to be linked again', async () => {
    await tamper(
      world,
      `update job_run_review_events set chain_position = null, previous_hash = null, hash = null, user_name = 'eva' where chain_position = 17`,
    )
    await linkEvidence(world)
    expect((await verdict())?.broken).toMatch(/^Row 17 is missing/)
  })

  it('is found where hashes were taken away', async () => {
    await tamper(world, `update job_run_review_events set hash = null where chain_position = 17`)
    expect((await verdict())?.broken).toMatch(/^Row 17 /)
    await tamper(
      world,
      `update job_run_review_events set chain_position = null, hash = null where chain_position = ${EVENTS}`,
      `delete from audit_log`,
    )
  })

  it('is found where the end was cut off, because the audit log knows how far it reached', async () => {
    await tamper(world, `delete from job_run_review_events where chain_position > 30`)
    expect(await verdict()).toMatchObject({
      checked: 30,
      broken: `Rows 31 to ${EVENTS} are missing at the end: the chain reached row ${EVENTS} at ${world.clock()}.`,
    })
  })

  it('is found where the end of both logs was cut off, by what was noted outside, and by nothing else', async () => {
    await tamper(
      world,
      `delete from job_run_review_events where chain_position > 30`,
      `delete from audit_log`,
    )
    expect((await verifyEvidence(world)).map(({ broken }) => broken)).toEqual([null, null])
    expect((await verifyEvidence(world, notedOutside)).map(({ broken }) => broken)).toEqual([
      `Row ${WHOLE} is missing at the end: the chain reached row ${WHOLE} at ${world.clock()}.`,
      expect.stringContaining('missing at the end'),
    ])
  })

  it('is found where a whole chain was written anew, by what was noted', async () => {
    await tamper(
      world,
      `update job_run_review_events set user_name = 'eva' where chain_position = 17`,
      `update job_run_review_events set chain_position = null, previous_hash = null, hash = null`,
    )
    await linkEvidence(world)
    expect(await verdict(notedOutside)).toMatchObject({
      broken: expect.stringContaining('the chain was written anew'),
    })
    expect((await verdict())?.broken).toContain('the chain was written anew')
  })

  it('says of a row that was entered later than it pretends', async () => {
    await sql`
      insert into job_run_review_events (run_id, job_id, customer_id, user_name, action, batch_id, at)
      values (7, 1, 1, 'eva', 'reviewed', gen_random_uuid(), '2026-10-01T08:00Z')`.execute(world.db)
    await linkEvidence(world)
    expect(await verdict()).toMatchObject({
      broken: null,
      backdated: { count: 1, first: expect.stringContaining('eva: reviewed run 7') },
    })
  })
})

describe('a chain that retention shortened', () => {
  const world = useTestWorld()

  it('goes on from the end hash of the closed segment', async () => {
    await appendEvents(world, 10)
    await linkEvidence(world)
    await sql`
      insert into audit_segments (log, first_id, last_id, last_position, row_count, end_hash, closed_at)
      select 'job_run_review_events', 1, 4, 4, 4, hash, now() from job_run_review_events where chain_position = 4`.execute(
      world.db,
    )
    expect((await verifyEvidence(world))[1]).toMatchObject({ broken: null, checked: 10 })
    await sql`delete from job_run_review_events where chain_position <= 4`.execute(world.db)
    expect((await verifyEvidence(world))[1]).toMatchObject({ broken: null, checked: 6, closedUpTo: 4 })
    await tamper(world, `delete from job_run_review_events where chain_position = 5`)
    expect((await verifyEvidence(world))[1]?.broken).toMatch(/^Row 5 is missing/)
  })

  it('goes on when all of its rows are gone', async () => {
    const other = await chainHeads(world)
    await sql`
      insert into audit_segments (log, first_id, last_id, last_position, row_count, end_hash, closed_at)
      select 'job_run_review_events', 5, 10, 10, 6, hash, now() from job_run_review_events where chain_position = 10`.execute(
      world.db,
    )
    await sql`delete from job_run_review_events`.execute(world.db)
    expect(await chainHeads(world)).toEqual(other)
    await appendEvents(world, 1)
    await linkEvidence(world)
    expect((await verifyEvidence(world))[1]).toMatchObject({
      broken: null,
      checked: 1,
      closedUpTo: 10,
      head: { position: 11 },
    })
  })
})

describe('several processes at once', () => {
  const world = useTestWorld()
  const ROUNDS = 12
  const A_ROUND = 700

  it('give every row one place while rows keep coming', async () => {
    const linkers = Array.from({ length: 4 }, () => openDatabase(world.databaseUrl, { onError: () => {} }))
    let isWriting = true
    const linking = linkers.map(async (db) => {
      while (isWriting) await linkEvidence({ db })
    })
    await Promise.all(
      Array.from({ length: 3 }, async (_, writer) => {
        for (let round = 0; round < ROUNDS; round++) {
          await appendEvents(world, A_ROUND, `writer ${writer}`)
          await recordAudit(world.db, world.clock(), ANNA, 'round', `Round ${round}`)
        }
      }),
    )
    isWriting = false
    await Promise.all(linking)
    await linkEvidence(world)
    const [audit, events] = await verifyEvidence(world)
    expect(audit).toMatchObject({ broken: null, waiting: 0, checked: 3 * ROUNDS })
    expect(events).toMatchObject({ broken: null, waiting: 0, checked: 3 * ROUNDS * A_ROUND })
    await Promise.all(linkers.map((db) => db.destroy()))
  })

  it('lose and double nothing when they are killed in the middle', async () => {
    const before = (await chainHeads(world)).job_run_review_events?.position ?? 0
    await appendEvents(world, 30_000)
    const reached = async () => (await chainHeads(world)).job_run_review_events?.position ?? 0
    for (let kill = 0; kill < 3; kill++) {
      const from = await reached()
      const child = spawn(process.execPath, [LINK_PROCESS, world.databaseUrl], { stdio: 'ignore' })
      const ended = once(child, 'exit')
      while ((await reached()) === from && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 5))
      child.kill('SIGKILL')
      await ended
      expect(await reached()).toBeGreaterThan(from)
      expect((await verifyEvidence(world))[1]).toMatchObject({ broken: null })
    }
    while ((await linkEvidence(world)) > 0);
    expect((await verifyEvidence(world))[1]).toMatchObject({
      broken: null,
      waiting: 0,
      checked: before + 30_000,
    })
  })
})
