import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { sql } from '../../src/platform/db.ts'
import { approveAsNew, customer, drop, inbox } from './cast.ts'
import type { TestWorld } from './world.ts'

/** The report of a night by one of two nodes, as a device that got a new name sends it. */
export function nightly(node: string, day: number, ok = true): Buffer {
  return vzdumpMail({
    date: `2026-11-${String(day).padStart(2, '0')}T02:00:00Z`,
    node,
    guests: [{ id: 100, name: 'web01', ok }],
  })
}

/** Two jobs of a customer, made through the Inbox, each with a run on these days of November 2026. */
export async function twoJobs(
  world: TestWorld,
  name: string,
  of: { old: readonly number[]; new: readonly number[] },
): Promise<{ customerId: number; oldNode: string; newNode: string; oldJob: number; newJob: number }> {
  const customerId = await customer(world, name)
  const [oldNode, newNode] = [`old.${name}.example`, `new.${name}.example`]
  const jobs: number[] = []
  for (const [node, days] of [
    [oldNode, of.old],
    [newNode, of.new],
  ] as const) {
    await drop(world, ...days.map((day) => nightly(node, day)))
    const row = (await inbox(world)).find((each) => each.host === node)
    const { jobIds } = await approveAsNew(world, row?.id ?? 0, customerId)
    jobs.push(jobIds[0] ?? 0)
  }
  return { customerId, oldNode, newNode, oldJob: jobs[0] ?? 0, newJob: jobs[1] ?? 0 }
}

/** Every row of every table that still names a job, as "table.column": nothing but evidence may outlive it. */
export async function rowsNaming(world: TestWorld, jobId: number): Promise<string[]> {
  const { rows: references } = await sql<{ table: string; column: string }>`
    select r.conrelid::regclass::text as table, a.attname as column from pg_constraint r
    join pg_attribute a on a.attrelid = r.conrelid and a.attnum = r.conkey[1]
    where r.contype = 'f' and r.confrelid = 'jobs'::regclass
  `.execute(world.db)
  const found: string[] = []
  for (const { table, column } of references) {
    const { rows } = await sql`
      select from ${sql.table(table)} where ${sql.ref(column)} = ${jobId} limit 1`.execute(world.db)
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  return found.toSorted()
}
