import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { receiveAddressOf, receiveTagFor } from '../../domain/recipient-tag.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { recordAudit } from '../audit/index.ts'
import { readSettings } from '../settings/index.ts'
import {
  type CustomerChanges,
  type CustomerRow,
  countCustomers,
  deleteCustomer,
  insertCustomer,
  listCustomers,
  nameTaken,
  readCustomer,
  receiveTagsLike,
  updateCustomer,
} from './customers.queries.ts'

type CustomersWorld = Pick<World, 'db' | 'clock'>
export type Customer = ReturnType<typeof described>

/** A page of customers with its total. */
export async function customersPage(
  world: CustomersWorld,
  query: {
    after?: string | undefined
    limit: number
    q?: string | undefined
    active: 'active' | 'inactive' | 'all'
  },
) {
  const filter = { patterns: searchPatterns(query.q), active: query.active }
  const cursor = decodeCursor(query.after, 2)
  const found = await listCustomers(
    world.db,
    filter,
    cursor ? { name: String(cursor[0]), id: Number(cursor[1]) } : null,
    query.limit + 1,
  )
  const { rows, next } = cutPage(found, query.limit, (row) => [row.name, row.id])
  const { receive_address } = await readSettings(world)
  return {
    rows: rows.map((row) => described(row, receive_address)),
    next,
    total: await countCustomers(world.db, filter),
  }
}

/** One customer. */
export async function customerById(world: CustomersWorld, id: number): Promise<Customer> {
  const row = await readCustomer(world.db, id)
  if (!row) throw notFound('customer')
  return described(row, (await readSettings(world)).receive_address)
}

/** Creates a customer with a receive tag of its own; refused when the name is taken. */
export async function createCustomer(world: CustomersWorld, actor: Actor, name: string): Promise<Customer> {
  const id = await world.db.transaction().execute(async (tx) => {
    if (await nameTaken(tx, name, null)) throw nameRefusal(name)
    const created = await insertCustomer(tx, {
      name,
      receiveTag: freeTag(receiveTagFor(name), await receiveTagsLike(tx, receiveTagFor(name))),
      at: world.clock(),
    })
    if (created === undefined) throw nameRefusal(name)
    await recordAudit(tx, world.clock(), actor, 'customer created', `Created customer ${name}`, {
      id: created,
    })
    return created
  })
  return customerById(world, id)
}

/** Changes a customer; refused when the new name is taken. */
export async function changeCustomer(
  world: CustomersWorld,
  actor: Actor,
  id: number,
  changes: CustomerChanges,
): Promise<Customer> {
  await world.db.transaction().execute(async (tx) => {
    if (!(await readCustomer(tx, id))) throw notFound('customer')
    if (changes.name !== undefined && (await nameTaken(tx, changes.name, id))) throw nameRefusal(changes.name)
    await updateCustomer(tx, id, changes)
    await recordAudit(
      tx,
      world.clock(),
      actor,
      'customer changed',
      `Changed ${Object.keys(changes).join(', ')} of customer ${id}`,
      changes,
    )
  })
  return customerById(world, id)
}

/** Deletes a customer that has no jobs. */
export async function removeCustomer(world: CustomersWorld, actor: Actor, id: number): Promise<void> {
  await world.db.transaction().execute(async (tx) => {
    const customer = await readCustomer(tx, id)
    if (!customer) throw notFound('customer')
    if (!(await deleteCustomer(tx, id))) {
      throw new Refusal(
        'customer_has_jobs',
        `${customer.name} still has jobs (archived ones count). Move them to another customer first, or deactivate ${customer.name}.`,
      )
    }
    await recordAudit(tx, world.clock(), actor, 'customer deleted', `Deleted customer ${customer.name}`, {
      id,
    })
  })
}

function described(row: CustomerRow, receiveAddress: string) {
  return {
    id: row.id,
    name: row.name,
    active: row.active,
    jobCount: row.job_count,
    openRunCount: row.open_run_count,
    receiveTag: row.receive_tag,
    receiveAddress: receiveAddressOf(row.receive_tag, receiveAddress || null),
    firstTaggedMailAt: row.first_tagged_mail_at,
    notes: row.notes,
    contact: row.contact,
    portalUrl: row.portal_url,
    consoleUrl: row.console_url,
  }
}

function freeTag(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}

function nameRefusal(name: string): Refusal {
  return new Refusal('name_taken', `There is a customer "${name}" already.`, { data: { field: 'name' } })
}
