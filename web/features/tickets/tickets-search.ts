/** What the URL of the tickets page says. */
export interface TicketsSearch {
  tab?: 'remarks' | undefined
  state?: 'resolved' | 'any' | undefined
  origin?: 'internal' | 'psa' | undefined
  customer_id?: number | undefined
  q?: string | undefined
  after?: string | undefined
  /** The ticket, or on the other tab the remark, that is open. */
  open?: number | undefined
}

export const TICKETS_PAGE = 50

/** The list request that a URL stands for. */
export function ticketsInput({ tab, state, origin, customer_id, q, after }: TicketsSearch) {
  return {
    state: state ?? ('open' as const),
    origin: tab === 'remarks' ? undefined : origin,
    customerId: customer_id,
    q,
    after,
    limit: TICKETS_PAGE,
  }
}

/** Whether a filter hides something, beside the usual one of what is open. */
export function isFiltered({ origin, customer_id, q }: TicketsSearch): boolean {
  return origin !== undefined || customer_id !== undefined || q !== undefined
}
