import pg from 'pg'

/** Tables that get millions of rows: building their indexes at the end costs a fraction of keeping them up row by row. */
const LARGE = [
  'job_runs',
  'run_object_links',
  'job_run_review_events',
  'mail_messages',
  'mail_results',
  'expected_runs',
  'missed_slots',
]

/** Does some work while the large tables have no indexes but those of their constraints, then builds exactly those that were there. */
export async function withoutIndexes(
  url: string,
  work: () => Promise<void>,
  timed: (build: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i where i.indrelid = any($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
       order by i.indrelid, name`,
      [LARGE],
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    await work()
    await client.query("set maintenance_work_mem = '512MB'")
    await timed(async () => {
      for (const { definition } of indexes) await client.query(definition)
    })
  } finally {
    await client.end()
  }
}
