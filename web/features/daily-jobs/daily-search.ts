import type { z } from 'zod'
import type { dailyJobSchema, dayStatusSchema } from '../../../contract/daily-jobs.ts'

export type DayStatus = z.infer<typeof dayStatusSchema>
export type DailyJob = z.infer<typeof dailyJobSchema>

export const DAILY_SORTS = ['customer', 'time'] as const

/** What the URL of Daily Jobs says. */
export interface DailySearch {
  /** Today without one. */
  day?: string | undefined
  q?: string | undefined
  status?: DayStatus | undefined
  software?: string | undefined
  customer_id?: number | undefined
  sort?: (typeof DAILY_SORTS)[number] | undefined
  after?: string | undefined
  /** The job whose runs of the day are open, and which of them. */
  open_job_id?: number | undefined
  run?: number | undefined
}

export const DAILY_PAGE = 100

/** The list request that a URL stands for. */
export function dailyInput(search: DailySearch) {
  const { day, q, status, software, customer_id, sort, after, open_job_id } = search
  return {
    day,
    q,
    status,
    software,
    customerId: customer_id,
    sort: sort ?? ('customer' as const),
    after,
    openJobId: open_job_id,
    limit: DAILY_PAGE,
  }
}

/** Whether anything but the day and the order narrows the list. */
export function isFiltered({ q, status, software, customer_id }: DailySearch): boolean {
  return Boolean(q || status || software || customer_id)
}
