import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import type { AlertKind } from './alert-tables.queries.ts'
import {
  closeAlerts,
  countScopes,
  deleteScopes,
  type LockedAlert,
  lockAlert,
  lockAlerts,
  openAlertOnly,
  reopenAlerts,
  reopenScopes,
  resolveScopes,
  updateAlert,
} from './change-alert.queries.ts'
import { insertScopes, type NewScope } from './create-alert.queries.ts'
import { alertById } from './list-alerts.ts'

type AlertWorld = Pick<World, 'db' | 'clock'>
type OfAlert = { kind: AlertKind; id: number }
type Done = { event: string; message: string; details: Record<string, unknown> } | null

/** Changes text and dates of a ticket or remark; refused when somebody changed it since it was read. */
export async function editAlert(
  world: AlertWorld,
  actor: Actor,
  of: OfAlert,
  changes: {
    version: number
    text?: string | undefined
    activeFrom?: string | undefined
    startAt?: string | undefined
  },
) {
  return change(world, actor, of, async (tx, alert) => {
    if (alert.version !== changes.version)
      throw new Refusal(
        'changed_meanwhile',
        `Somebody changed this ${of.kind} while you were editing. Close, look, and edit again.`,
      )
    if (of.kind === 'remark' && changes.text === '')
      throw new Refusal('empty_remark', 'A remark needs words; resolve it if it no longer holds.', {
        status: 422,
      })
    const { text, activeFrom, startAt } = changes
    await updateAlert(tx, of.kind, of.id, { text, activeFrom, startAt })
    return {
      event: 'changed',
      message: `Changed ${alert.name}`,
      details: { text, activeFrom, startAt },
    }
  })
}

/** Lets an open ticket or remark hold for more. */
export async function addScopes(world: AlertWorld, actor: Actor, of: OfAlert, targets: readonly NewScope[]) {
  return change(world, actor, of, async (tx, alert, at) => {
    if (alert.resolved_at !== null)
      throw new Refusal('resolved', `This ${of.kind} is resolved; open it again first.`)
    const missing = await insertScopes(tx, of.kind, of.id, targets, at)
    if (missing > 0) throw new Refusal('scope_gone', 'What you chose is gone; load the page again.')
    return { event: 'extended', message: `Let ${alert.name} hold for more`, details: { scopes: targets } }
  })
}

/** Takes scopes away (links to runs stay); the last one cannot go. */
export async function removeScopes(
  world: AlertWorld,
  actor: Actor,
  of: OfAlert,
  scopeIds: readonly number[],
) {
  return change(world, actor, of, async (tx, alert, at) => {
    const removed = await deleteScopes(tx, of.kind, of.id, scopeIds)
    if (removed.length === 0) return null
    if ((await countScopes(tx, of.kind, of.id)).all === 0)
      throw new Refusal('last_scope', `A ${of.kind} holds for something; resolve it instead.`)
    await closeWithLastScope(tx, of, alert, { userId: actor.userId, at })
    return {
      event: 'scopes removed',
      message: `Took scopes from ${alert.name}`,
      details: { scopeIds: removed },
    }
  })
}

/** Resolves scopes: nothing is linked there from now on. With the last open one the whole is resolved. */
export async function resolveScopesOf(
  world: AlertWorld,
  actor: Actor,
  of: OfAlert,
  scopeIds: readonly number[],
) {
  return change(world, actor, of, async (tx, alert, at) => {
    const by = { userId: actor.userId, at }
    const resolved = await resolveScopes(tx, of.kind, of.id, scopeIds, by)
    if (resolved.length === 0) return null
    await closeWithLastScope(tx, of, alert, by)
    return {
      event: 'scopes resolved',
      message: `Resolved scopes of ${alert.name}`,
      details: { scopeIds: resolved },
    }
  })
}

/** Opens scopes again; a ticket or remark that was resolved is open again with these scopes only. */
export async function reopenScopesOf(
  world: AlertWorld,
  actor: Actor,
  of: OfAlert,
  scopeIds: readonly number[],
) {
  return change(world, actor, of, async (tx, alert) => {
    if (alert.resolved_at !== null) await openAlertOnly(tx, of.kind, of.id)
    const reopened = await reopenScopes(tx, of.kind, of.id, scopeIds)
    if (reopened.length === 0)
      throw new Refusal('nothing_to_reopen', 'These scopes are open already, or gone.')
    return {
      event: 'scopes reopened',
      message: `Reopened scopes of ${alert.name}`,
      details: { scopeIds: reopened },
    }
  })
}

/** Resolves tickets or remarks whole; says which were done, and why others were not. */
export async function resolveWhole(world: AlertWorld, actor: Actor, kind: AlertKind, ids: readonly number[]) {
  const { done, refused } = await changeMany(world, actor, kind, ids, {
    event: 'resolved',
    verb: 'Resolved',
    already: 'Resolved already.',
    isDue: (alert) => alert.resolved_at === null,
    apply: (tx, due, at) => closeAlerts(tx, kind, due, { userId: actor.userId, at }),
  })
  return { resolved: done, refused }
}

/** Opens tickets or remarks again with the scopes that were open until then; says which, and why others were not. */
export async function reopenWhole(world: AlertWorld, actor: Actor, kind: AlertKind, ids: readonly number[]) {
  const { done, refused } = await changeMany(world, actor, kind, ids, {
    event: 'reopened',
    verb: 'Reopened',
    already: 'Open already.',
    isDue: (alert) => alert.resolved_at !== null,
    apply: (tx, due) => reopenAlerts(tx, kind, due),
  })
  return { reopened: done, refused }
}

/** One change of one alert, which is locked for it; nothing is written down when nothing was done. */
async function change(
  { db, clock }: AlertWorld,
  actor: Actor,
  { kind, id }: OfAlert,
  act: (tx: Connection, alert: LockedAlert, at: string) => Promise<Done>,
) {
  return db.transaction().execute(async (tx) => {
    const alert = await lockAlert(tx, kind, id)
    if (!alert) throw notFound(kind)
    const at = clock()
    const done = await act(tx, alert, at)
    if (done) {
      await recordAudit(tx, at, actor, `${kind} ${done.event}`, done.message, { id, ...done.details })
      await publish(tx, 'tickets')
    }
    return alertById({ db: tx }, kind, id)
  })
}

type ManyChange = {
  event: string
  verb: string
  already: string
  isDue: (alert: LockedAlert) => boolean
  apply: (tx: Connection, due: readonly number[], at: string) => Promise<void>
}

async function changeMany(
  { db, clock }: AlertWorld,
  actor: Actor,
  kind: AlertKind,
  ids: readonly number[],
  { event, verb, already, isDue, apply }: ManyChange,
) {
  return db.transaction().execute(async (tx) => {
    const alerts = await lockAlerts(tx, kind, ids)
    const due = alerts.filter(isDue)
    const done = due.map(({ id }) => id)
    const there = new Set(alerts.map(({ id }) => id))
    const refused = ids
      .filter((id) => !done.includes(id))
      .map((id) => ({ id, reason: there.has(id) ? already : `This ${kind} does not exist.` }))
    if (done.length > 0) {
      const at = clock()
      await apply(tx, done, at)
      const what = due.length === 1 ? (due[0]?.name ?? kind) : `${due.length} ${kind}s`
      await recordAudit(tx, at, actor, `${kind} ${event}`, `${verb} ${what}`, { ids: done })
      await publish(tx, 'tickets')
    }
    return { done, refused }
  })
}

/** Where nothing is open any more, there is nothing left to do. */
async function closeWithLastScope(
  tx: Connection,
  { kind, id }: OfAlert,
  alert: LockedAlert,
  by: { userId: number | null; at: string },
): Promise<void> {
  if (alert.resolved_at === null && (await countScopes(tx, kind, id)).open === 0)
    await closeAlerts(tx, kind, [id], by)
}
