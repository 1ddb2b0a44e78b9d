import type { z } from 'zod'
import type { RunStatus } from '../../../contract/base.ts'
import type { runCheckRowSchema } from '../../../contract/run-checks.ts'

export const QUEUE_SORTS = ['severity', 'customer', 'newest'] as const

/** What the URL of Run Checks says. */
export interface QueueSearch {
  q?: string | undefined
  status?: RunStatus | undefined
  software?: string | undefined
  customer_id?: number | undefined
  sort?: (typeof QUEUE_SORTS)[number] | undefined
  after?: string | undefined
  /** The job that is open, and which of its runs. */
  job?: number | undefined
  run?: number | undefined
}

export type QueueRow = z.infer<typeof runCheckRowSchema>

export const QUEUE_PAGE = 200

/** The queue request that a URL stands for. */
export function queueInput({ q, status, software, customer_id, sort, after }: QueueSearch) {
  return {
    q,
    status,
    software,
    customerId: customer_id,
    sort: sort ?? ('severity' as const),
    after,
    limit: QUEUE_PAGE,
  }
}

/** Whether anything but the order narrows the queue. */
export function isFiltered({ q, status, software, customer_id }: QueueSearch): boolean {
  return Boolean(q || status || software || customer_id)
}
