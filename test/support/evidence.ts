import { sql } from '../../src/platform/db.ts'
import type { TestWorld } from './world.ts'

/** Appends so many review events, one a minute from the world's time on. */
export async function appendEvents(
  world: Pick<TestWorld, 'db' | 'clock'>,
  count: number,
  who = 'anna',
  customerId = 1,
): Promise<void> {
  await sql`
    insert into job_run_review_events (run_id, job_id, customer_id, user_name, action, batch_id, at, after_state)
    select n, 1, ${customerId}::bigint, ${who}, 'reviewed', gen_random_uuid(), ${world.clock()}::timestamptz + n * interval '1 minute',
      jsonb_build_object('status', 'failed', 'note', 'quote " and ü')
    from generate_series(1, ${count}::integer) n`.execute(world.db)
}

/** Changes evidence as somebody could who owns the database and has switched its guards off. */
export async function tamper(world: Pick<TestWorld, 'db'>, ...statements: readonly string[]): Promise<void> {
  await world.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}
