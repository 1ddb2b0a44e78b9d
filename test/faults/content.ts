import { createHash } from 'node:crypto'
import pg from 'pg'
import { CONTENT_SECTIONS } from './content-sections.ts'

/** What a database holds, whatever ids and processing times it was given: one hash over all, and each part's for finding a difference. */
export type Content = { hash: string; parts: { name: string; rows: number; hash: string }[] }

/** Reads and hashes the content of a database. */
export async function readContent(url: string): Promise<Content> {
  const client = await connect(url)
  try {
    const parts: Content['parts'] = []
    for (const { name, lines } of CONTENT_SECTIONS) {
      const { rows } = await client.query<{ rows: number; hash: string }>(`
        select count(*)::int as rows, encode(sha256(convert_to(coalesce(string_agg(line, e'\\n' order by line), ''), 'UTF8')), 'hex') as hash
        from (${lines}) as lines (line)`)
      for (const row of rows) parts.push({ name, ...row })
    }
    return { hash: createHash('sha256').update(JSON.stringify(parts)).digest('hex'), parts }
  } finally {
    await client.end()
  }
}

/** What is wrong with a finished import, in words: a mail that is missing, kept twice or unfinished, a run that is double. */
export async function findFaults(url: string, expected: ReadonlySet<string>): Promise<string[]> {
  const client = await connect(url)
  try {
    const raw = await client.query<{ hash: string }>(
      `select encode(sha256(r.bytes), 'hex') as hash from mail_messages m left join mail_raw r on r.mail_message_id = m.id`,
    )
    const kept = new Set(raw.rows.map((row) => row.hash))
    const { rows } = await client.query<{ unfinished: number; doubles: number; orphans: number }>(`
      select (select count(*)::int from mail_messages where filed_at is null or parse_state = 'stored') as unfinished,
        (select count(*)::int from (select from job_runs group by mail_message_id, result_key having count(*) > 1) d) as doubles,
        (select count(*)::int from mail_results f where f.state = 'filed' and not exists (
          select from job_runs r where r.mail_message_id = f.mail_message_id and r.result_key = f.result_key)) as orphans`)
    const counts = {
      'lost mails': [...expected].filter((hash) => !kept.has(hash)).length,
      'mails kept twice': raw.rows.length - kept.size,
      'mails nobody sent': [...kept].filter((hash) => !expected.has(hash)).length,
      'unfinished mails': rows[0]?.unfinished,
      'double runs': rows[0]?.doubles,
      'filed results without a run': rows[0]?.orphans,
    }
    return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${what}: ${count}`]))
  } finally {
    await client.end()
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  return client
}
