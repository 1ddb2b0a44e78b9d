import { randomUUID } from 'node:crypto'
import { createRemark, createTicket } from '../../src/features/tickets/create-alert.ts'
import { linkOpenTickets } from '../../src/features/tickets/index.ts'
import { alertsOfRun } from '../../src/features/tickets/shown-alerts.ts'
import { sql } from '../../src/platform/db.ts'
import { ANNA, customer } from './cast.ts'
import type { TestWorld } from './world.ts'

/** A job of a customer, without reports. */
export async function bareJob(
  world: TestWorld,
  name: string,
  of: { customerId: number; timeZone?: string },
): Promise<number> {
  const { id } = await world.db
    .insertInto('jobs')
    .values({
      customer_id: of.customerId,
      backup_software: 'Proxmox VE',
      backup_type: 'vzdump',
      job_name: name,
      time_zone: of.timeZone ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A customer with one job. */
export async function jobOfNew(
  world: TestWorld,
  name: string,
): Promise<{ customerId: number; jobId: number }> {
  const customerId = await customer(world, `Customer of ${name}`)
  return { customerId, jobId: await bareJob(world, name, { customerId }) }
}

/** An object of a customer. */
export async function machine(world: TestWorld, customerId: number, name: string): Promise<number> {
  const { id } = await world.db
    .insertInto('customer_objects')
    .values({ customer_id: customerId, object_type: 'vm', name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A new run of a job with these objects, linked to what is open as every new run is. */
export async function newRun(
  world: TestWorld,
  jobId: number,
  more: { at?: string; objects?: readonly number[]; missed?: boolean } = {},
): Promise<number> {
  return world.db.transaction().execute(async (tx) => {
    const status = more.missed ? 'missed' : 'failed'
    const { id } = await tx
      .insertInto('job_runs')
      .values({
        job_id: jobId,
        run_at: more.at ?? world.clock(),
        status,
        effective_status: status,
        missed: more.missed ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const objectId of more.objects ?? []) {
      await sql`insert into run_object_links (run_id, customer_object_id, status) values (${id}, ${objectId}, 'failed')`.execute(
        tx,
      )
      await sql`insert into job_object_links (job_id, customer_object_id, first_seen_at, last_seen_at)
        values (${jobId}, ${objectId}, ${world.clock()}, ${world.clock()}) on conflict do nothing`.execute(tx)
    }
    await linkOpenTickets(tx, [id], world.clock())
    return id
  })
}

type Scopes = Parameters<typeof createTicket>[2]['scopes']
type More = {
  runIds?: number[]
  activeFrom?: string
  psaNumber?: string
  text?: string
  requestId?: string
  reopen?: boolean
}

/** A ticket that Anna makes; returns its id and code. */
export async function ticketFor(world: TestWorld, scopes: Scopes, more: More = {}) {
  const { alert } = await createTicket(world, ANNA, {
    requestId: more.requestId ?? randomUUID(),
    text: more.text ?? '',
    scopes,
    runIds: more.runIds ?? [],
    activeFrom: more.activeFrom,
    psaNumber: more.psaNumber,
    reopen: more.reopen ?? false,
  })
  return { id: alert.id, code: alert.code ?? '', scopeIds: alert.scopes.map((scope) => scope.id) }
}

/** A remark that Anna makes; returns its id. */
export async function remarkFor(world: TestWorld, text: string, scopes: Scopes, more: More = {}) {
  const { alert } = await createRemark(world, ANNA, {
    requestId: more.requestId ?? randomUUID(),
    text,
    scopes,
    runIds: more.runIds ?? [],
    activeFrom: more.activeFrom,
  })
  return { id: alert.id, scopeIds: alert.scopes.map((scope) => scope.id) }
}

/** What the run dialog shows: codes and texts, in its order; each as often as it stands there. */
export async function shownBeside(world: TestWorld, runId: number): Promise<string[]> {
  const { tickets, remarks } = await alertsOfRun(world, runId)
  return [...tickets.map(({ code }) => code ?? ''), ...remarks.map(({ text }) => text)]
}

/** What a run is linked to: codes and texts, sorted. */
export async function linkedTo(world: TestWorld, runId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select t.ticket_code as name from ticket_job_runs l join tickets t on t.id = l.ticket_id where l.job_run_id = ${runId}
    union all
    select m.body from remark_job_runs l join remarks m on m.id = l.remark_id where l.job_run_id = ${runId} order by name`.execute(
    world.db,
  )
  return rows.map((row) => row.name)
}
