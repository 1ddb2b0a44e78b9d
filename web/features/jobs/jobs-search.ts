import type { z } from 'zod'
import { runStatusSchema } from '../../../contract/base.ts'
import type { jobIdentitiesContract } from '../../../contract/job-identities.ts'
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

export const HISTORY_ONLY = ['open', 'ticket'] as const

/** What a run can have ended as: its status, or a success that a rule made of it. */
export const HISTORY_STATUSES = [...runStatusSchema.options, 'override'] as const

/** What the URL of one job says. */
export interface JobSearch {
  status?: (typeof HISTORY_STATUSES)[number] | undefined
  /** Only runs that nobody reviewed, or only those with a ticket. */
  only?: (typeof HISTORY_ONLY)[number] | undefined
  q?: string | undefined
  after?: string | undefined
  /** The run that is open. */
  run?: number | undefined
  /** A job that was merged into this one, whose link led here. */
  merged?: number | undefined
}

export type JobRow = z.infer<typeof jobRowSchema>
export type Job = z.infer<typeof jobSchema>
export type JobIdentity = z.infer<
  NonNullable<(typeof jobIdentitiesContract.list)['~orpc']['outputSchema']>
>['rows'][number]
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
export function historyInput(id: number, { status, only, q, after }: JobSearch) {
  const narrowed = { open: only === 'open' || undefined, ticket: only === 'ticket' || undefined }
  return { id, status, ...narrowed, q, after, limit: HISTORY_PAGE }
}

/** A job by its name, with its host where it has one: two jobs of a customer often differ in that alone. */
export function nameWithHost({ name, host }: { name: string; host?: string | null }): string {
  return host ? `${name} (${host})` : name
}
