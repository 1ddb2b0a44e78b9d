import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { recordAudit } from '../audit/index.ts'
import type { Done } from './change-schedule.ts'
import {
  countWindows,
  endWindow,
  insertWindows,
  listWindows,
  type Scope,
  type WindowRow,
} from './maintenance.queries.ts'

type MaintenanceWorld = Pick<World, 'db' | 'clock'>

/** Raises nothing for these jobs, or all jobs of these customers, from now until a time. */
export async function snooze(
  world: MaintenanceWorld,
  actor: Actor,
  { scope, until, reason }: { scope: Scope; until: string; reason: string },
): Promise<Done> {
  return addWindows(world, actor, { scope, startsAt: world.clock(), endsAt: until, reason }, 'snoozed')
}

/** Plans a maintenance window: what is due in it is not raised. */
export async function planMaintenance(
  world: MaintenanceWorld,
  actor: Actor,
  window: { scope: Scope; startsAt: string; endsAt: string; reason: string },
): Promise<Done> {
  return addWindows(world, actor, window, 'maintenance planned')
}

/** Ends a snooze or a window now; one that has not begun is taken away. */
export async function endMaintenance(
  { db, clock }: MaintenanceWorld,
  actor: Actor,
  id: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const window = await endWindow(tx, id, clock())
    if (!window) throw notFound('maintenance window')
    const words = `Ended the maintenance of ${window.job_name ?? window.customer_name}`
    await recordAudit(tx, clock(), actor, 'maintenance ended', words, { id, jobId: window.job_id })
  })
}

/** Snoozes and windows of now and later (or all), those that end first at the top. */
export async function maintenancePage(
  { db, clock }: MaintenanceWorld,
  query: { after?: string | undefined; limit: number; q?: string | undefined; ended: boolean },
) {
  const filter = { patterns: searchPatterns(query.q), endsAfter: query.ended ? null : clock() }
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { endsAt: String(cursor[0]), id: Number(cursor[1]) } : null
  const found = await listWindows(db, filter, after, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.ends_at, row.id])
  return { rows: rows.map(windowOnTheWire), next, total: await countWindows(db, filter) }
}

/** A window as pages see it. */
export function windowOnTheWire(row: WindowRow) {
  const customer = { id: row.customer_id, name: row.customer_name }
  return {
    id: row.id,
    job: row.job_id === null ? null : { id: row.job_id, name: row.job_name ?? '', customer },
    customer: row.job_id === null ? customer : null,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    reason: row.reason,
    by: row.created_by,
  }
}

async function addWindows(
  { db, clock }: MaintenanceWorld,
  actor: Actor,
  window: { scope: Scope; startsAt: string; endsAt: string; reason: string },
  event: string,
): Promise<Done> {
  const now = clock()
  const [startsAt, endsAt] = [window.startsAt, window.endsAt].map((time) => new Date(time).toISOString())
  if (!startsAt || !endsAt || endsAt <= startsAt || endsAt <= now)
    throw new Refusal('bad_window', 'A maintenance window ends after it begins, and not in the past.', {
      status: 422,
    })
  const { scope, reason } = window
  const asked = 'jobIds' in scope ? scope.jobIds : scope.customerIds
  const what = 'jobIds' in scope ? 'job' : 'customer'
  return db.transaction().execute(async (tx) => {
    const added = new Set(await insertWindows(tx, scope, { startsAt, endsAt, reason, userId: actor.userId }))
    const words = `Until ${endsAt} nothing is raised for ${added.size} ${what}${added.size === 1 ? '' : 's'}`
    await recordAudit(tx, now, actor, event, words, { ...scope, startsAt, endsAt, reason })
    const refused = asked
      .filter((id) => !added.has(id))
      .map((id) => ({ id, reason: `This ${what} does not exist any more.` }))
    return { changed: added.size, refused }
  })
}
