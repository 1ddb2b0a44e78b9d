import { type Connection, sql } from '../../platform/db.ts'

export type ExampleRow = {
  run_id: number
  job_id: number
  job_name: string
  customer_id: number
  customer_name: string
}

/** Whose these runs are. */
export async function readExamples(
  db: Connection,
  runIds: readonly number[],
): Promise<Map<number, ExampleRow>> {
  if (runIds.length === 0) return new Map()
  const { rows } = await sql<ExampleRow>`
    select r.id as run_id, j.id as job_id, coalesce(j.display_name, j.job_name) as job_name, c.id as customer_id, c.name as customer_name
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id where r.id = any(${[...runIds]})
  `.execute(db)
  return new Map(rows.map((row) => [row.run_id, row]))
}

/** The names of objects. */
export async function readNames(db: Connection, objectIds: readonly number[]): Promise<Map<number, string>> {
  if (objectIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('customer_objects')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${[...objectIds]})`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** How many customers these jobs belong to. */
export async function countCustomers(db: Connection, jobIds: readonly number[]): Promise<number> {
  if (jobIds.length === 0) return 0
  const { rows } = await sql<{ count: number }>`
    select count(distinct customer_id) as count from jobs where id = any(${[...jobIds]})`.execute(db)
  return rows[0]?.count ?? 0
}

/** A stored rule's rank among others: its id and when it was made. */
export async function readRank(
  db: Connection,
  id: number,
): Promise<{ id: number; created_at: string } | undefined> {
  return db
    .selectFrom('overrides')
    .select(['id', 'created_at'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}
