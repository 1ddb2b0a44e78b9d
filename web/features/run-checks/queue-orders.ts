import type { QueueGroup, QueueSort } from './queue-search.ts'

/** The orders of the queue, in words. */
export const SORTS: readonly { value: QueueSort; label: string }[] = [
  { value: 'severity', label: 'Worst first' },
  { value: 'customer', label: 'By customer' },
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'failures', label: 'Most failures in a row' },
]

/** The ways to group the queue, in words. */
export const GROUPS: readonly { value: QueueGroup; label: string }[] = [
  { value: 'job', label: 'Jobs' },
  { value: 'customer', label: 'Customers' },
  { value: 'error', label: 'Messages' },
]
