/** What a ticket or remark can hold for: all runs of a job, of a customer, or those that an object is part of. */
export const SCOPE_KINDS = ['job', 'customer', 'object'] as const

/** Where a ticket's code comes from: made here, or a number of the PSA. Codes are unique in each. */
export const TICKET_ORIGINS = ['internal', 'psa'] as const

/** Why a ticket was closed: dealt with, or gone from the PSA. */
export const CLOSED_REASONS = ['resolved', 'deleted'] as const

/** The code of an internal ticket, `T20261110.0042`, from its local day (`YYYY-MM-DD`) and a number that is never given twice. */
export function ticketCode(day: string, number: number): string {
  return `T${day.replaceAll('-', '')}.${String(number).padStart(4, '0')}`
}
