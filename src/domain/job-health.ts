type RunStatus = 'success' | 'warning' | 'failed' | 'missed'

/** A job's newest facts as they are stored; instants in ISO. */
export type StoredHealth = {
  last_run_at: string | null
  last_status: RunStatus | null
  last_good_at: string | null
  failures_in_row: number
  run_count: number
}

/** "Last good backup N days ago, M failures in a row": what stands wherever a job stands (product.md section 7). */
export function healthOf(stored: StoredHealth) {
  return {
    lastRunAt: stored.last_run_at,
    lastStatus: stored.last_status,
    lastGoodAt: stored.last_good_at,
    failuresInRow: stored.failures_in_row,
    runCount: stored.run_count,
  }
}
