import type { z } from 'zod'
import type { RunStatus } from '../../../contract/base.ts'
import type {
  QUEUE_GROUPS,
  QUEUE_SORTS,
  queueViewSchema,
  runCheckRowSchema,
} from '../../../contract/run-checks.ts'

export type QueueSort = (typeof QUEUE_SORTS)[number]
export type QueueGroup = (typeof QUEUE_GROUPS)[number]
/** A part of the queue and its order, as views and preferences keep it. */
export type QueueView = z.infer<typeof queueViewSchema>

/** What the URL of Run Checks says. */
export interface QueueSearch {
  q?: string | undefined
  status?: RunStatus | undefined
  software?: string | undefined
  type?: string | undefined
  customer_id?: number | undefined
  sort?: QueueSort | undefined
  group?: QueueGroup | undefined
  /** Reviewed runs stand there too. */
  reviewed?: 'yes' | undefined
  /** The job that is open, and which of its runs. */
  job?: number | undefined
  run?: number | undefined
}

export type QueueRow = z.infer<typeof runCheckRowSchema>

/** How many jobs are asked for at a time, as one scrolls. */
export const QUEUE_PAGE = 200

const NO_FILTER = {
  q: undefined,
  status: undefined,
  software: undefined,
  type: undefined,
  customer_id: undefined,
  reviewed: undefined,
} satisfies QueueSearch

/** The URL without anything that narrows the queue. */
export function unfiltered(): Pick<QueueSearch, keyof typeof NO_FILTER> {
  return { ...NO_FILTER }
}

/** Which part of the queue a URL means. */
export function filterInput({ q, status, software, type, customer_id, reviewed }: QueueSearch) {
  return { q, status, software, type, customerId: customer_id, includeReviewed: reviewed === 'yes' }
}

/** The part of the queue that a URL means, in its order. */
export function queueInput(search: QueueSearch) {
  return {
    ...filterInput(search),
    sort: search.sort ?? ('severity' as const),
    group: search.group ?? ('job' as const),
  }
}

/** Whether anything but the order narrows the queue. */
export function isFiltered({ q, status, software, type, customer_id }: QueueSearch): boolean {
  return Boolean(q || status || software || type || customer_id)
}

/** What a view or a preference keeps of a URL. */
export function viewOf({ q, status, software, type, customer_id, sort, group }: QueueSearch): QueueView {
  return { q, status, software, type, customerId: customer_id, sort, group }
}

/** The URL that a view stands for; what it does not name leaves the URL. */
export function searchOfView({ customerId, ...view }: QueueView): QueueSearch {
  return {
    ...unfiltered(),
    sort: undefined,
    group: undefined,
    ...view,
    customer_id: customerId,
  }
}

/** Whether two views show the same. */
export function isSameView(one: QueueView, other: QueueView): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf({ q, status, software, type, customerId, sort, group }: QueueView): string {
  return JSON.stringify([
    q || null,
    status ?? null,
    software || null,
    type || null,
    customerId ?? null,
    sort ?? 'severity',
    group ?? 'job',
  ])
}
