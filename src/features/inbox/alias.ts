import type { Actor } from '../../domain/actor.ts'
import { type Identity, isIndistinct, senderKey } from '../../domain/identity.ts'
import type { Connection } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { RunRules } from '../runs/index.ts'
import { insertIdentity, ownerOfIdentity } from './approve.queries.ts'
import { fileWithSweep } from './sweep.ts'

/** Adds an identity to a job as an alias; refused when it belongs to another job. In a transaction that holds the identity lock. */
export async function addAlias(
  tx: Connection,
  identity: Identity,
  jobId: number,
  by: { actor: Actor; at: string },
): Promise<void> {
  const owner = await ownerOfIdentity(tx, identity)
  if (owner && owner.job_id !== jobId)
    throw new Refusal('identity_taken', `These reports already belong to the job "${owner.name}".`)
  await insertIdentity(tx, jobId, identity, { alias: true, userId: by.actor.userId, at: by.at })
}

/** Adds an alias outside of an approval and sweeps the messages that it catches out of the Inbox; in the same kind of transaction. */
export async function adoptIdentity(
  tx: Connection,
  identity: Identity,
  jobId: number,
  by: { actor: Actor; rules: RunRules },
): Promise<{ runs: number; sweptMessages: number }> {
  refuseIndistinct(identity)
  await addAlias(tx, identity, jobId, { actor: by.actor, at: by.rules.now })
  const swept = await fileWithSweep(tx, by.rules, {
    senderKeys: [senderKey(identity)],
    messageId: null,
    assigned: new Map(),
  })
  return { runs: swept.runs, sweptMessages: swept.processed.size }
}

/** Refuses an identity that would catch the reports of a shared relay's other customers. */
export function refuseIndistinct(identity: Identity): void {
  if (isIndistinct(identity))
    throw new Refusal(
      'indistinct_relay',
      `${identity.fromAddress} sends for many owners, and nothing in these reports tells customers apart: as an alias they would catch other customers' reports. Decline this, and let the device report to the customer's own receive address.`,
    )
}
