import type { z } from 'zod'
import type { RunStatus } from '../../../contract/base.ts'
import type { historyRowSchema, jobRowSchema, jobSchema } from '../../../contract/jobs.ts'

export const JOB_SORTS = ['customer', 'last good', 'failures', 'last run'] as const

/** What the URL of the jobs page says. */
export interface JobsSearch {
  customer_id?: number | undefined
  q?: string | undefined
  software?: string | undefined
  sort?: (typeof JOB_SORTS)[number] | undefined
  after?: string | undefined
}

/** What the URL of one job says. */
export interface JobSearch {
  status?: RunStatus | undefined
  after?: string | undefined
  /** The run that is open. */
  run?: number | undefined
}

export type JobRow = z.infer<typeof jobRowSchema>
export type Job = z.infer<typeof jobSchema>
export type HistoryRow = z.infer<typeof historyRowSchema>

export const JOBS_PAGE = 50
export const HISTORY_PAGE = 50

/** The list request that a URL stands for. */
export function jobsInput({ customer_id, q, software, sort, after }: JobsSearch) {
  return {
    customerId: customer_id,
    q,
    software,
    sort: sort ?? ('customer' as const),
    after,
    limit: JOBS_PAGE,
  }
}

/** The request for a page of a job's runs. */
export function historyInput(id: number, { status, after }: JobSearch) {
  return { id, status, after, limit: HISTORY_PAGE }
}
