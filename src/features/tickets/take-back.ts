import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { publish } from '../../platform/live.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import type { AlertKind } from './alert-tables.queries.ts'
import { deleteUntouched } from './take-back.queries.ts'

/** Undoes the making of a ticket or remark as if it had never been made; refused once anybody touched it. The audit log keeps both. */
export async function takeBack(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  actor: Actor,
  { kind, ...made }: { kind: AlertKind; id: number; requestId: string },
) {
  await db.transaction().execute(async (tx) => {
    const gone = await deleteUntouched(tx, kind, { ...made, userId: actor.userId })
    if (!gone)
      throw new Refusal(
        'touched_meanwhile',
        `This ${kind} was changed since it was made, or is not yours to take back; resolve it instead.`,
      )
    const details = { id: made.id, text: gone.text, runsUnlinked: gone.runs }
    await recordAudit(tx, clock(), actor, `${kind} taken back`, `Took back ${gone.name}`, details)
    await publish(tx, 'tickets')
  })
  return { id: made.id }
}
