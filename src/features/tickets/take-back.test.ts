import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { jobOfNew, linkedTo, newRun, remarkFor, ticketFor } from '../../../test/support/noted-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { addScopes, editAlert, resolveScopesOf } from './change-alert.ts'
import { alertById } from './list-alerts.ts'
import { takeBack } from './take-back.ts'

describe('a ticket or remark just made', () => {
  const world = useTestWorld()

  it('is taken back with its links, as if it had never been made, and the audit log knows of both', async () => {
    const { jobId } = await jobOfNew(world, 'in haste')
    const runId = await newRun(world, jobId)
    const [first, second] = [randomUUID(), randomUUID()]
    const scopes = [{ kind: 'job', id: jobId }] as const
    const ticket = await ticketFor(world, scopes, { requestId: first, runIds: [runId] })
    const remark = await remarkFor(world, 'in haste', scopes, { requestId: second })
    expect(await linkedTo(world, runId)).toEqual([ticket.code])
    await takeBack(world, ANNA, { kind: 'ticket', id: ticket.id, requestId: first })
    await takeBack(world, ANNA, { kind: 'remark', id: remark.id, requestId: second })
    expect(await linkedTo(world, runId)).toEqual([])
    await expect(alertById(world, 'ticket', ticket.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(alertById(world, 'remark', remark.id)).rejects.toMatchObject({ code: 'not_found' })
    const { rows } = await sql<{ event_type: string }>`
      select event_type from audit_log where details ->> 'id' = ${String(ticket.id)} and event_type like 'ticket%' order by id`.execute(
      world.db,
    )
    expect(rows.map((row) => row.event_type)).toEqual(['ticket created', 'ticket taken back'])
  })

  it('stays when it was made by somebody else, changed, resolved anywhere, or holds for more since', async () => {
    const { jobId, customerId } = await jobOfNew(world, 'touched')
    const made = async () => {
      const requestId = randomUUID()
      const { id } = await ticketFor(world, [{ kind: 'job', id: jobId }], { requestId })
      return { kind: 'ticket' as const, id, requestId }
    }
    const refused = { code: 'touched_meanwhile' }
    await expect(takeBack(world, { userId: 4711, name: 'bert' }, await made())).rejects.toMatchObject(refused)
    await expect(takeBack(world, ANNA, { ...(await made()), requestId: randomUUID() })).rejects.toMatchObject(
      refused,
    )
    const changed = await made()
    await editAlert(world, ANNA, changed, { version: 1, text: 'More is known' })
    await expect(takeBack(world, ANNA, changed)).rejects.toMatchObject(refused)
    const resolved = await made()
    const { scopes } = await alertById(world, 'ticket', resolved.id)
    await resolveScopesOf(
      world,
      ANNA,
      resolved,
      scopes.map(({ id }) => id),
    )
    await expect(takeBack(world, ANNA, resolved)).rejects.toMatchObject(refused)
    const extended = await made()
    world.setNow('2026-11-10T09:00:00.000Z')
    await addScopes(world, ANNA, extended, [{ kind: 'customer', id: customerId }])
    await expect(takeBack(world, ANNA, extended)).rejects.toMatchObject(refused)
    expect(await alertById(world, 'ticket', extended.id)).toMatchObject({ id: extended.id })
  })
})
