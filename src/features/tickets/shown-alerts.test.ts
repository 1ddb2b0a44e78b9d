import { describe, expect, it } from 'vitest'
import { ANNA, customer } from '../../../test/support/cast.ts'
import {
  bareJob,
  jobOfNew,
  linkedTo,
  machine,
  newRun,
  remarkFor,
  shownBeside,
  ticketFor,
} from '../../../test/support/noted-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { reopenWhole, resolveScopesOf, resolveWhole } from './change-alert.ts'
import { alertsOfJob, alertsOfRun } from './shown-alerts.ts'

describe('beside a run stand', () => {
  const world = useTestWorld()

  it('a ticket that was just made, before anybody resolves it or a run is linked to it', async () => {
    const { jobId } = await jobOfNew(world, 'fresh')
    const run = await newRun(world, jobId)
    const { code } = await ticketFor(world, [{ kind: 'job', id: jobId }])
    expect(await linkedTo(world, run)).toEqual([])
    expect(await shownBeside(world, run)).toEqual([code])
  })

  it('on old runs what they are linked to though it is resolved; on new runs a resolved ticket never again', async () => {
    const { jobId } = await jobOfNew(world, 'resolved')
    const { id, code } = await ticketFor(world, [{ kind: 'job', id: jobId }])
    const old = await newRun(world, jobId)
    await resolveWhole(world, ANNA, 'ticket', [id])
    const next = await newRun(world, jobId)
    expect([await shownBeside(world, old), await shownBeside(world, next)]).toEqual([[code], []])
    expect((await alertsOfRun(world, old)).tickets).toMatchObject([
      { linked: true, scopes: [], resolvedAt: world.clock() },
    ])
  })

  it('nothing by dates of resolution: resolved tomorrow or before the run was is resolved all the same', async () => {
    const { jobId } = await jobOfNew(world, 'dates')
    const { id } = await ticketFor(world, [{ kind: 'job', id: jobId }])
    for (const resolvedAt of ['2030-01-01', '2020-01-01']) {
      await sql`update tickets set resolved_at = ${resolvedAt} where id = ${id}`.execute(world.db)
      const run = await newRun(world, jobId)
      expect([await linkedTo(world, run), await shownBeside(world, run)]).toEqual([[], []])
    }
  })

  it('what was resolved there only, no more; elsewhere it goes on', async () => {
    const one = await jobOfNew(world, 'one of two')
    const two = await jobOfNew(world, 'two of two')
    const { id, code, scopeIds } = await ticketFor(world, [
      { kind: 'job', id: one.jobId },
      { kind: 'job', id: two.jobId },
    ])
    await resolveScopesOf(world, ANNA, { kind: 'ticket', id }, [scopeIds[0] ?? 0])
    const runs = [await newRun(world, one.jobId), await newRun(world, two.jobId)]
    const shown = await Promise.all(runs.map((run) => shownBeside(world, run)))
    expect(shown.flat()).toEqual([code])
  })

  it('missed runs’ tickets like those of any other', async () => {
    const { jobId } = await jobOfNew(world, 'silent')
    const { code } = await ticketFor(world, [{ kind: 'job', id: jobId }])
    const run = await newRun(world, jobId, { missed: true })
    expect([await linkedTo(world, run), await shownBeside(world, run)]).toEqual([[code], [code]])
  })

  it('a remark that holds by link and by three scopes once', async () => {
    const { jobId, customerId } = await jobOfNew(world, 'remarked')
    const object = await machine(world, customerId, 'web01')
    const text = 'the disk is on order'
    await remarkFor(world, text, [
      { kind: 'job', id: jobId },
      { kind: 'customer', id: customerId },
      { kind: 'object', id: object },
    ])
    const run = await newRun(world, jobId, { objects: [object] })
    expect(await linkedTo(world, run)).toEqual([text])
    expect(await shownBeside(world, run)).toEqual([text])
    const { remarks } = await alertsOfRun(world, run)
    expect(remarks[0]?.scopes.map((scope) => scope.kind)).toEqual(['job', 'customer', 'object'])
  })

  it('of two customers’ tickets with equal codes each its own', async () => {
    const one = await jobOfNew(world, 'equal codes A')
    const two = await jobOfNew(world, 'equal codes B')
    const internal = await ticketFor(world, [{ kind: 'job', id: one.jobId }])
    const psa = await ticketFor(world, [{ kind: 'customer', id: two.customerId }], {
      psaNumber: internal.code,
    })
    expect(psa.id).not.toBe(internal.id)
    const runs = [await newRun(world, one.jobId), await newRun(world, two.jobId)]
    const ids = await Promise.all(
      runs.map(async (run) => (await alertsOfRun(world, run)).tickets.map(({ id }) => id)),
    )
    expect(ids).toEqual([[internal.id], [psa.id]])
  })

  it('scopes on an object only beside runs that it is part of', async () => {
    const { jobId, customerId } = await jobOfNew(world, 'objects')
    const [one, two] = [await machine(world, customerId, 'a'), await machine(world, customerId, 'b')]
    const { code } = await ticketFor(world, [{ kind: 'object', id: one }])
    const [withIt, without] = [
      await newRun(world, jobId, { objects: [one, two] }),
      await newRun(world, jobId, { objects: [two] }),
    ]
    expect([await shownBeside(world, withIt), await shownBeside(world, without)]).toEqual([[code], []])
  })

  it.each([
    ['Europe/Amsterdam', '2026-11-09T23:30:00Z', true],
    ['UTC', '2026-11-09T23:30:00Z', false],
    ['America/New_York', '2026-11-10T04:59:00Z', false],
    ['America/New_York', '2026-11-10T05:00:00Z', true],
  ])('a scope active from 10 November on a run in %s at %s: %s', async (timeZone, at, isShown) => {
    const customerId = await customer(world, `Zone ${timeZone} ${at}`)
    const jobId = await bareJob(world, 'zoned', { customerId, timeZone })
    const run = await newRun(world, jobId, { at })
    const { code } = await ticketFor(world, [{ kind: 'job', id: jobId }], { activeFrom: '2026-11-10' })
    await remarkFor(world, 'too', [{ kind: 'job', id: jobId }], { activeFrom: '2026-11-10' })
    expect(await shownBeside(world, run)).toEqual(isShown ? [code, 'too'] : [])
  })

  it('a remark without a day from its start on', async () => {
    const { jobId } = await jobOfNew(world, 'no day')
    const runs = [
      await newRun(world, jobId, { at: '2026-11-09T12:00:00Z' }),
      await newRun(world, jobId, { at: '2026-11-10T12:00:00Z' }),
    ]
    const { id } = await remarkFor(world, 'old kind', [{ kind: 'job', id: jobId }])
    await sql`update remarks set active_from_date = null, start_date = '2026-11-09T23:30:00Z' where id = ${id}`.execute(
      world.db,
    )
    expect(await Promise.all(runs.map((run) => shownBeside(world, run)))).toEqual([[], ['old kind']])
  })

  it('what is linked whatever the day', async () => {
    const { jobId } = await jobOfNew(world, 'linked early')
    const run = await newRun(world, jobId, { at: '2026-10-01T12:00:00Z' })
    const { code } = await ticketFor(world, [{ kind: 'job', id: jobId }], {
      runIds: [run],
      activeFrom: '2026-11-10',
    })
    expect(await shownBeside(world, run)).toEqual([code])
  })
})

describe('the page of a job', () => {
  const world = useTestWorld()
  const onPage = async (jobId: number) => {
    const { tickets, remarks } = await alertsOfJob(world, jobId)
    return [...tickets, ...remarks].map(({ code, text, resolvedAt }) => [
      code ?? text,
      resolvedAt === null ? 'open' : 'resolved',
    ])
  }

  it('shows links of its runs whatever became of them, and open scopes, each once', async () => {
    const { jobId, customerId } = await jobOfNew(world, 'paged')
    const object = await machine(world, customerId, 'db01')
    const resolved = await ticketFor(world, [{ kind: 'job', id: jobId }])
    await newRun(world, jobId, { objects: [object] })
    await resolveWhole(world, ANNA, 'ticket', [resolved.id])
    const neverLinked = await ticketFor(world, [{ kind: 'customer', id: customerId }])
    await resolveWhole(world, ANNA, 'ticket', [neverLinked.id])
    const open = await ticketFor(world, [
      { kind: 'object', id: object },
      { kind: 'customer', id: customerId },
    ])
    await newRun(world, jobId, { objects: [object] })
    await remarkFor(world, 'known', [{ kind: 'job', id: jobId }])
    expect(await onPage(jobId)).toEqual([
      [open.code, 'open'],
      [resolved.code, 'resolved'],
      ['known', 'open'],
    ])
    await reopenWhole(world, ANNA, 'ticket', [neverLinked.id])
    expect(await onPage(jobId)).toContainEqual([neverLinked.code, 'open'])
  })

  it('of another job of the same customer shows what holds for the customer only', async () => {
    const { jobId, customerId } = await jobOfNew(world, 'first')
    const other = await bareJob(world, 'second', { customerId })
    await ticketFor(world, [{ kind: 'job', id: jobId }])
    const wide = await ticketFor(world, [{ kind: 'customer', id: customerId }])
    expect(await onPage(other)).toEqual([[wide.code, 'open']])
  })
})
