import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '../src/platform/db.ts'
import type { DB } from '../src/platform/db.types.ts'

export type StatementTimes = { statement: string; count: number; ms: number }[]

/** A database like the product's own that also adds up how long each kind of statement takes, as its caller sees it. */
export function openTimedDatabase(url: string): { db: Database; times(): StatementTimes } {
  const sums = new Map<string, { count: number; ms: number }>()
  const pool = new pg.Pool({ connectionString: url, max: 12, options: '-c TimeZone=UTC' })
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log(event) {
      const name = nameOf(event.query.sql)
      const sum = sums.get(name) ?? { count: 0, ms: 0 }
      sums.set(name, { count: sum.count + 1, ms: sum.ms + event.queryDurationMillis })
    },
  })
  const times = () => [...sums].map(([statement, sum]) => ({ statement, ...sum }))
  return { db, times }
}

/** What was added after an earlier look. */
export function sinceThen(now: StatementTimes, then: StatementTimes): StatementTimes {
  const known = new Map(then.map((each) => [each.statement, each]))
  return now
    .map((each) => {
      const before = known.get(each.statement)
      return { ...each, count: each.count - (before?.count ?? 0), ms: each.ms - (before?.ms ?? 0) }
    })
    .filter((each) => each.count > 0)
    .sort((a, b) => b.ms - a.ms)
}

/** What a statement does and to which tables, in few words. */
function nameOf(sql: string): string {
  const text = sql.replace(/\s+/g, ' ').replaceAll('"', '').trim()
  const written = [...text.matchAll(/(?:insert into|update|delete from) ([a-z_]+)(?: |$)/g)].map(
    (match) => match[1],
  )
  const read = [...text.matchAll(/from ([a-z_]+)(?: |$)/g)].map((match) => match[1])
  const verb = text.split(' ')[0] ?? ''
  const tables = written.length > 0 ? written.filter((table) => table !== 'set') : read.slice(0, 2)
  return [verb, [...new Set(tables)].join(', ')].join(' ').trim()
}
