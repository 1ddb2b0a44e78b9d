import { isUnverifiedSender, type SenderVerdict } from '../../domain/verified-sender.ts'
import type { Connection } from '../../platform/db.ts'
import { addVerifiedRuns, markUnverified, readSenderHabits } from './judge-sender.queries.ts'

/** A run that was just made, and what the source's mail server said about who sent its mail. */
export type SentRun = {
  runId: number
  jobId: number
  sourceId: number
  runAt: string
  isSuccess: boolean
  sender: SenderVerdict
}

type KnownSender = SentRun & { sender: Exclude<SenderVerdict, { kind: 'unknown' }> }

/**
 * Turns successes of new runs into warnings where the sender is not who this job's reports come from, and learns from those
 * whose sender is verified. In the order of the runs, so that a batch learns as single mails would.
 */
export async function judgeSenders(tx: Connection, runs: readonly SentRun[]): Promise<void> {
  const known = runs.filter(isKnown).toSorted((a, b) => Date.parse(a.runAt) - Date.parse(b.runAt))
  if (known.length === 0) return
  const habits = new Map(
    (await readSenderHabits(tx, known.map(senderOf))).map((habit) => [
      keyOf(habit),
      { verifiedRuns: habit.verified_runs, acceptedDomains: new Set(habit.accepted) },
    ]),
  )
  const added = new Map<string, ReturnType<typeof senderOf> & { verified_runs: number }>()
  const unverified: number[] = []
  for (const run of known) {
    const sender = senderOf(run)
    const learned = added.get(keyOf(sender))?.verified_runs ?? 0
    const habit = habits.get(keyOf(sender)) ?? { verifiedRuns: 0, acceptedDomains: new Set<string>() }
    const sofar = { ...habit, verifiedRuns: habit.verifiedRuns + learned }
    if (run.sender.kind === 'verified') added.set(keyOf(sender), { ...sender, verified_runs: learned + 1 })
    else if (run.isSuccess && isUnverifiedSender(run.sender, sofar)) unverified.push(run.runId)
  }
  await addVerifiedRuns(tx, [...added.values()])
  await markUnverified(tx, unverified)
}

function isKnown(run: SentRun): run is KnownSender {
  return run.sender.kind !== 'unknown'
}

function senderOf({ jobId, sourceId, sender }: KnownSender) {
  return { job_id: jobId, source_id: sourceId, from_domain: sender.domain }
}

function keyOf(sender: { job_id: number; source_id: number; from_domain: string }): string {
  return `${sender.job_id} ${sender.source_id} ${sender.from_domain}`
}
