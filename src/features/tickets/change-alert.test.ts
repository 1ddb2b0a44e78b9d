import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import {
  jobOfNew,
  linkedTo,
  machine,
  newRun,
  remarkFor,
  ticketFor,
} from '../../../test/support/noted-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { changeJob } from '../jobs/change-job.ts'
import {
  addScopes,
  editAlert,
  removeScopes,
  reopenScopesOf,
  reopenWhole,
  resolveScopesOf,
  resolveWhole,
} from './change-alert.ts'
import { alertById } from './list-alerts.ts'

describe('a ticket that holds for two jobs', () => {
  const world = useTestWorld()
  const hour = (at: number) => world.setNow(`2026-11-10T${String(at).padStart(2, '0')}:00:00.000Z`)

  async function scene(name: string) {
    const one = await jobOfNew(world, `${name} 1`)
    const two = await jobOfNew(world, `${name} 2`)
    const scopes = [
      { kind: 'job', id: one.jobId },
      { kind: 'job', id: two.jobId },
    ] as const
    const { id, scopeIds, code } = await ticketFor(world, scopes)
    const of = { kind: 'ticket', id } as const
    const linked = async () =>
      Promise.all(
        [one, two].map(async ({ jobId }) => (await linkedTo(world, await newRun(world, jobId))).length),
      )
    return { of, id, code, linked, scopes, first: scopeIds[0] ?? 0, second: scopeIds[1] ?? 0 }
  }

  it('is resolved with its last open scope, and reopening it opens that one only', async () => {
    const { of, id, linked, first, second } = await scene('last scope')
    hour(9)
    expect(await resolveScopesOf(world, ANNA, of, [first])).toMatchObject({ resolvedAt: null })
    expect(await linked()).toEqual([0, 1])
    hour(10)
    expect(await resolveScopesOf(world, ANNA, of, [second])).toMatchObject({
      resolvedAt: world.clock(),
      closedReason: 'resolved',
    })
    expect(await linked()).toEqual([0, 0])
    expect(await reopenWhole(world, ANNA, 'ticket', [id])).toEqual({ reopened: [id], refused: [] })
    expect(await linked()).toEqual([0, 1])
  })

  it('resolved whole links nothing, and reopened whole holds where it held before', async () => {
    const { of, id, linked, first } = await scene('whole')
    hour(11)
    await resolveScopesOf(world, ANNA, of, [first])
    hour(12)
    expect(await resolveWhole(world, ANNA, 'ticket', [id, 999_999])).toEqual({
      resolved: [id],
      refused: [{ id: 999_999, reason: 'This ticket does not exist.' }],
    })
    expect(await resolveWhole(world, ANNA, 'ticket', [id])).toEqual({
      resolved: [],
      refused: [{ id, reason: 'Resolved already.' }],
    })
    expect(await linked()).toEqual([0, 0])
    await reopenWhole(world, ANNA, 'ticket', [id])
    expect(await linked()).toEqual([0, 1])
  })

  it('resolved whole and opened again for one job stays resolved for the other', async () => {
    const { of, id, linked, first } = await scene('one again')
    await resolveWhole(world, ANNA, 'ticket', [id])
    const opened = await reopenScopesOf(world, ANNA, of, [first])
    expect(opened).toMatchObject({ resolvedAt: null, closedReason: null })
    expect(await linked()).toEqual([1, 0])
  })

  it('loses a scope but never the last one, and takes it back', async () => {
    const { of, linked, first, second, scopes } = await scene('taken away')
    await removeScopes(world, ANNA, of, [first])
    expect(await linked()).toEqual([0, 1])
    await expect(removeScopes(world, ANNA, of, [second])).rejects.toMatchObject({ code: 'last_scope' })
    expect(await linked()).toEqual([0, 1])
    await addScopes(world, ANNA, of, [scopes[0], scopes[0]])
    expect(await linked()).toEqual([1, 1])
  })

  it('that lost its only open scope is resolved', async () => {
    const { of, first, second } = await scene('nothing open')
    await resolveScopesOf(world, ANNA, of, [first])
    expect(await removeScopes(world, ANNA, of, [second])).toMatchObject({ resolvedAt: world.clock() })
    await expect(addScopes(world, ANNA, of, [{ kind: 'job', id: 1 }])).rejects.toMatchObject({
      code: 'resolved',
    })
  })

  it('keeps its old links when it is resolved and when a scope goes', async () => {
    const { of, code, first, second } = await scene('old links')
    const { scopes } = await alertById(world, 'ticket', of.id)
    const run = await newRun(world, scopes[0]?.targetId ?? 0)
    await removeScopes(world, ANNA, of, [first])
    await resolveScopesOf(world, ANNA, of, [second])
    expect(await linkedTo(world, run)).toEqual([code])
  })

  it('resolved by twenty people at once is resolved once', async () => {
    const { id } = await scene('crowd')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => resolveWhole(world, ANNA, 'ticket', [id])),
    )
    expect(answers.flatMap(({ resolved }) => resolved)).toEqual([id])
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from audit_log where event_type = 'ticket resolved' and details -> 'ids' @> ${JSON.stringify([id])}::jsonb`.execute(
      world.db,
    )
    expect(rows).toEqual([{ n: 1 }])
  })
})

describe('editing', () => {
  const world = useTestWorld()

  it('changes words and dates, unless somebody else did so since they were read', async () => {
    const { jobId } = await jobOfNew(world, 'edited')
    const { id } = await ticketFor(world, [{ kind: 'job', id: jobId }], { text: 'one' })
    const of = { kind: 'ticket', id } as const
    const { version } = await alertById(world, 'ticket', id)
    const startAt = '2026-11-01T10:00:00.000Z'
    expect(
      await editAlert(world, ANNA, of, { version, text: 'two', activeFrom: '2026-11-02', startAt }),
    ).toMatchObject({
      text: 'two',
      activeFrom: '2026-11-02',
      startAt,
    })
    await expect(editAlert(world, ANNA, of, { version, text: 'three' })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    expect((await alertById(world, 'ticket', id)).text).toBe('two')
  })

  it('empties the description of a ticket but not a remark', async () => {
    const { jobId } = await jobOfNew(world, 'emptied')
    const ticket = await ticketFor(world, [{ kind: 'job', id: jobId }], { text: 'one' })
    const remark = await remarkFor(world, 'words', [{ kind: 'job', id: jobId }])
    expect(
      await editAlert(world, ANNA, { kind: 'ticket', id: ticket.id }, { version: 1, text: '' }),
    ).toMatchObject({ text: '' })
    await expect(
      editAlert(world, ANNA, { kind: 'remark', id: remark.id }, { version: 1, text: '' }),
    ).rejects.toMatchObject({ code: 'empty_remark' })
  })

  it('of remarks resolves, reopens and writes down who did what', async () => {
    const { jobId } = await jobOfNew(world, 'remarks')
    const { id } = await remarkFor(world, 'noisy', [{ kind: 'job', id: jobId }])
    await resolveWhole(world, ANNA, 'remark', [id])
    expect(await linkedTo(world, await newRun(world, jobId))).toEqual([])
    await reopenWhole(world, ANNA, 'remark', [id])
    expect(await linkedTo(world, await newRun(world, jobId))).toEqual(['noisy'])
    const { rows } = await sql<{ user_name: string; message: string }>`
      select user_name, message from audit_log where event_type like 'remark %' order by id desc limit 2`.execute(
      world.db,
    )
    expect(rows).toEqual([
      { user_name: 'anna', message: `Reopened remark ${id}` },
      { user_name: 'anna', message: `Resolved remark ${id}` },
    ])
  })
})

describe('a ticket on the same machine of two customers', () => {
  const world = useTestWorld()

  it('keeps both when a job moves from one customer to the other', async () => {
    const one = await jobOfNew(world, 'moves')
    const two = await jobOfNew(world, 'stays')
    const [here, there] = [
      await machine(world, one.customerId, 'web01'),
      await machine(world, two.customerId, 'WEB01'),
    ]
    const { code } = await ticketFor(world, [
      { kind: 'object', id: here },
      { kind: 'object', id: there },
    ])
    await newRun(world, one.jobId, { objects: [here] })
    await changeJob(world, ANNA, one.jobId, { customerId: two.customerId })
    expect(await linkedTo(world, await newRun(world, one.jobId, { objects: [there] }))).toEqual([code])
  })
})
