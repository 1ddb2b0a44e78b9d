import { decideFiling, type Filing, type KnownJobs } from '../../domain/filing.ts'
import { type Identity, identityKey, senderKey } from '../../domain/identity.ts'
import { judgeSender, type SenderVerdict } from '../../domain/verified-sender.ts'
import type { ReportedResult } from '../../parsers/parser.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { createRuns, type ReportedRun, type RunRules } from '../runs/index.ts'
import {
  markFirstTaggedMails,
  placeMessages,
  type ResultRow,
  readKnownJobs,
  saveResults,
  type UnfiledMessage,
} from './filing.queries.ts'

export type FilingTally = {
  autoApproved: number
  leftInInbox: number
  runs: number
  historyRuns: number
  errors: number
}

/** A tally with the ids of the messages that left the Inbox. */
type Filed = FilingTally & { processed: number[] }

/** What a person decided about single results, by `assignmentKey`; it goes before what the identities say. */
export type Assignments = ReadonlyMap<string, Filing>

type Decided = {
  message: UnfiledMessage
  results: { result: ReportedResult; identity: Identity; filing: Filing; isSettled: boolean }[]
}

/**
 * Files locked messages: results of known jobs become runs, the rest waits in the Inbox. In the caller's transaction,
 * which holds the identity lock; the same for an import, a re-parse and the sweep after an approval.
 */
export async function fileMessages(
  tx: Connection,
  messages: readonly UnfiledMessage[],
  rules: RunRules,
  assigned: Assignments = new Map(),
): Promise<Filed> {
  if (messages.length === 0)
    return { autoApproved: 0, leftInInbox: 0, runs: 0, historyRuns: 0, errors: 0, processed: [] }
  const known = await knownJobsOf(tx, messages)
  const decided = messages.map((message) => decide(message, known, assigned))
  await saveResults(
    tx,
    messages.map((message) => message.id),
    decided.flatMap(resultRows),
  )
  const created = await createRuns(tx, decided.flatMap(reportedRuns), rules)
  const places = decided.map(placeOf)
  await placeMessages(tx, places, rules.now)
  await markFirstTaggedMails(
    tx,
    [...new Set(messages.flatMap((message) => message.plus_tag ?? []))],
    rules.now,
  )
  await publish(tx, 'inbox')
  if (created.some((run) => !run.history)) await publish(tx, 'run-checks')
  const processed = places.filter((place) => place.location === 'processed').map((place) => place.id)
  return {
    processed,
    autoApproved: processed.length,
    leftInInbox: places.filter((place) => place.location === 'inbox').length,
    runs: created.length,
    historyRuns: created.filter((run) => run.history).length,
    errors: messages.filter((message) => message.parse_state === 'error').length,
  }
}

/** Names one result of one message. */
export function assignmentKey(messageId: number, resultKey: string): string {
  return `${messageId}\0${resultKey}`
}

/** The identity of one result of a message. */
export function identityOf(
  message: { from_address: string; plus_tag: string | null },
  result: ReportedResult,
): Identity {
  return {
    fromAddress: message.from_address,
    software: result.software,
    type: result.type,
    jobName: result.jobName,
    host: result.host,
    plusTag: message.plus_tag,
    subjectPrefix: result.subjectPrefix,
  }
}

/** Everything that is known about the senders of these messages. */
export async function knownJobsOf(
  tx: Connection,
  messages: readonly Pick<UnfiledMessage, 'from_address' | 'plus_tag' | 'parsed'>[],
): Promise<KnownJobs> {
  const identities = messages.flatMap((message) =>
    (message.parsed ?? []).map((result) => identityOf(message, result)),
  )
  const senderKeys = new Set(identities.map(senderKey))
  const addresses = new Set(identities.map((identity) => identity.fromAddress))
  return readKnownJobs(tx, [...senderKeys], [...addresses])
}

function decide(message: UnfiledMessage, known: KnownJobs, assigned: Assignments): Decided {
  const results = (message.parsed ?? []).map((result) => {
    const identity = identityOf(message, result)
    const decideAnew = () => {
      const filing = withinBounds(decideFiling(identity, result.key, known), message, known)
      return message.newResultsWait ? waiting(filing) : filing
    }
    const given = assigned.get(assignmentKey(message.id, result.key))
    const settled = given ? null : settledFiling(message, result.key)
    return { result, identity, filing: given ?? settled ?? decideAnew(), isSettled: settled !== null }
  })
  return { message, results }
}

/** What came with the token of one customer is never filed under a job of another one. */
function withinBounds(filing: Filing, message: UnfiledMessage, known: KnownJobs): Filing {
  if (message.bound_customer_id === null || !('jobId' in filing)) return filing
  const owner = known.identities.find((identity) => identity.jobId === filing.jobId)?.customerId
  return owner === message.bound_customer_id ? filing : { kind: 'wait', probableJobId: null }
}

/** A result that was decided once stays decided when its message is looked at again. */
function settledFiling(message: UnfiledMessage, resultKey: string): Filing | null {
  const settled = message.settled?.[resultKey]
  if (!settled) return null
  if (settled.state === 'ignored') return { kind: 'ignore' }
  // Its job was deleted since: what is known now decides.
  if (settled.job_id === null) return null
  return { kind: settled.state === 'held' ? 'hold' : 'run', jobId: settled.job_id }
}

/** What a message brings anew where all else is filed already waits for a person, with the job that it seems to belong to. */
function waiting(filing: Filing): Filing {
  return filing.kind === 'ignore' || filing.kind === 'wait'
    ? filing
    : { kind: 'wait', probableJobId: filing.jobId }
}

function stateOf(filing: Filing): ResultRow['state'] {
  switch (filing.kind) {
    case 'run':
      return 'filed'
    case 'hold':
      return 'held'
    case 'ignore':
      return 'ignored'
    case 'wait':
      return 'open'
  }
}

function resultRows({ message, results }: Decided): ResultRow[] {
  return results.map(({ result, identity, filing }, position) => ({
    mail_message_id: message.id,
    result_key: result.key,
    position,
    backup_software: result.software,
    backup_type: result.type,
    job_name: result.jobName,
    host: result.host,
    subject_prefix: result.subjectPrefix,
    company_name: result.companyName,
    status: result.status,
    identity_key: identityKey(identity),
    sender_key: senderKey(identity),
    state: stateOf(filing),
    job_id: 'jobId' in filing ? filing.jobId : null,
    probable_job_id: filing.kind === 'wait' ? filing.probableJobId : null,
  }))
}

function reportedRuns({ message, results }: Decided): ReportedRun[] {
  // What was filed before has its run, unless that was deleted: it is not made again.
  return results.flatMap(({ result, filing, isSettled }) =>
    filing.kind === 'run' && !isSettled ? [{ ...reportOf(message, result), jobId: filing.jobId }] : [],
  )
}

/** What one result of a message says, apart from the job that it is a run of. */
export function reportOf(message: UnfiledMessage, result: ReportedResult): Omit<ReportedRun, 'jobId'> {
  return {
    mailMessageId: message.id,
    sourceId: message.source_id,
    sourceType: message.source_kind === 'http' ? 'http' : null,
    runAt: message.received_at,
    sender: senderOf(message),
    result,
    parserId: message.parser_id,
    parserVersion: message.parser_version,
  }
}

/** Only a mailbox has a mail server of ours before it, whose header is worth anything. */
function senderOf(message: UnfiledMessage): SenderVerdict {
  if (message.source_kind !== 'graph' && message.source_kind !== 'imap') return { kind: 'unknown' }
  return judgeSender(
    message.from_address,
    message.authentication_results,
    message.trusted_authentication_server,
  )
}

/** A message leaves the Inbox when every one of its results is filed or ignored; one without results stays for a person. */
function placeOf({ message, results }: Decided): { id: number; location: string; job_id: number | null } {
  const waits = results.length === 0 || results.some(({ filing }) => filing.kind === 'wait')
  const jobs = new Set(results.flatMap(({ filing }) => ('jobId' in filing ? [filing.jobId] : [])))
  const [onlyJob] = jobs
  return {
    id: message.id,
    location: waits ? 'inbox' : 'processed',
    job_id: jobs.size === 1 ? (onlyJob ?? null) : null,
  }
}
