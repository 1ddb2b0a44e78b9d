import type { World } from '../src/app/world.ts'
import { SYSTEM } from '../src/domain/actor.ts'
import { createCustomer } from '../src/features/customers/index.ts'
import { approve, messageDetail } from '../src/features/inbox/index.ts'
import { importFiles } from '../src/features/ingest/index.ts'

/** Takes in first reports and makes a job of each, as a person would: customer created, report approved. Reports that no parser takes stay in the Inbox; returns how many jobs there are. */
export async function prepareJobs(world: World, firstReports: readonly Buffer[]): Promise<number> {
  await take(world, firstReports)
  const waiting = await world.db
    .selectFrom('mail_messages')
    .select(['id', 'from_address'])
    .where('location', '=', 'inbox')
    .where('parse_state', '=', 'parsed')
    .orderBy('id')
    .execute()
  const customerIds = new Map<string, number>()
  for (const { id, from_address } of waiting) {
    const customer = customerOf(from_address)
    const customerId = customerIds.get(customer) ?? (await createCustomer(world, SYSTEM, customer)).id
    customerIds.set(customer, customerId)
    await approveAsJob(world, id, customerId)
  }
  return waiting.length
}

/** `root@pve01.customer-7.example` belongs to `customer-7`. */
function customerOf(address: string): string {
  return /([^.@]+)\.example$/.exec(address)?.[1] ?? address
}

async function approveAsJob(world: World, messageId: number, customerId: number): Promise<void> {
  const [result] = (await messageDetail(world, messageId)).results
  if (!result) throw new Error(`Message ${messageId} has nothing to approve.`)
  const action = { kind: 'new job', customerId, jobName: result.jobName } as const
  const decisions = [{ key: result.key, action }]
  await approve(world, SYSTEM, { id: messageId, decisions, acceptIndistinctRelay: false })
}

async function take(world: World, raws: readonly Buffer[]): Promise<void> {
  async function* mails() {
    for (const raw of raws) yield { kind: 'mail', name: 'first report', raw } as const
  }
  await importFiles(world, { source: 'Command line', trigger: 'command', userId: null }, mails())
}
