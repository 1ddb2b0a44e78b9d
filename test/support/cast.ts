import type { Actor } from '../../src/domain/actor.ts'
import { createCustomer } from '../../src/features/customers/customers.ts'
import { approve } from '../../src/features/inbox/approve.ts'
import { inboxPage, messageDetail } from '../../src/features/inbox/inbox.ts'
import { type ImportTally, importFiles } from '../../src/features/ingest/index.ts'
import { sql } from '../../src/platform/db.ts'
import type { TestWorld } from './world.ts'

/** A technician without an account of their own, for tests below the sign-in. */
export const ANNA: Actor = { userId: null, name: 'anna' }

/** Drops mails into the Inbox as an upload does. */
export async function drop(world: TestWorld, ...raws: Uint8Array[]): Promise<ImportTally> {
  async function* mails() {
    for (const raw of raws) yield { kind: 'mail' as const, name: 'dropped.eml', raw }
  }
  return importFiles(world, { source: 'Upload', trigger: 'upload', userId: null }, mails())
}

/** Creates a customer. */
export async function customer(world: TestWorld, name: string): Promise<number> {
  return (await createCustomer(world, ANNA, name)).id
}

/** The messages waiting in the Inbox, newest first. */
export async function inbox(world: TestWorld) {
  return (await inboxPage(world, { limit: 200 })).rows
}

/** Approves the only result of a message as a new job of a customer. */
export async function approveAsNew(
  world: TestWorld,
  messageId: number,
  customerId: number,
  options: { acceptIndistinctRelay?: boolean } = {},
) {
  const { results } = await messageDetail(world, messageId)
  const [result] = results
  if (!result) throw new Error('This message has no result to approve')
  return approve(world, ANNA, {
    id: messageId,
    decisions: [{ key: result.key, action: { kind: 'new job', customerId, jobName: result.jobName } }],
    acceptIndistinctRelay: options.acceptIndistinctRelay ?? false,
  })
}

/** All runs, oldest first, with the names of their job and customer. */
export async function runs(world: TestWorld) {
  const { rows } = await sql<{
    id: number
    job_id: number
    job: string
    customer: string
    status: string
    run_at: string
    reviewed_at: string | null
    history: boolean
    objects: string[]
  }>`
    select r.id, r.job_id, j.job_name as job, c.name as customer, r.status, r.run_at, r.reviewed_at, r.history,
      array(select o.name || ' ' || l.status from run_object_links l join customer_objects o on o.id = l.customer_object_id where l.run_id = r.id order by l.position) as objects
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id order by r.run_at, r.id
  `.execute(world.db)
  return rows
}
