import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

/** One number for "somebody is migrating", so that several processes may start at once. */
const MIGRATION_LOCK = 4_271_975

type Migration = { name: string; sql: string; checksum: string }

/** Brings the database to the newest schema: runs each SQL file of the folder once, in order, each in its own transaction. Returns the names that ran. */
export async function migrate(
  url: string,
  folder = path.resolve(import.meta.dirname, '../../migrations'),
): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await refuseOldServers(client)
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(
      'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    const applied = await appliedMigrations(client)
    refuseForeignHistory(migrations, applied)
    const ran: string[] = []
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue
      await run(client, migration)
      ran.push(migration.name)
    }
    return ran
  } finally {
    await client.end()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function refuseOldServers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string; server_encoding: string }>(
    "select current_setting('server_version_num') as server_version_num, current_setting('server_encoding') as server_encoding",
  )
  const version = Number(rows[0]?.server_version_num ?? 0)
  if (version < 150_000)
    throw new Error(`PostgreSQL 15 or newer is needed; this server is ${Math.floor(version / 10_000)}.`)
  const encoding = rows[0]?.server_encoding
  if (encoding !== 'UTF8') throw new Error(`The database must be encoded in UTF8; it is ${encoding}.`)
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations',
  )
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

/** A database that is newer than the program, or that ran other text under the same name, is left alone. */
function refuseForeignHistory(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  for (const [name, checksum] of applied) {
    const ours = known.get(name)
    if (ours === undefined)
      throw new Error(`This database was made by a newer version of Backupchecks (migration ${name}).`)
    if (ours !== checksum)
      throw new Error(
        `Migration ${name} was changed after it ran on this database; add a new migration instead.`,
      )
  }
}

async function run(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(
      `Migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}
