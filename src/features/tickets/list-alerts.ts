import { MOST_RUNS_COUNTED } from '../../../contract/alerts.ts'
import type { World } from '../../app/world.ts'
import type { Connection } from '../../platform/db.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import type { AlertKind, AlertRow, ScopeRow } from './alert-tables.queries.ts'
import {
  type AlertFilter,
  countAlerts,
  countLinkedRuns,
  listAlerts,
  listLinkedRuns,
  readAlert,
  readCustomer,
  readScopes,
} from './list-alerts.queries.ts'

type ReadWorld = Pick<World, 'db'>

/** A page of tickets or remarks, the newest first, with how many are open and resolved. */
export async function alertsPage(
  { db }: ReadWorld,
  kind: AlertKind,
  query: {
    after?: string | undefined
    limit: number
    q?: string | undefined
    state: AlertFilter['state']
    customerId?: number | undefined
    origin?: 'internal' | 'psa' | undefined
  },
) {
  const filter: AlertFilter = {
    patterns: searchPatterns(query.q),
    state: query.state,
    customerId: query.customerId,
    origin: query.origin,
  }
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { startAt: String(cursor[0]), id: Number(cursor[1]) } : null
  const found = await listAlerts(db, kind, filter, after, query.limit + 1, MOST_RUNS_COUNTED + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.start_at, row.id])
  const counts = await countAlerts(db, kind, filter)
  return {
    rows: rows.map((row) => ({
      ...alertFacts(row),
      scopes: row.scopes.map(scopeFacts),
      scopeCount: row.scope_count,
      openScopeCount: row.open_scope_count,
      runCount: row.run_count,
    })),
    next,
    total: query.state === 'any' ? counts.open + counts.resolved : counts[query.state],
    counts,
    customer: query.customerId === undefined ? null : ((await readCustomer(db, query.customerId)) ?? null),
  }
}

/** One ticket or remark with all its scopes. */
export async function alertById({ db }: { db: Connection }, kind: AlertKind, id: number) {
  const row = await readAlert(db, kind, id)
  if (!row) throw notFound(kind)
  return {
    ...alertFacts(row),
    scopes: (await readScopes(db, kind, id)).map(scopeFacts),
    runCount: await countLinkedRuns(db, kind, id),
  }
}

/** A page of the runs that are linked to a ticket or remark. */
export async function linkedRuns(
  { db }: ReadWorld,
  kind: AlertKind,
  query: { id: number; after?: string | undefined; limit: number },
) {
  if (!(await readAlert(db, kind, query.id))) throw notFound(kind)
  const cursor = decodeCursor(query.after, 1)
  const found = await listLinkedRuns(db, kind, query.id, cursor ? Number(cursor[0]) : null, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.id])
  return {
    rows: rows.map((row) => ({
      id: row.id,
      runAt: row.run_at,
      status: row.status,
      effectiveStatus: row.effective_status,
      jobId: row.job_id,
      jobName: row.job_name,
      customer: { id: row.customer_id, name: row.customer_name },
    })),
    next,
    total: await countLinkedRuns(db, kind, query.id),
  }
}

/** What the wire tells of a ticket or remark. */
export function alertFacts(row: AlertRow) {
  return {
    kind: row.kind,
    id: row.id,
    code: row.code,
    origin: row.origin,
    text: row.text,
    activeFrom: row.active_from,
    startAt: row.start_at,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    closedReason: row.closed_reason,
    createdBy: row.created_by,
    createdAt: row.created_at,
    version: row.version,
  }
}

function scopeFacts(row: ScopeRow) {
  return {
    id: row.id,
    kind: row.kind,
    targetId: row.target_id,
    name: row.name,
    customer: { id: row.customer_id, name: row.customer_name },
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
  }
}
