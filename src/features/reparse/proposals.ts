import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { adoptIdentity } from '../inbox/index.ts'
import { lockIdentities, rulesOf } from '../ingest/index.ts'
import { readSettings } from '../settings/index.ts'
import { countProposals, decideProposal, listProposals, type ProposalRow } from './proposals.queries.ts'

type ProposalWorld = Pick<World, 'db' | 'clock'>

/** A page of changed identities that wait for a decision. */
export async function proposalsPage(
  { db }: Pick<World, 'db'>,
  query: { after?: string | undefined; limit: number },
) {
  const cursor = decodeCursor(query.after, 1)
  const found = await listProposals(db, cursor ? Number(cursor[0]) : null, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.id])
  return { rows: rows.map(onTheWire), next, total: await countProposals(db) }
}

/** Makes the changed identity an alias of the job and sweeps what waits in the Inbox for it; the runs that are there stay where they are. */
export async function acceptProposal(world: ProposalWorld, actor: Actor, id: number) {
  const rules = rulesOf(world, await readSettings(world))
  return world.db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    const proposal = await decideProposal(tx, id, 'accepted', { userId: actor.userId, at: rules.now })
    if (!proposal) throw decidedAlready()
    const done = await adoptIdentity(tx, proposal.identity, proposal.job_id, { actor, rules })
    const words = `Added ${proposal.identity.jobName} from ${proposal.identity.fromAddress} to job ${proposal.job_id}`
    await recordAudit(tx, rules.now, actor, 'identity accepted', words, { proposal: id, ...done })
    return done
  })
}

/** Leaves the job as it is; the same identity is not proposed again. */
export async function declineProposal(world: ProposalWorld, actor: Actor, id: number): Promise<void> {
  await world.db.transaction().execute(async (tx) => {
    const at = world.clock()
    const proposal = await decideProposal(tx, id, 'declined', { userId: actor.userId, at })
    if (!proposal) throw decidedAlready()
    const words = `Declined ${proposal.identity.jobName} from ${proposal.identity.fromAddress} for job ${proposal.job_id}`
    await recordAudit(tx, at, actor, 'identity declined', words, { proposal: id })
  })
}

function decidedAlready(): Refusal {
  return new Refusal('decided_already', 'Somebody has decided about this already.')
}

function onTheWire(row: ProposalRow) {
  return {
    id: row.id,
    job: { id: row.job_id, name: row.job, customer: { id: row.customer_id, name: row.customer_name } },
    owner:
      row.owner_id === null || row.owner_customer_id === null || row.owner_id === row.job_id
        ? null
        : {
            id: row.owner_id,
            name: row.owner ?? '',
            customer: { id: row.owner_customer_id, name: row.owner_customer_name ?? '' },
          },
    fromAddress: row.from_address,
    software: row.backup_software,
    type: row.backup_type,
    jobName: row.job_name,
    host: row.host,
    plusTag: row.plus_tag,
    subjectPrefix: row.subject_prefix,
    messages: row.messages,
    newestMessageId: row.newest_message_id,
    proposedAt: row.proposed_at,
  }
}
