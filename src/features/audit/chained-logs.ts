/** The two logs whose rows are linked by hash, each with what of a row is evidence. */
export type ChainedLog = 'audit_log' | 'job_run_review_events'

export const CHAINED_LOGS: readonly ChainedLog[] = ['audit_log', 'job_run_review_events']

/** What a log is called where people read it. */
export const LOG_NAMES: Record<ChainedLog, string> = {
  audit_log: 'audit log',
  job_run_review_events: 'review events',
}

/** The last link of a chain: how far it reaches, and the hash that stands for everything up to there. */
export type ChainHead = { position: number; hash: string }
