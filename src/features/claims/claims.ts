import type { World } from '../../app/world.ts'
import { publish } from '../../platform/live.ts'
import { notFound } from '../../platform/refusal.ts'
import { type ClaimRow, deleteClaim, readClaim, readClaims, takeClaim } from './claims.queries.ts'

type ClaimsWorld = Pick<World, 'db' | 'clock'>

/** A page that is looked at asks again every 30 s: three times missed, and the job is free. */
const CLAIM_SECONDS = 90

/** Who is busy with which job. */
export async function claims({ db, clock }: ClaimsWorld) {
  return (await readClaims(db, clock())).map(onTheWire)
}

/** Claims a job, or keeps it; only one person holds it. With `takeOver` from whoever does. */
export async function claimJob(
  { db, clock }: ClaimsWorld,
  userId: number,
  { jobId, takeOver }: { jobId: number; takeOver: boolean },
) {
  const now = clock()
  const expiresAt = Temporal.Instant.from(now).add({ seconds: CLAIM_SECONDS }).toString()
  return db.transaction().execute(async (tx) => {
    const taken = await takeClaim(tx, { jobId, userId, now, expiresAt, takeOver })
    if (taken === 'new') await publish(tx, 'claims')
    const claim = await readClaim(tx, jobId, now)
    if (!claim) throw notFound('job')
    return { isMine: claim.user_id === userId, claim: onTheWire(claim) }
  })
}

/** Lets go of a job; of one that a colleague holds by now nothing changes. */
export async function releaseJob({ db }: ClaimsWorld, userId: number, jobId: number) {
  return db.transaction().execute(async (tx) => {
    const released = await deleteClaim(tx, jobId, userId)
    if (released) await publish(tx, 'claims')
    return { released }
  })
}

function onTheWire(row: ClaimRow) {
  return {
    jobId: row.job_id,
    userId: row.user_id,
    userName: row.user_name,
    claimedAt: row.claimed_at,
    expiresAt: row.expires_at,
  }
}
