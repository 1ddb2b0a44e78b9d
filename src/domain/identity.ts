import { isSharedRelay } from './relays.ts'

/** What tells one job's reports from every other job's (product.md section 6). */
export type Identity = {
  fromAddress: string
  software: string
  type: string
  jobName: string
  host: string | null
  plusTag: string | null
  subjectPrefix: string | null
}

export type KnownIdentity = Identity & { jobId: number; customerId: number }

export type JobMatch =
  /** This job, without a doubt. */
  | { kind: 'job'; jobId: number }
  /** Fits this job but for a part that differs or is missing: a person decides. */
  | { kind: 'probable'; jobId: number }
  | { kind: 'unknown' }

/** All parts of an identity as one comparable text; letter case and Unicode form make no difference. */
export function identityKey(identity: Identity): string {
  return keyOf([...senderParts(identity), identity.host, identity.plusTag, identity.subjectPrefix])
}

/** The parts that no device ever drops: sender, software, type and job name. */
export function senderKey(identity: Identity): string {
  return keyOf(senderParts(identity))
}

/** Whether nothing in this identity tells two customers of a shared relay apart. */
export function isIndistinct(identity: Identity): boolean {
  return isSharedRelay(identity.fromAddress) && !identity.plusTag && !identity.subjectPrefix
}

/**
 * Which job a report belongs to. `known` are the identities with the same `senderKey`;
 * `senderHasOneCustomer` says that all jobs ever approved from this sender address belong to one customer.
 */
export function matchJob(
  identity: Identity,
  known: readonly KnownIdentity[],
  senderHasOneCustomer: boolean,
): JobMatch {
  const key = identityKey(identity)
  const exact = known.find((candidate) => identityKey(candidate) === key)
  if (exact) return { kind: 'job', jobId: exact.jobId }
  return isSharedRelay(identity.fromAddress)
    ? matchOverRelay(identity, known)
    : matchOfSender(identity, known, senderHasOneCustomer)
}

/** Over a shared relay every difference counts; only where the plus-tags don't contradict each other may a job be suggested. */
function matchOverRelay(identity: Identity, known: readonly KnownIdentity[]): JobMatch {
  const candidates = known.filter((candidate) => {
    if (contradicts(identity.plusTag, candidate.plusTag)) return false
    if (identity.plusTag && candidate.plusTag) return true
    return (
      !contradicts(identity.subjectPrefix, candidate.subjectPrefix) &&
      !contradicts(identity.host, candidate.host)
    )
  })
  return probableOf(identity, candidates)
}

/** A device of a customer's own address may drop its prefix or host in failure mails: that is no difference while the sender has one customer. */
function matchOfSender(
  identity: Identity,
  known: readonly KnownIdentity[],
  senderHasOneCustomer: boolean,
): JobMatch {
  const candidates = known.filter(
    (candidate) =>
      same(identity.plusTag, candidate.plusTag) &&
      !contradicts(identity.subjectPrefix, candidate.subjectPrefix) &&
      !contradicts(identity.host, candidate.host),
  )
  const jobs = new Set(candidates.map((candidate) => candidate.jobId))
  const [onlyJob] = jobs
  if (senderHasOneCustomer && jobs.size === 1 && onlyJob !== undefined) return { kind: 'job', jobId: onlyJob }
  return probableOf(identity, candidates)
}

/** The one job that agrees in most parts; when two agree equally well, nobody can tell. */
function probableOf(identity: Identity, candidates: readonly KnownIdentity[]): JobMatch {
  const agreement = new Map<number, number>()
  for (const candidate of candidates) {
    const parts = [
      same(identity.plusTag, candidate.plusTag),
      same(identity.subjectPrefix, candidate.subjectPrefix),
      same(identity.host, candidate.host),
    ].filter(Boolean).length
    agreement.set(candidate.jobId, Math.max(parts, agreement.get(candidate.jobId) ?? -1))
  }
  const [best, second] = [...agreement].sort((a, b) => b[1] - a[1])
  if (!best || (second && second[1] === best[1])) return { kind: 'unknown' }
  return { kind: 'probable', jobId: best[0] }
}

function same(a: string | null, b: string | null): boolean {
  return fold(a) === fold(b)
}

/** Both sides say something, and not the same. */
function contradicts(a: string | null, b: string | null): boolean {
  return fold(a) !== '' && fold(b) !== '' && fold(a) !== fold(b)
}

function senderParts(identity: Identity): string[] {
  return [identity.fromAddress, identity.software, identity.type, identity.jobName]
}

function keyOf(parts: readonly (string | null)[]): string {
  return JSON.stringify(parts.map(fold))
}

function fold(part: string | null): string {
  return (part ?? '').normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}
