import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { jobOfNew, machine, newRun, remarkFor, ticketFor } from '../../../test/support/noted-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { resolveWhole } from './change-alert.ts'
import { alertsPage, linkedRuns } from './list-alerts.ts'

describe('the lists of tickets and remarks', () => {
  const world = useTestWorld()
  const query = { limit: 50, state: 'open' } as const
  const minute = (at: number) => world.setNow(`2026-11-10T08:${String(at).padStart(2, '0')}:00.000Z`)

  it('are filtered by state, customer, origin and words, with counts, the newest first, page by page', async () => {
    const one = await jobOfNew(world, 'listed one')
    const two = await jobOfNew(world, 'listed two')
    const object = await machine(world, one.customerId, 'web01')
    minute(1)
    const byJob = await ticketFor(world, [{ kind: 'job', id: one.jobId }], { text: 'Tape is full' })
    minute(2)
    const byObject = await ticketFor(world, [{ kind: 'object', id: object }])
    minute(3)
    const psa = await ticketFor(world, [{ kind: 'customer', id: two.customerId }], {
      psaNumber: 'P-9',
      text: '50% done',
    })
    minute(4)
    const done = await ticketFor(world, [{ kind: 'customer', id: one.customerId }])
    await resolveWhole(world, ANNA, 'ticket', [done.id])

    const ids = async (filter: object) =>
      (await alertsPage(world, 'ticket', { ...query, ...filter })).rows.map(({ id }) => id)
    expect(await ids({})).toEqual([psa.id, byObject.id, byJob.id])
    expect(await ids({ state: 'resolved' })).toEqual([done.id])
    expect(await ids({ state: 'any', customerId: one.customerId })).toEqual([done.id, byObject.id, byJob.id])
    expect(await ids({ origin: 'psa' })).toEqual([psa.id])
    expect(await ids({ q: 'FULL tape' })).toEqual([byJob.id])
    expect(await ids({ q: 'p-9' })).toEqual([psa.id])
    expect(await ids({ q: '50%' })).toEqual([psa.id])
    expect(await ids({ q: 't2026*' })).toEqual([byObject.id, byJob.id])

    const first = await alertsPage(world, 'ticket', { ...query, limit: 2 })
    expect(first).toMatchObject({ total: 3, counts: { open: 3, resolved: 1 }, customer: null })
    const second = await alertsPage(world, 'ticket', { ...query, limit: 2, after: first.next ?? undefined })
    expect([second.rows.map(({ id }) => id), second.next]).toEqual([[byJob.id], null])
    expect(second.rows[0]).toMatchObject({
      scopeCount: 1,
      openScopeCount: 1,
      scopes: [{ kind: 'job', name: 'listed one' }],
    })
  })

  it('tell remarks apart from tickets', async () => {
    const { jobId, customerId } = await jobOfNew(world, 'remarked')
    const { id } = await remarkFor(world, 'Known noise', [{ kind: 'job', id: jobId }])
    const page = await alertsPage(world, 'remark', { ...query, customerId })
    expect(page).toMatchObject({ total: 1, rows: [{ id, kind: 'remark', code: null, origin: null }] })
    expect((await alertsPage(world, 'ticket', { ...query, customerId })).total).toBe(0)
  })

  it('lead to the linked runs, the last that came first', async () => {
    const { jobId } = await jobOfNew(world, 'many runs')
    const { id } = await ticketFor(world, [{ kind: 'job', id: jobId }])
    const runs = [await newRun(world, jobId), await newRun(world, jobId), await newRun(world, jobId)]
    const first = await linkedRuns(world, 'ticket', { id, limit: 2 })
    expect([first.total, first.rows.map((run) => run.id)]).toEqual([3, [runs[2], runs[1]]])
    const rest = await linkedRuns(world, 'ticket', { id, limit: 2, after: first.next ?? undefined })
    expect(rest.rows.map((run) => run.id)).toEqual([runs[0]])
  })
})
