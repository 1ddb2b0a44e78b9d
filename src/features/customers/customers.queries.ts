import { type Connection, sql } from '../../platform/db.ts'

export type CustomerRow = {
  id: number
  name: string
  active: boolean
  receive_tag: string
  first_tagged_mail_at: string | null
  notes: string
  contact: string
  portal_url: string | null
  console_url: string | null
  job_count: number
  open_run_count: number
}

type CustomerFilter = { patterns: string[]; active: 'active' | 'inactive' | 'all' }

/** A page of customers by name, after the given one. */
export async function listCustomers(
  db: Connection,
  filter: CustomerFilter,
  after: { name: string; id: number } | null,
  limit: number,
): Promise<CustomerRow[]> {
  return selectCustomers(
    db,
    sql`${customerCondition(filter)} ${after ? sql`and (lower(c.name), c.id) > (lower(${after.name}), ${after.id})` : sql``} order by lower(c.name), c.id limit ${limit}`,
  )
}

/** How many customers the filter leaves. */
export async function countCustomers(db: Connection, filter: CustomerFilter): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from customers c where ${customerCondition(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** One customer. */
export async function readCustomer(db: Connection, id: number): Promise<CustomerRow | undefined> {
  return (await selectCustomers(db, sql`c.id = ${id} and c.merged_into_customer_id is null`))[0]
}

async function selectCustomers(db: Connection, tail: ReturnType<typeof sql>): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`
    select c.id, c.name, c.active, c.receive_tag, c.first_tagged_mail_at, c.notes, c.contact, c.portal_url, c.console_url,
      (select count(*) from jobs j where j.customer_id = c.id and j.archived_at is null) as job_count,
      (select count(*) from jobs j join job_runs r on r.job_id = j.id and r.reviewed_at is null where j.customer_id = c.id and j.archived_at is null) as open_run_count
    from customers c where ${tail}
  `.execute(db)
  return rows
}

function customerCondition(filter: CustomerFilter) {
  return sql.join(
    [
      sql`c.merged_into_customer_id is null`,
      ...filter.patterns.map((pattern) => sql`lower(c.name) like ${pattern}`),
      ...(filter.active === 'all' ? [] : [sql`c.active = ${filter.active === 'active'}`]),
    ],
    sql` and `,
  )
}

/** Customers by any part of the name: names that start with it first, active ones first. */
export async function pickCustomers(
  db: Connection,
  q: string,
): Promise<{ id: number; name: string; active: boolean }[]> {
  const term = q
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (sign) => `\\${sign}`)
  const { rows } = await sql<{ id: number; name: string; active: boolean }>`
    select id, name, active from customers
    where merged_into_customer_id is null and lower(name) like ${`%${term}%`}
    order by active desc, lower(name) not like ${`${term}%`}, lower(name) limit 20
  `.execute(db)
  return rows
}

/** Receive tags that begin like this one. */
export async function receiveTagsLike(db: Connection, tag: string): Promise<string[]> {
  const rows = await db
    .selectFrom('customers')
    .select('receive_tag')
    .where('receive_tag', 'like', `${tag}%`)
    .execute()
  return rows.map((row) => row.receive_tag)
}

/** Creates a customer; undefined when the name or tag is taken. */
export async function insertCustomer(
  tx: Connection,
  customer: { name: string; receiveTag: string; at: string },
): Promise<number | undefined> {
  const row = await tx
    .insertInto('customers')
    .values({ name: customer.name, receive_tag: customer.receiveTag, created_at: customer.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Whether another customer bears this name. */
export async function nameTaken(tx: Connection, name: string, exceptId: number | null): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from customers where lower(name) = lower(${name}) and merged_into_customer_id is null and id is distinct from ${exceptId}) as taken
  `.execute(tx)
  return rows[0]?.taken ?? false
}

/** What may be changed; undefined leaves a column as it is. */
export type CustomerChanges = {
  name?: string | undefined
  active?: boolean | undefined
  notes?: string | undefined
  contact?: string | undefined
  portal_url?: string | null | undefined
  console_url?: string | null | undefined
}

/** Changes the given columns. */
export async function updateCustomer(tx: Connection, id: number, changes: CustomerChanges): Promise<void> {
  if (Object.values(changes).every((value) => value === undefined)) return
  await tx.updateTable('customers').set(changes).where('id', '=', id).execute()
}

/** Deletes a customer without jobs; false when it has any (archived ones count). */
export async function deleteCustomer(tx: Connection, id: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    delete from customers c where c.id = ${id} and not exists (select from jobs j where j.customer_id = c.id) returning c.id
  `.execute(tx)
  return rows.length === 1
}
