import type { OverrideScope } from '../../domain/override.ts'
import { type Connection, sql } from '../../platform/db.ts'

export type Span = {
  startsAt: string
  /** Null: without end. */
  endsAt: string | null
  /** Only rules that flag say something about successes. */
  withSuccesses: boolean
}
export type Place = { runAt: string; id: number }

/** The runs of a scope and span that a rule may change, newest first, below a place; missed ones are none. */
export async function candidateRuns(
  db: Connection,
  scope: OverrideScope,
  span: Span,
  below: Place | null,
  limit: number,
): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select r.id, r.run_at as "runAt" from job_runs r where ${condition(scope, span)}
      ${below ? sql`and (r.run_at, r.id) < (${below.runAt}::timestamptz, ${below.id}::bigint)` : sql``}
    order by r.run_at desc, r.id desc limit ${limit}
  `.execute(db)
  return rows
}

/** How many there are, up to a number. */
export async function countCandidates(
  db: Connection,
  scope: OverrideScope,
  span: Span,
  upTo: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from job_runs r where ${condition(scope, span)} limit ${upTo}) c
  `.execute(db)
  return rows[0]?.count ?? 0
}

function condition(scope: OverrideScope, span: Span) {
  const parts = [
    // As the index on runs that are no success has it.
    span.withSuccesses ? sql`not r.missed` : sql`r.status in ('warning', 'failed')`,
    sql`r.run_at >= ${span.startsAt}`,
    ...(span.endsAt === null ? [] : [sql`r.run_at < ${span.endsAt}`]),
  ]
  return sql.join([...parts, inScope(scope)], sql` and `)
}

function inScope(scope: OverrideScope) {
  switch (scope.level) {
    case 'run':
      return sql`r.id = ${scope.runId}`
    case 'object':
      return sql`r.job_id = ${scope.jobId}`
    case 'global':
      return sql`exists (select from jobs j where j.id = r.job_id
        ${scope.software === null ? sql`` : sql`and j.backup_software = ${scope.software}`}
        ${scope.type === null ? sql`` : sql`and j.backup_type = ${scope.type}`})`
  }
}
