import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Filing } from '../../domain/filing.ts'
import { isIndistinct, senderKey } from '../../domain/identity.ts'
import { receiveAddressOf } from '../../domain/recipient-tag.ts'
import type { ReportedResult } from '../../parsers/parser.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import {
  assignmentKey,
  identityOf,
  lockIdentities,
  lockInboxMessages,
  rulesOf,
  type UnfiledMessage,
} from '../ingest/index.ts'
import { cadenceOfParser } from '../parser-rules/index.ts'
import type { RunRules } from '../runs/index.ts'
import { readSettings, type Settings } from '../settings/index.ts'
import { addAlias } from './alias.ts'
import {
  customerForApproval,
  insertIdentity,
  insertJob,
  jobRefs,
  ownerOfIdentity,
  rememberIgnored,
  survivingJob,
} from './approve.queries.ts'
import { fileWithSweep } from './sweep.ts'

export type Decision = {
  key: string
  action:
    | { kind: 'new job'; customerId: number; jobName: string }
    | { kind: 'existing job'; jobId: number }
    | { kind: 'ignore' }
}

export type Approval = {
  jobIds: number[]
  runs: number
  historyRuns: number
  sweptMessages: number
  leftInbox: boolean
}

type ApprovalWorld = Pick<World, 'db' | 'clock'>
type Approving = {
  tx: Connection
  actor: Actor
  rules: RunRules
  settings: Settings
  acceptIndistinctRelay: boolean
}

/**
 * Carries out what a person decided about the results of one message of the Inbox: makes the job or adds an alias, makes the
 * run, and sweeps every other message of the same identities out of the Inbox. All or nothing, in one transaction.
 */
export async function approve(
  world: ApprovalWorld,
  actor: Actor,
  input: { id: number; decisions: readonly Decision[]; acceptIndistinctRelay: boolean },
): Promise<Approval & { jobs: Awaited<ReturnType<typeof jobRefs>> }> {
  const settings = await readSettings(world)
  return world.db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    const [message] = await lockInboxMessages(tx, [input.id])
    if (!message)
      throw new Refusal(
        'not_in_inbox',
        'This message is no longer in the Inbox; somebody may have approved or deleted it.',
      )
    const approving: Approving = {
      tx,
      actor,
      rules: rulesOf(world, settings),
      settings,
      acceptIndistinctRelay: input.acceptIndistinctRelay,
    }
    const approval = await carryOut(approving, message, input.decisions)
    await recordAudit(
      tx,
      world.clock(),
      actor,
      'approved',
      `Approved message ${message.id} from ${message.from_address}`,
      { jobs: approval.jobIds, swept: approval.sweptMessages },
    )
    return { ...approval, jobs: await jobRefs(tx, approval.jobIds) }
  })
}

async function carryOut(
  approving: Approving,
  message: UnfiledMessage,
  decisions: readonly Decision[],
): Promise<Approval> {
  const assigned = new Map<string, Filing>()
  for (const decision of decisions) {
    const result = message.parsed?.find((candidate) => candidate.key === decision.key)
    if (!result) throw notFound('result of the message')
    assigned.set(
      assignmentKey(message.id, decision.key),
      await carryOutOne(approving, message, result, decision.action),
    )
  }
  const senders = (message.parsed ?? [])
    .filter((result) => assigned.has(assignmentKey(message.id, result.key)))
    .map((result) => senderKey(identityOf(message, result)))
  const { runs, historyRuns, processed } = await fileWithSweep(approving.tx, approving.rules, {
    senderKeys: senders,
    messageId: message.id,
    assigned,
  })
  const jobIds = [
    ...new Set([...assigned.values()].flatMap((filing) => ('jobId' in filing ? [filing.jobId] : []))),
  ]
  const leftInbox = processed.has(message.id)
  return { jobIds, runs, historyRuns, sweptMessages: processed.size - (leftInbox ? 1 : 0), leftInbox }
}

async function carryOutOne(
  approving: Approving,
  message: UnfiledMessage,
  result: ReportedResult,
  action: Decision['action'],
): Promise<Filing> {
  const identity = identityOf(message, result)
  switch (action.kind) {
    case 'ignore': {
      if ((message.parsed?.length ?? 0) < 2)
        throw new Refusal('nothing_to_ignore', 'This report has only one result; delete the message instead.')
      await rememberIgnored(approving.tx, identity, result.key, approving.actor.userId)
      return { kind: 'ignore' }
    }
    case 'existing job': {
      // A job that was merged meanwhile stands for the one that took its runs.
      const [job] = await jobRefs(approving.tx, [await survivingJob(approving.tx, action.jobId)])
      if (!job) throw notFound('job')
      // Over a shared relay, an identity that nothing tells apart would catch other customers' mails: only this message is filed.
      if (!isIndistinct(identity))
        await addAlias(approving.tx, identity, job.id, {
          actor: approving.actor,
          at: approving.rules.now,
        })
      return { kind: 'run', jobId: job.id }
    }
    case 'new job':
      return { kind: 'run', jobId: await createJob(approving, message, result, action) }
  }
}

async function createJob(
  { tx, actor, rules, settings, acceptIndistinctRelay }: Approving,
  message: UnfiledMessage,
  result: ReportedResult,
  action: { customerId: number; jobName: string },
): Promise<number> {
  const identity = identityOf(message, result)
  const customer = await customerForApproval(tx, action.customerId)
  if (!customer) throw notFound('customer')
  const owner = await ownerOfIdentity(tx, identity)
  if (owner) throw new Refusal('identity_taken', `These reports already belong to the job "${owner.name}".`)
  if (isIndistinct(identity) && !acceptIndistinctRelay) {
    const receiveAddress = receiveAddressOf(customer.receive_tag, settings.receive_address)
    throw new Refusal(
      'indistinct_relay',
      `${identity.fromAddress} sends for many owners, and this report carries neither a plus-tag nor a bracketed prefix: equal reports of another customer would land in the same job. Let the device report to ${receiveAddress ?? 'the customer’s own receive address'} or give it a subject prefix.`,
      { data: { receiveAddress } },
    )
  }
  const displayName = action.jobName === result.jobName ? null : action.jobName
  const jobId = await insertJob(tx, {
    customerId: customer.id,
    identity,
    displayName,
    informational: result.informational,
    cadence: await cadenceOfParser(tx, message.parser_id),
    at: rules.now,
  })
  await insertIdentity(tx, jobId, identity, { alias: false, userId: actor.userId, at: rules.now })
  return jobId
}
