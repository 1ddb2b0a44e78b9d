import { type Connection, sql } from '../../platform/db.ts'

export type ClaimRow = {
  job_id: number
  user_id: number
  user_name: string
  claimed_at: string
  expires_at: string
}

const NAMED = sql`k.job_id, k.user_id, coalesce(nullif(u.display_name, ''), u.username) as user_name, k.claimed_at, k.expires_at`

/** The claims that hold now. */
export async function readClaims(db: Connection, now: string): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    select ${NAMED} from run_check_claims k join users u on u.id = k.user_id where k.expires_at > ${now} order by k.job_id
  `.execute(db)
  return rows
}

/** Who holds a job now. */
export async function readClaim(db: Connection, jobId: number, now: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`
    select ${NAMED} from run_check_claims k join users u on u.id = k.user_id where k.job_id = ${jobId} and k.expires_at > ${now}
  `.execute(db)
  return rows[0]
}

/**
 * Makes a job this person's until `expiresAt`: when nobody holds it, when they hold it already, when the other claim has run
 * out, or when they take it over. Returns whether it is new to them; null when a colleague holds it.
 */
export async function takeClaim(
  tx: Connection,
  claim: { jobId: number; userId: number; now: string; expiresAt: string; takeOver: boolean },
): Promise<'new' | 'held' | null> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into run_check_claims as k (job_id, user_id, claimed_at, expires_at)
    select id, ${claim.userId}, ${claim.now}, ${claim.expiresAt} from jobs where id = ${claim.jobId}
    on conflict (job_id) do update set
      user_id = excluded.user_id, expires_at = excluded.expires_at,
      claimed_at = case when k.user_id = excluded.user_id and k.expires_at > ${claim.now} then k.claimed_at else excluded.claimed_at end
    where k.user_id = excluded.user_id or k.expires_at <= ${claim.now} or ${claim.takeOver}
    returning k.claimed_at = ${claim.now}::timestamptz as is_new
  `.execute(tx)
  const [row] = rows
  if (!row) return null
  return row.is_new ? 'new' : 'held'
}

/** Gives up a claim of this person; returns whether there was one. */
export async function deleteClaim(tx: Connection, jobId: number, userId: number): Promise<boolean> {
  const { rows } = await sql`
    delete from run_check_claims where job_id = ${jobId} and user_id = ${userId} returning job_id
  `.execute(tx)
  return rows.length > 0
}

/** Whether somebody other than this person holds the job of a run `r`. */
export function claimedByOthers(userId: number | null, now: string) {
  return sql`exists (
    select from run_check_claims k where k.job_id = r.job_id and k.expires_at > ${now} and k.user_id is distinct from ${userId}::bigint)`
}
