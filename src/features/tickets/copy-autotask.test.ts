import { describe, expect, it } from 'vitest'
import { jobOfNew, newRun, ticketFor } from '../../../test/support/noted-jobs.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { linkOpenTickets } from './link-open-tickets.ts'

describe('the PSA tickets of runs that come together', () => {
  const world = useTestWorld()

  /** The run carries a PSA ticket; with an internal ticket that is its match. */
  async function handOver(runId: number, psaId: number, ticketId?: number): Promise<void> {
    await sql`
      update job_runs set autotask_ticket_id = ${psaId}, autotask_ticket_number = 'N' || ${psaId}::int, autotask_ticket_created_at = now()
      where id = ${runId}`.execute(world.db)
    if (ticketId !== undefined)
      await sql`update tickets set autotask_ticket_id = ${psaId} where id = ${ticketId}`.execute(world.db)
  }

  async function together(...jobIds: number[]): Promise<(string | null)[]> {
    return world.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: number }>`
        insert into job_runs (job_id, run_at, status, effective_status)
        select unnest(${jobIds}::bigint[]), now(), 'failed', 'failed' returning id`.execute(tx)
      const ids = rows.map((row) => row.id)
      await linkOpenTickets(tx, ids, world.clock())
      const { rows: runs } = await sql<{ number: string | null }>`
        select autotask_ticket_number as number from job_runs where id = any(${ids}) order by id`.execute(tx)
      return runs.map((run) => run.number)
    })
  }

  it('are each job’s own, and another job’s where an internal ticket holds for both', async () => {
    const [one, two, three] = [
      await jobOfNew(world, 'own ticket'),
      await jobOfNew(world, 'own match'),
      await jobOfNew(world, 'match of another'),
    ]
    await handOver(await newRun(world, one.jobId), 1)
    const scopes = [two, three].map(({ jobId }) => ({ kind: 'job' as const, id: jobId }))
    const run = await newRun(world, two.jobId)
    const { id } = await ticketFor(world, scopes, { runIds: [run] })
    await handOver(run, 2, id)
    expect(await together(one.jobId, two.jobId, three.jobId, one.jobId)).toEqual(['N1', 'N2', 'N2', 'N1'])
  })

  it('come by id, never by an equal code', async () => {
    const [one, two] = [await jobOfNew(world, 'code of one'), await jobOfNew(world, 'code of two')]
    const run = await newRun(world, one.jobId)
    await handOver(run, 11)
    await ticketFor(world, [{ kind: 'job', id: two.jobId }], { psaNumber: 'N11' })
    expect(await together(two.jobId)).toEqual([null])
  })

  it('are the matching internal ticket’s before the job’s newest', async () => {
    const { jobId } = await jobOfNew(world, 'both ways')
    const run = await newRun(world, jobId, { at: '2026-11-01T00:00:00Z' })
    const { id } = await ticketFor(world, [{ kind: 'job', id: jobId }], { runIds: [run] })
    await handOver(run, 21, id)
    await handOver(await newRun(world, jobId), 22)
    expect(await together(jobId)).toEqual(['N21'])
    await sql`update tickets set resolved_at = now(), closed_reason = 'deleted' where id = ${id}`.execute(
      world.db,
    )
    expect(await together(jobId)).toEqual(['N22'])
  })
})
