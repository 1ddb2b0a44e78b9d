import type { RunStatus } from '../../../contract/base.ts'

/** Statuses as the queue counts them, the worst first. */
export const STATUS_ORDER: readonly RunStatus[] = ['failed', 'missed', 'warning', 'success']
