import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { judgeSender } from '../../domain/verified-sender.ts'
import { publish } from '../../platform/live.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { refreshJobHealth } from './create-runs.queries.ts'
import { shareOverrides } from './judge-overrides.queries.ts'
import { judgeOverrides } from './judge-overrides.ts'
import { acceptSenderDomain, lockUnverifiedRun, markAccepted } from './judge-sender.queries.ts'

/**
 * A person says that the report of this run is genuine: it counts as what it reported. `laterToo` remembers for this job that
 * its reports may be verified for that other domain; a check that failed outright is never remembered.
 */
export async function acceptSender(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  actor: Actor,
  request: { id: number; laterToo: boolean },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await shareOverrides(tx)
    const run = await lockUnverifiedRun(tx, request.id)
    if (!run) throw new Refusal('nothing_to_accept', 'The sender of this run is not in doubt (any more).')
    const verdict = judgeSender(
      run.from_address,
      run.authentication_results,
      run.trusted_authentication_server,
    )
    if (request.laterToo && verdict.kind !== 'other domain')
      throw new Refusal(
        'only_this_run',
        'The checks of this mail failed. It can be accepted for this run, but not for later ones: a forged mail would look the same.',
        { status: 422 },
      )
    await markAccepted(tx, run.id)
    await judgeOverrides(tx, [run.id], clock())
    if (request.laterToo && verdict.kind === 'other domain')
      await acceptSenderDomain(tx, {
        jobId: run.job_id,
        sourceId: run.source_id,
        fromDomain: verdict.domain,
        passedDomain: verdict.passed,
        userId: actor.userId,
        at: clock(),
      })
    await refreshJobHealth(tx, new Map([[run.job_id, 0]]))
    await recordAudit(tx, clock(), actor, 'sender accepted', `Accepted the sender of run ${run.id}`, {
      runId: run.id,
      jobId: run.job_id,
      fromAddress: run.from_address,
      verdict,
      laterToo: request.laterToo,
    })
    await publish(tx, 'run-checks')
  })
}
