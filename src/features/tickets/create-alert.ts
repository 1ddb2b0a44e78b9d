import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { localDay } from '../../domain/local-time.ts'
import { ticketCode } from '../../domain/ticketing.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { readSettings } from '../settings/index.ts'
import type { AlertKind } from './alert-tables.queries.ts'
import { lockAlert, openAlertOnly } from './change-alert.queries.ts'
import {
  addToDescription,
  firstDayOf,
  insertRemark,
  insertScopes,
  insertTicket,
  linkRuns,
  madeBy,
  type NewAlert,
  type NewScope,
  nextCodeNumber,
  ticketOfNumber,
} from './create-alert.queries.ts'
import { alertById } from './list-alerts.ts'

type AlertWorld = Pick<World, 'db' | 'clock'>

type Asked = {
  requestId: string
  text: string
  activeFrom?: string | undefined
  scopes: readonly NewScope[]
  runIds: readonly number[]
}

/**
 * Makes a ticket with a code of its own or with a PSA number, for these jobs, customers and objects, and links the named runs at once.
 * A PSA number that is known lets its ticket hold for more. The same request sent again changes nothing more.
 */
export async function createTicket(
  world: AlertWorld,
  actor: Actor,
  asked: Asked & { psaNumber?: string | undefined; reopen: boolean },
) {
  return create(world, 'ticket', actor, asked, async (tx, ticket, day) => {
    if (asked.psaNumber === undefined) return { id: await withNewCode(tx, ticket, day), isNew: true }
    const made = await insertTicket(tx, { ...ticket, code: asked.psaNumber, origin: 'psa' })
    if (made !== null) return { id: made, isNew: true }
    const again = await madeBy(tx, 'ticket', asked.requestId)
    if (again !== null) return { id: null, isNew: false }
    return { id: await extendKnown(tx, asked.psaNumber, asked), isNew: false }
  })
}

/** Makes a remark for these jobs, customers and objects, and links the named runs at once; the same request sent again makes no second. */
export async function createRemark(world: AlertWorld, actor: Actor, asked: Asked) {
  return create(world, 'remark', actor, asked, async (tx, remark) => ({
    id: await insertRemark(tx, remark),
    isNew: true,
  }))
}

type Make = (tx: Connection, alert: NewAlert, day: string) => Promise<{ id: number | null; isNew: boolean }>

async function create(world: AlertWorld, kind: AlertKind, actor: Actor, asked: Asked, make: Make) {
  const at = world.clock()
  const { ui_timezone } = await readSettings(world)
  const today = localDay(at, ui_timezone)
  return world.db.transaction().execute(async (tx) => {
    const firstDay = await firstDayOf(tx, asked.runIds, ui_timezone)
    const activeFrom = asked.activeFrom ?? (firstDay !== null && firstDay < today ? firstDay : today)
    const { requestId, text } = asked
    const { id, isNew } = await make(tx, { requestId, text, activeFrom, at, userId: actor.userId }, today)
    if (id === null) return madeBefore(tx, kind, requestId)
    if ((await insertScopes(tx, kind, id, asked.scopes, at)) > 0)
      throw new Refusal(
        'scope_gone',
        'A job, customer or object that you chose is gone; load the page again.',
      )
    const runsLinked = await linkRuns(tx, kind, id, asked.runIds, at)
    const alert = await alertById({ db: tx }, kind, id)
    const name = kind === 'ticket' ? `ticket ${alert.code}` : `remark ${id}`
    await recordAudit(
      tx,
      at,
      actor,
      isNew ? `${kind} created` : `${kind} extended`,
      isNew ? `Created ${name}` : `Let ${name} hold for more`,
      { id, text, scopes: asked.scopes, runsLinked },
    )
    await publish(tx, 'tickets')
    return { alert, created: isNew, runsLinked }
  })
}

/** Makes a ticket under the next code that nobody has: one that was brought along from elsewhere may hold some of them. */
async function withNewCode(tx: Connection, ticket: NewAlert, day: string): Promise<number | null> {
  for (;;) {
    const code = ticketCode(day, await nextCodeNumber(tx))
    const id = await insertTicket(tx, { ...ticket, code, origin: 'internal' })
    if (id !== null || (await madeBy(tx, 'ticket', ticket.requestId)) !== null) return id
  }
}

async function madeBefore(tx: Connection, kind: AlertKind, requestId: string) {
  const id = await madeBy(tx, kind, requestId)
  if (id === null) throw notFound(kind)
  return { alert: await alertById({ db: tx }, kind, id), created: true, runsLinked: 0 }
}

/** The ticket of a known number gets the scopes; a resolved one only when that is asked for. */
async function extendKnown(
  tx: Connection,
  psaNumber: string,
  { text, reopen }: { text: string; reopen: boolean },
): Promise<number> {
  const id = await ticketOfNumber(tx, psaNumber)
  const known = id === null ? undefined : await lockAlert(tx, 'ticket', id)
  if (!known) throw notFound('ticket')
  if (known.resolved_at !== null) {
    if (!reopen)
      throw new Refusal(
        'ticket_resolved',
        `Ticket ${psaNumber} is known and resolved. Open it again to use it for these, or type another number.`,
        { data: { ticketId: known.id } },
      )
    await openAlertOnly(tx, 'ticket', known.id)
  }
  if (text !== '') await addToDescription(tx, known.id, text)
  return known.id
}
