import { type Identity, type JobMatch, type KnownIdentity, matchJob, senderKey } from './identity.ts'

/** What happens with one result of a message. */
export type Filing =
  /** It becomes a run of this job. */
  | { kind: 'run'; jobId: number }
  /** The job is archived: the message is kept with it and becomes a run when the job is unarchived. */
  | { kind: 'hold'; jobId: number }
  /** A person once chose to ignore this result of this report. */
  | { kind: 'ignore' }
  /** A person decides; `probableJobId` is the job it probably belongs to. */
  | { kind: 'wait'; probableJobId: number | null }

export type KnownJobs = {
  identities: readonly (KnownIdentity & { archived: boolean })[]
  /** How many customers the jobs of each sender address belong to. */
  customersOfSender: ReadonlyMap<string, number>
  /** Results that a person ignored, by `choiceKey`. */
  ignored: ReadonlySet<string>
}

/** Decides about one result, given everything known about its sender; pure, the same for import, re-parse and sweep. */
export function decideFiling(identity: Identity, resultKey: string, known: KnownJobs): Filing {
  if (known.ignored.has(choiceKey(identity, resultKey))) return { kind: 'ignore' }
  const key = senderKey(identity)
  const candidates = known.identities.filter((candidate) => senderKey(candidate) === key)
  const match: JobMatch = matchJob(
    identity,
    candidates,
    known.customersOfSender.get(identity.fromAddress) === 1,
  )
  if (match.kind === 'unknown') return { kind: 'wait', probableJobId: null }
  if (match.kind === 'probable') return { kind: 'wait', probableJobId: match.jobId }
  const archived = candidates.some((candidate) => candidate.jobId === match.jobId && candidate.archived)
  return archived ? { kind: 'hold', jobId: match.jobId } : { kind: 'run', jobId: match.jobId }
}

/** What a remembered choice about a result of a shared report hangs on. */
export function choiceKey(
  identity: Pick<Identity, 'fromAddress' | 'software' | 'type'>,
  resultKey: string,
): string {
  return JSON.stringify([identity.fromAddress, identity.software, identity.type, resultKey])
}

/** 3CX notices that tell nothing to do when they are good: their success is entered as reviewed by the system (product.md section 5). */
export function isHiddenWhenSuccessful(software: string, type: string): boolean {
  return software === '3CX' && (type === 'Update' || type === 'SSL Certificate')
}
