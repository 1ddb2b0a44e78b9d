import pg from 'pg'
import type { Statement } from './watched-database.ts'

const MOST_LINES = 40
/** A statement that is faster has no plan worth keeping. */
const WORTH_KEEPING_MS = 1

/** How PostgreSQL carries out what a page asks, its slower statements first, as Markdown. */
export async function plansOf(url: string, statements: readonly Statement[]): Promise<string> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    const parts: string[] = []
    const slowFirst = [...statements].sort((a, b) => b.ms - a.ms)
    for (const { sql, parameters } of slowFirst.filter(isRead)) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, buffers, timing off, costs off) ${sql}`,
        [...parameters],
      )
      const lines = rows.map((row) => row['QUERY PLAN'])
      if (executionMs(lines) >= WORTH_KEEPING_MS)
        parts.push(`\`${inShort(sql)}\`\n\n\`\`\`text\n${shortened(lines)}\n\`\`\``)
    }
    return parts.join('\n\n')
  } finally {
    await client.end()
  }
}

function isRead({ sql }: Statement): boolean {
  return /^\s*(select|with)\b/i.test(sql) && !/\bfor update\b|\binsert into\b|\bpg_notify\b/i.test(sql)
}

function executionMs(lines: readonly string[]): number {
  return Number(/Execution Time: ([\d.]+)/.exec(lines.at(-1) ?? '')?.[1] ?? 0)
}

function inShort(sql: string): string {
  const text = sql.replace(/\s+/g, ' ').replaceAll('`', '').trim()
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

function shortened(lines: readonly string[]): string {
  const told = lines.filter(
    (line) => !/^\s*(Planning:|Buffers: shared hit=\d+$)/.test(line) || /^\s{0,2}Buffers/.test(line),
  )
  const cut = told.map((line) => (line.length > 150 ? `${line.slice(0, 150)}…` : line))
  if (cut.length <= MOST_LINES) return cut.join('\n')
  return [...cut.slice(0, MOST_LINES - 2), `… ${cut.length - MOST_LINES} lines more`, ...cut.slice(-2)].join(
    '\n',
  )
}
