import { randomUUID } from 'node:crypto'
import type { World } from '../app/world.ts'
import { SYSTEM } from '../domain/actor.ts'
import { createOverride } from '../features/overrides/index.ts'
import { createRemark, createTicket } from '../features/tickets/index.ts'

const TICKETS = [
  {
    customer: 'Garage De Brug',
    text: 'db01 has no room for snapshots. A larger datastore is ordered.',
    psaNumber: undefined,
  },
  {
    customer: 'Camping Duinzicht',
    text: 'Their line is down after the storm; the provider repairs it this week.',
    psaNumber: 'T20261120.0087',
  },
  {
    customer: 'Advocaten Aan de Vecht',
    text: 'VMware Tools are brought up to date in the maintenance window of next month.',
    psaNumber: 'T20261118.0031',
  },
]
const REMARKS = [
  {
    customer: 'Hotel Zeeblik',
    text: 'Warnings about VSS are known here: the booking system keeps its files open at night.',
  },
]

/** What people noted: tickets with a code of their own or a number of the PSA, a remark, and a warning that counts as a success. */
export async function writeNotes(world: World, customers: ReadonlyMap<string, number>): Promise<void> {
  const about = (name: string) => {
    const id = customers.get(name)
    if (id === undefined) throw new Error(`The demo has no customer ${name}`)
    return { requestId: randomUUID(), scopes: [{ kind: 'customer' as const, id }], runIds: [] }
  }
  for (const { customer, text, psaNumber } of TICKETS)
    await createTicket(world, SYSTEM, { ...about(customer), text, psaNumber, reopen: false })
  for (const { customer, text } of REMARKS) await createRemark(world, SYSTEM, { ...about(customer), text })
  const now = Temporal.Instant.from(world.clock())
  await createOverride(world, SYSTEM, {
    scope: { kind: 'global', software: 'Veeam', type: 'Backup Job' },
    status: 'warning',
    text: 'VMware Tools are out of date',
    mode: 'starts with',
    treatAsSuccess: true,
    validFrom: now.subtract({ hours: 48 }).toString(),
    validUntil: now.add({ hours: 24 * 60 }).toString(),
    comment: 'The backup itself is complete; the tools follow in the next maintenance window.',
  })
}
