/** The figures of an import (product.md section 4). */
export type Tally = {
  fetched: number
  newMessages: number
  duplicates: number
  parsed: number
  autoApproved: number
  leftInInbox: number
  errors: number
}

/** An import that has not begun. */
export function emptyTally(): Tally {
  return { fetched: 0, newMessages: 0, duplicates: 0, parsed: 0, autoApproved: 0, leftInInbox: 0, errors: 0 }
}

/** Adds the figures of a batch. */
export function addTally(sum: Tally, more: Tally): void {
  sum.fetched += more.fetched
  sum.newMessages += more.newMessages
  sum.duplicates += more.duplicates
  sum.parsed += more.parsed
  sum.autoApproved += more.autoApproved
  sum.leftInInbox += more.leftInInbox
  sum.errors += more.errors
}
