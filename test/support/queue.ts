import type { World } from '../../src/app/world.ts'
import { sql } from '../../src/platform/db.ts'

type QueueWorld = Pick<World, 'db' | 'clock'>

export type QueuedRun = {
  status: 'success' | 'warning' | 'failed' | 'missed'
  at: string
  text?: string
  objects?: readonly { name: string; status: 'success' | 'warning' | 'failed'; message?: string }[]
  reviewed?: boolean
}

/** A job that has these runs; of a customer who is made when there is none of that name. Returns its id. */
export async function jobWithRuns(
  world: QueueWorld,
  job: { customer: string; name: string; software?: string; type?: string; timeZone?: string },
  runs: readonly QueuedRun[],
): Promise<number> {
  await sql`
    insert into customers (name, receive_tag) values (${job.customer}, 'tag-' || md5(${job.customer})) on conflict do nothing
  `.execute(world.db)
  const { rows } = await sql<{ id: number }>`
    insert into jobs (customer_id, backup_software, backup_type, job_name, time_zone)
    select id, ${job.software ?? 'Veeam'}, ${job.type ?? 'Backup Job'}, ${job.name}, ${job.timeZone ?? null} from customers where name = ${job.customer}
    returning id
  `.execute(world.db)
  const jobId = rows[0]?.id ?? 0
  for (const run of runs) await addRun(world, jobId, run)
  return jobId
}

/** One more run of a job, open unless it says otherwise; returns its id. */
export async function addRun(world: QueueWorld, jobId: number, run: QueuedRun): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into job_runs (job_id, run_at, status, effective_status, missed, status_text, reviewed_at)
    values (${jobId}, ${run.at}, ${run.status}, ${run.status}, ${run.status === 'missed'}, ${run.text ?? ''}, ${run.reviewed ? world.clock() : null})
    returning id
  `.execute(world.db)
  const id = rows[0]?.id ?? 0
  for (const [position, object] of (run.objects ?? []).entries()) {
    await sql`
      with o as (
        insert into customer_objects (customer_id, name) select customer_id, ${object.name} from jobs where id = ${jobId}
        on conflict (customer_id, object_type, name_key) do update set name = excluded.name returning id
      )
      insert into run_object_links (run_id, customer_object_id, position, status, message)
      select ${id}, o.id, ${position}, ${object.status}, ${object.message ?? null} from o
    `.execute(world.db)
  }
  return id
}

/** Many jobs at once, each with one open run: every tenth failed, the others good. */
export async function manyJobs(world: QueueWorld, count: number, runsEach = 1): Promise<void> {
  await sql`insert into customers (name, receive_tag) select 'Customer ' || n, 'many-' || n from generate_series(1, 50) n`.execute(
    world.db,
  )
  await sql`
    insert into jobs (customer_id, backup_software, backup_type, job_name)
    select c.id, 'Veeam', 'Backup Job', 'Job ' || n from generate_series(1, ${count}::int) n join customers c on c.name = 'Customer ' || (1 + n % 50)
  `.execute(world.db)
  await sql`
    insert into job_runs (job_id, run_at, status, effective_status, status_text)
    select j.id, ${world.clock()}::timestamptz - make_interval(mins => (j.id % 600)::int + 1440 * (k - 1)), s.status, s.status, s.status
    from jobs j, generate_series(1, ${runsEach}::int) k, lateral (select case when j.id % 10 = 0 then 'failed' else 'success' end as status) s
  `.execute(world.db)
}
