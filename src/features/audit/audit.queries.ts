import type { Actor } from '../../domain/actor.ts'
import type { Connection } from '../../platform/db.ts'

/** Appends one event to the audit log; pass the transaction of what it tells about. `details` never holds a secret. */
export async function recordAudit(
  db: Connection,
  at: string,
  actor: Actor,
  eventType: string,
  message: string,
  details: Record<string, unknown> | null = null,
): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      at,
      user_id: actor.userId,
      user_name: actor.name,
      event_type: eventType,
      message,
      details: details ? JSON.stringify(details) : null,
    })
    .execute()
}
