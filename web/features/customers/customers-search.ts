import type { z } from 'zod'
import type { customerSchema } from '../../../contract/customers.ts'

/** What the URL of the customers page says. */
export interface CustomersSearch {
  q?: string | undefined
  active?: 'active' | 'inactive' | undefined
  after?: string | undefined
  /** The customer whose details are open. */
  edit?: number | undefined
}

export type Customer = z.infer<typeof customerSchema>

export const CUSTOMERS_PAGE = 50

/** The list request that a URL stands for. */
export function customersInput({ q, active, after }: CustomersSearch) {
  return { q, active: active ?? ('all' as const), after, limit: CUSTOMERS_PAGE }
}
