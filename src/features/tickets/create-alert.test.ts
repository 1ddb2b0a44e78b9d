import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { jobOfNew, linkedTo, newRun, remarkFor, ticketFor } from '../../../test/support/noted-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { resolveWhole } from './change-alert.ts'
import { alertById } from './list-alerts.ts'

describe('a new ticket', () => {
  const world = useTestWorld()
  const count = async (table: 'tickets' | 'remarks' | 'audit_log') =>
    (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(world.db)).rows[0]?.n

  it('has a code of its local day, also when twenty people make one at once, each another', async () => {
    const { jobId } = await jobOfNew(world, 'crowded')
    world.setNow('2026-11-09T23:30:00.000Z')
    const made = await Promise.all(
      Array.from({ length: 20 }, () => ticketFor(world, [{ kind: 'job', id: jobId }])),
    )
    const codes = made.map(({ code }) => code)
    expect(new Set(codes).size).toBe(20)
    for (const code of codes) expect(code).toMatch(/^T20261110\.\d{4}$/)
    const later = await ticketFor(world, [{ kind: 'job', id: jobId }])
    expect(codes.every((code) => code < later.code)).toBe(true)
    world.setNow('2026-11-10T08:00:00.000Z')
  })

  it('passes over codes that were brought along from elsewhere', async () => {
    const { jobId } = await jobOfNew(world, 'brought along')
    const { code } = await ticketFor(world, [{ kind: 'job', id: jobId }])
    const next = `T20261110.${String(Number(code.slice(10)) + 1).padStart(4, '0')}`
    await sql`insert into tickets (ticket_code, origin, active_from_date, start_date) values (${next}, 'internal', now(), now())`.execute(
      world.db,
    )
    expect((await ticketFor(world, [{ kind: 'job', id: jobId }])).code > next).toBe(true)
  })

  it('sent twice, even at the same time, is one, and so is a remark', async () => {
    const { jobId } = await jobOfNew(world, 'double click')
    const requestId = randomUUID()
    const before = [await count('tickets'), await count('remarks'), await count('audit_log')].map(Number)
    const scopes = [{ kind: 'job', id: jobId }] as const
    const tickets = await Promise.all([1, 2, 3].map(() => ticketFor(world, scopes, { requestId })))
    const remarks = await Promise.all([1, 2, 3].map(() => remarkFor(world, 'once', scopes, { requestId })))
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(1)
    expect(new Set(remarks.map(({ id }) => id)).size).toBe(1)
    const after = [await count('tickets'), await count('remarks'), await count('audit_log')].map(Number)
    expect(after.map((now, index) => now - (before[index] ?? 0))).toEqual([1, 1, 2])
  })

  it('links the chosen runs at once, and is active from the day of the first of them', async () => {
    const { jobId } = await jobOfNew(world, 'chosen runs')
    const early = await newRun(world, jobId, { at: '2026-11-07T23:30:00Z' })
    const late = await newRun(world, jobId)
    const { id, code } = await ticketFor(world, [{ kind: 'job', id: jobId }], { runIds: [late, early] })
    expect([await linkedTo(world, early), await linkedTo(world, late)]).toEqual([[code], [code]])
    expect(await alertById(world, 'ticket', id)).toMatchObject({ activeFrom: '2026-11-08', runCount: 2 })
  })

  it('holds for jobs of many customers, or for their customers, named by the jobs', async () => {
    const one = await jobOfNew(world, 'named by job 1')
    const two = await jobOfNew(world, 'named by job 2')
    const { id } = await ticketFor(world, [
      { kind: 'customer of job', id: one.jobId },
      { kind: 'customer of job', id: two.jobId },
      { kind: 'customer', id: two.customerId },
    ])
    const { scopes } = await alertById(world, 'ticket', id)
    expect(scopes.map(({ kind, targetId }) => [kind, targetId])).toEqual([
      ['customer', one.customerId],
      ['customer', two.customerId],
    ])
  })

  it('for something that is gone is refused, and nothing of it stays', async () => {
    const { jobId } = await jobOfNew(world, 'half gone')
    const before = await count('tickets')
    const scopes = [
      { kind: 'job', id: jobId },
      { kind: 'object', id: 987_654 },
    ] as const
    await expect(ticketFor(world, scopes)).rejects.toMatchObject({ code: 'scope_gone' })
    expect(await count('tickets')).toBe(before)
  })
})

describe('a PSA number', () => {
  const world = useTestWorld()

  it('that is known, in whatever letters, lets its ticket hold for more and adds the words', async () => {
    const one = await jobOfNew(world, 'psa one')
    const two = await jobOfNew(world, 'psa two')
    const first = await ticketFor(world, [{ kind: 'job', id: one.jobId }], {
      psaNumber: 'Inc-77a',
      text: 'first',
    })
    const second = await ticketFor(world, [{ kind: 'job', id: two.jobId }], {
      psaNumber: 'INC-77A',
      text: 'second',
    })
    expect(second.id).toBe(first.id)
    expect(await alertById(world, 'ticket', first.id)).toMatchObject({
      code: 'Inc-77a',
      origin: 'psa',
      text: 'first\nsecond',
      scopes: [{ name: 'psa one' }, { name: 'psa two' }],
    })
    expect(await linkedTo(world, await newRun(world, two.jobId))).toEqual(['Inc-77a'])
  })

  it('typed by many at once is one ticket with all their scopes', async () => {
    const jobs = await Promise.all(
      Array.from({ length: 10 }, (_, index) => jobOfNew(world, `crowd ${index}`)),
    )
    const made = await Promise.all(
      jobs.map(({ jobId }) => ticketFor(world, [{ kind: 'job', id: jobId }], { psaNumber: '#4711' })),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    expect((await alertById(world, 'ticket', made[0]?.id ?? 0)).scopes).toHaveLength(10)
  })

  it('whose ticket is resolved is used again only when that is asked for, and then for the new scopes only', async () => {
    const one = await jobOfNew(world, 'psa done')
    const two = await jobOfNew(world, 'psa again')
    const { id } = await ticketFor(world, [{ kind: 'job', id: one.jobId }], { psaNumber: 'R-1' })
    await resolveWhole(world, ANNA, 'ticket', [id])
    const again = [{ kind: 'job', id: two.jobId }] as const
    await expect(ticketFor(world, again, { psaNumber: 'R-1' })).rejects.toMatchObject({
      code: 'ticket_resolved',
      data: { ticketId: id },
    })
    expect(await ticketFor(world, again, { psaNumber: 'R-1', reopen: true })).toMatchObject({ id })
    expect(await linkedTo(world, await newRun(world, one.jobId))).toEqual([])
    expect(await linkedTo(world, await newRun(world, two.jobId))).toEqual(['R-1'])
  })
})
