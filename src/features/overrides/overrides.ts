import type { World } from '../../app/world.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import {
  COUNTED,
  countOverrides,
  listOverrides,
  type OverrideFilter,
  type OverrideRow,
  readOverride,
} from './overrides.queries.ts'

type OverridesWorld = Pick<World, 'db' | 'clock'>

/** A page of overrides, newest first, each with how many runs it matched. */
export async function overridesPage(
  { db, clock }: OverridesWorld,
  query: Omit<OverrideFilter, 'patterns'> & {
    q?: string | undefined
    after?: string | undefined
    limit: number
  },
) {
  const { q, after, limit, ...rest } = query
  const filter = { ...rest, patterns: searchPatterns(q) }
  const cursor = decodeCursor(after, 1)
  const now = clock()
  const found = await listOverrides(db, filter, now, cursor ? Number(cursor[0]) : null, limit + 1)
  const { rows, next } = cutPage(found, limit, (row) => [row.id])
  return { rows: rows.map(described), next, total: await countOverrides(db, filter, now) }
}

/** One override. */
export async function overrideById(
  { db, clock }: OverridesWorld,
  id: number,
  options: { removedToo: boolean } = { removedToo: false },
) {
  const row = await readOverride(db, id, clock(), options.removedToo)
  if (!row) throw notFound('override')
  return described(row)
}

function described(row: OverrideRow) {
  return {
    id: row.id,
    kind: kindOf(row),
    run: row.run_id !== null && row.run_at !== null ? { id: row.run_id, runAt: row.run_at } : null,
    job: jobOf(row),
    object:
      row.customer_object_id !== null ? { id: row.customer_object_id, name: row.object_name ?? '' } : null,
    software: row.software,
    type: row.type,
    status: row.status,
    text: row.text,
    mode: row.mode,
    treatAsSuccess: row.treat_as_success,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    state: row.state,
    comment: row.comment,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    matchedRuns: Math.min(row.matched, COUNTED),
    matchedIsExact: row.matched <= COUNTED,
    work: row.examined === null ? null : { examined: row.examined, total: row.total },
  }
}

function kindOf({ level, customer_object_id }: OverrideRow) {
  if (level === 'object') return customer_object_id === null ? ('job' as const) : ('object' as const)
  return level
}

function jobOf({ job_id, job_name, customer_id, customer_name }: OverrideRow) {
  if (job_id === null || customer_id === null) return null
  return { id: job_id, name: job_name ?? '', customer: { id: customer_id, name: customer_name ?? '' } }
}
