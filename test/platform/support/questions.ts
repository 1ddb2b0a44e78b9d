import pg from 'pg'

/** Runs one statement on its own connection. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** How the server stores and compares text, in the words of PostgreSQL. */
export async function localeOf(url: string): Promise<Record<string, unknown> | undefined> {
  const rows = await query(
    url,
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale, datcollate as collate
       from pg_database where datname = current_database()`,
  )
  return rows[0]
}

export const UTF8_EVERYWHERE = { encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', collate: 'C.UTF-8' }
