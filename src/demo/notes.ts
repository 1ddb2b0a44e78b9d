import { randomUUID } from 'node:crypto'
import type { World } from '../app/world.ts'
import { SYSTEM } from '../domain/actor.ts'
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
]
const REMARKS = [
  {
    customer: 'Hotel Zeeblik',
    text: 'Warnings about VSS are known here: the booking system keeps its files open at night.',
  },
]

/** What people noted: a ticket with a code of its own, one with a number of the PSA, and a remark, each for a customer. */
export async function writeNotes(world: World, customers: ReadonlyMap<string, number>): Promise<void> {
  const about = (name: string) => {
    const id = customers.get(name)
    if (id === undefined) throw new Error(`The demo has no customer ${name}`)
    return { requestId: randomUUID(), scopes: [{ kind: 'customer' as const, id }], runIds: [] }
  }
  for (const { customer, text, psaNumber } of TICKETS)
    await createTicket(world, SYSTEM, { ...about(customer), text, psaNumber, reopen: false })
  for (const { customer, text } of REMARKS) await createRemark(world, SYSTEM, { ...about(customer), text })
}
