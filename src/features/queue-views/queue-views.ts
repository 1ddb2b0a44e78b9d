import type { z } from 'zod'
import { queuePreferencesSchema } from '../../../contract/queue-views.ts'
import { queueViewSchema } from '../../../contract/run-checks.ts'
import type { World } from '../../app/world.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import {
  deleteView,
  insertView,
  isNameTaken,
  readPreferences,
  readViews,
  updateView,
  type ViewRow,
  writePreferences,
} from './queue-views.queries.ts'

type ViewsWorld = Pick<World, 'db' | 'clock'>
type QueueView = z.infer<typeof queueViewSchema>
type Preferences = z.infer<typeof queuePreferencesSchema>

/** More than anybody keeps apart in a menu. */
const MOST_VIEWS = 50

/** A person's saved views, and where they begin. */
export async function viewsOf({ db }: Pick<World, 'db'>, userId: number) {
  const views = (await readViews(db, userId)).map(described)
  return { views, preferences: await preferencesOf(db, userId) }
}

/** Saves a view under a name that the person has not used yet. */
export async function createView(
  { db }: Pick<World, 'db'>,
  userId: number,
  view: { name: string; search: QueueView },
) {
  return db.transaction().execute(async (tx) => {
    if ((await readViews(tx, userId)).length >= MOST_VIEWS) {
      throw new Refusal('too_many_views', `You have ${MOST_VIEWS} views; delete one that you no longer use.`)
    }
    const created = await insertView(tx, userId, view)
    if (!created) throw nameTaken(view.name)
    return described(created)
  })
}

/** Renames a view, or saves other filters under its name. */
export async function changeView(
  { db }: Pick<World, 'db'>,
  userId: number,
  change: { id: number; name?: string | undefined; search?: QueueView | undefined },
) {
  const { id, name, search } = change
  return db.transaction().execute(async (tx) => {
    if (name !== undefined && (await isNameTaken(tx, userId, name, id))) throw nameTaken(name)
    const changed = await updateView(tx, userId, { id, name, search })
    if (!changed) throw notFound('view')
    return described(changed)
  })
}

/** Deletes a view; who began with it begins with their own filters again. */
export async function removeView({ db, clock }: ViewsWorld, userId: number, id: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await deleteView(tx, userId, id))) throw notFound('view')
    const preferences = await preferencesOf(tx, userId)
    if (preferences.viewId === id)
      await writePreferences(tx, userId, { ...preferences, viewId: null }, clock())
  })
}

/** Chooses where a person begins; what is not given stays as it was. */
export async function savePreferences(
  { db, clock }: ViewsWorld,
  userId: number,
  change: { search?: QueueView | undefined; viewId?: number | null | undefined },
): Promise<Preferences> {
  return db.transaction().execute(async (tx) => {
    const viewId = change.viewId
    if (viewId && !(await readViews(tx, userId)).some((view) => view.id === viewId)) throw notFound('view')
    const before = await preferencesOf(tx, userId)
    const preferences = {
      search: change.search ?? before.search,
      viewId: viewId === undefined ? before.viewId : viewId,
    }
    await writePreferences(tx, userId, preferences, clock())
    return preferences
  })
}

/** What an older version stored and this one does not understand counts as not chosen. */
async function preferencesOf(db: Connection, userId: number): Promise<Preferences> {
  const stored = queuePreferencesSchema.safeParse(await readPreferences(db, userId))
  return stored.success ? stored.data : { search: {}, viewId: null }
}

function described({ id, name, search }: ViewRow) {
  const known = queueViewSchema.safeParse(search)
  return { id, name, search: known.success ? known.data : {} }
}

function nameTaken(name: string): Refusal {
  return new Refusal('view_name_taken', `You have a view called "${name}" already; choose another name.`)
}
